"""The French of every error that can reach the page, by its English; see ``align/ui/troubles.py``.

Plain spaces stand before and inside French signs here; ``words.typeset`` makes them unbreakable.
"""

from __future__ import annotations

from align.ui.french.models import MODELS
from align.ui.french.review import REVIEW
from align.ui.french.texts import TEXTS

MESSAGES: dict[str, str] = {**TEXTS, **REVIEW, **MODELS}
