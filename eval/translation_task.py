"""What ``eval.translation`` measures, one system and one test set a process.

Reads one JSON object from standard input (``Task``), translates, and prints one JSON line
(``Done``): renderings, seconds of the work itself, and the highest memory of the process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from align.draft import render
from align.models.load import load_translator
from align.models.translation_text import to_model
from align.models.translator import BEAM, CTranslator
from align.settings import Settings
from eval.speed_tasks import timed

OURS, DRAFT, GENERATE = "ctranslate2", "draft", "transformers"
#: Sentences in one call of ``generate``, in order of length.
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Task:
    """Texts for one system.

    Attributes:
        engine: ``ctranslate2``, the best rendering of the model; ``draft``, as the program drafts,
            which looks at six and puts misspelled words right; or ``transformers``, the same
            weights by ``generate``.
        translator: As ``--translator`` names it.
    """

    engine: str
    translator: str
    out_of: str
    into: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task.

    Attributes:
        seconds: On the clock; ``busy``, those that the processor worked, which other programs on
            the machine change less.
        peak: Highest memory of the process, in megabytes.
    """

    renderings: tuple[str, ...]
    seconds: float
    busy: float
    peak: float


def run(task: Task) -> Done:
    """Translates the texts; loading and a first sentence are not timed."""
    load = {OURS: ours, DRAFT: draft, GENERATE: generate}[task.engine]
    translate = load(task)
    translate(task.texts[:1])
    texts = [to_model(text) for text in task.texts]
    took, made = timed(lambda: translate(texts), len(texts))
    return Done(tuple(made), took.seconds, took.busy, took.peak)  # type: ignore[arg-type]


def draft(task: Task) -> Any:
    """What stands in a draft."""
    settings = Settings(
        translator=task.translator, source_language=task.into, target_language=task.out_of
    )
    return partial(render, translator=load_translator(settings), settings=settings)


def ours(task: Task) -> Any:
    """The translator alone."""
    model = load_translator(Settings(translator=task.translator))

    def translate(texts: Sequence[str]) -> list[str]:
        made = model.translate(
            texts, out_of=task.out_of, into=task.into, choices=1, on_done=lambda *_: None
        )
        return [choices[0] for choices in made]

    return translate


def generate(task: Task) -> Any:
    """The same weights by ``transformers``: in full precision, with the same beam."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    known = CTranslator(task.translator, Path())
    tokenizer = AutoTokenizer.from_pretrained(known.folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(known.folder).float().eval()
    cut = known.pieces.cut("", task.out_of, task.into)
    marks = [piece for piece in cut if piece.startswith(">>")]

    def translate(texts: Sequence[str]) -> list[str]:
        found = [""] * len(texts)
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        for begin in range(0, len(order), AT_ONCE):
            part = order[begin : begin + AT_ONCE]
            given = tokenizer(
                [" ".join([*marks, texts[index]]) for index in part],
                return_tensors="pt",
                padding=True,
            )
            longest = 2 * given["input_ids"].shape[1] + 24
            made = model.generate(
                **given, num_beams=BEAM, max_new_tokens=longest, max_length=None, do_sample=False
            )
            for index, ids in zip(part, made, strict=True):
                found[index] = str(tokenizer.decode(ids, skip_special_tokens=True))
        return found

    return translate


if __name__ == "__main__":
    told = json.load(sys.stdin)
    result = run(Task(**{**told, "texts": tuple(told["texts"])}))
    sys.stdout.write(json.dumps(asdict(result)) + "\n")
