"""Every word of the page, in English and in French: one table, in four parts."""

from __future__ import annotations

from align.ui.vocabulary.bench import BENCH
from align.ui.vocabulary.review import REVIEW
from align.ui.vocabulary.running import RUNNING
from align.ui.vocabulary.start import START

WORDS: dict[str, tuple[str, str]] = {**START, **BENCH, **REVIEW, **RUNNING}
