"""Whether the right French is found among much that is not: ``eval.retrieval``.

Sentences: English sentences look for their French ones among distractors from the training text;
xSIM is the share whose best match by margin is wrong, P@1 counts cosines alone. Documents:
interpretations look for the speech, the record or either among speeches of the same sittings and
documents cut from the training text; each is asked again with its own documents taken away, and
must then be told to be absent. The price of saying so was set on half of the documents
(``--half tuned``); by default the other half is asked. Index: whether it finds what comparing all
finds, and what that takes. Adding: sentences a second. Vectors of distractors are made in pieces
that ``--vectors`` keeps, so that a command that was broken off goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from align.detect import detect
from align.library.documents import Entry, list_documents, put
from align.library.find import ENOUGH, find_original
from align.library.index import keep_up
from align.library.prepare import hash_of
from align.library.records import About, Candidate, Filter
from align.library.store import Library, make_library
from align.models.load import Models, load_models
from align.models.protocols import Vectors
from align.pipeline import sign
from align.settings import DEFAULTS, Settings
from align.transcripts import parse_transcript
from align.transcripts.json import dump_transcript
from align.types import Span, Transcript, Turn
from eval.adding import adding_lines
from eval.answers import Asked, Evidence, learn_weights, read_answers, write_answers
from eval.bootstrap import SEED
from eval.command import print_lines
from eval.distractors import encode_kept, read_french
from eval.gold import DataMissingError, GoldDocument, data_folder, read_corpora
from eval.neighbours import index_lines
from eval.sentences import read_sets, retrieve

#: Sizes by default; the figures of the README say which sizes they were made with.
SENTENCES, DOCUMENTS, LINES = 50_000, 2_000, 15_000
LENGTHS = (6, 30)
#: English corpus, French corpora that hold the same speeches, by what they are.
ASKED = {
    "interpretation of French": (
        "en_sp_tt_from_fr__fr_sp_st",
        {"speech": "en_sp_tt_from_fr__fr_sp_st", "record": "en_sp_tt_from_fr__fr_wr_st"},
    ),
    "speech interpreted into French": (
        "en_sp_st__fr_sp_tt",
        {"speech": "en_sp_st__fr_sp_tt", "record": "en_sp_st__fr_wr_tt"},
    ),
}
LIBRARIES = (("speech", "record"), ("speech",), ("record",))
PLURAL = {"speech": "speeches", "record": "records"}


Named = TypeVar("Named", "Question", Asked)


@dataclass(frozen=True, slots=True)
class Question:
    """An English text and the names of its French documents.

    Attributes:
        answers: Name of the French document by what it is.
    """

    kind: str
    name: str
    text: tuple[str, ...]
    answers: dict[str, str]


# -------------------------------------------------------------------- documents


def questions(folder: Path | None = None) -> tuple[list[Question], dict[str, GoldDocument]]:
    """All questions, and the French documents by name."""
    corpora: dict[str, dict[str, GoldDocument]] = {}
    for each in read_corpora(folder or data_folder() / "alignment" / "eptic"):
        corpora.setdefault(each.corpus, {})[each.name.partition("-")[0]] = each
    asked, french = [], {}
    for kind, (english, sides) in ASKED.items():
        if not all(name in corpora for name in sides.values()):
            raise DataMissingError(f"expected the folders {', '.join(sides.values())} of EPTIC.")
        for key, document in corpora[english].items():
            answers = {}
            for what, corpus in sides.items():
                if key in corpora[corpus]:
                    answers[what] = f"{what}-{corpora[corpus][key].name}"
                    french[answers[what]] = corpora[corpus][key]
            asked.append(Question(kind, document.name, document.source, answers))
    return asked, french


def half_of(asked: Sequence[Named], half: str) -> list[Named]:
    """The questions tuned on, the others, or all of them; drawn by name once and for ever."""
    chosen = {each.name: Random(each.name).random() < 0.5 for each in asked}  # noqa: S311
    return [each for each in asked if half == "all" or chosen[each.name] == (half == "tuned")]


def entry(name: str, texts: Sequence[str], vectors: Vectors) -> Entry:
    """A document of these sentences, one a paragraph."""
    starts = accumulate((len(text) + 2 for text in texts), initial=0)
    spans = (Span(at, at + len(text)) for at, text in zip(starts, texts, strict=False))
    transcript = Transcript(name, "\n\n".join(texts), (Turn("", None, tuple(spans)),))
    record = dump_transcript(transcript)
    places = tuple(range(len(texts)))
    about = About(title=name, language="fr")
    return Entry(hash_of(transcript), name, about, record, places, tuple(texts), vectors)


def distract(library: Library, sentences: Sequence[str], vectors: Vectors) -> int:
    """Cuts sentences into documents and puts them in; says how many documents it made."""
    random, start, entries, count = Random(SEED), 0, list[Entry](), 0  # noqa: S311
    while start < len(sentences):
        end = min(len(sentences), start + random.randint(*LENGTHS))
        entries.append(entry(f"distractor-{count}", sentences[start:end], vectors[start:end]))
        start, count = end, count + 1
        if len(entries) == 200 or start == len(sentences):
            put(library, entries)
            entries = []
    return count


def ask(
    library: Library,
    question: Question,
    rights: frozenset[str],
    never: frozenset[str],
    models: Models,
    settings: Settings,
) -> Asked:
    """The answers with and without the right documents; ``never`` are left out of both."""
    transcript = parse_transcript("\n\n".join(question.text), f"{question.name}.txt")
    detection = detect(transcript)
    began = time.process_time()
    there, gone = (
        find_original(
            transcript, detection, library, models, settings=settings, chosen=Filter(but=but)
        )
        for but in (never, never | rights)
    )
    seconds = (time.process_time() - began) / 2
    sides = (evidence(found.candidates, rights) for found in (there, gone))
    return Asked(question.kind, question.name, "", next(sides), next(sides), seconds)


def evidence(candidates: Sequence[Candidate], rights: frozenset[str]) -> tuple[Evidence, ...]:
    """What spoke for each candidate, and whether it is one of ``rights``."""
    return tuple(
        Evidence(each.belonging, each.votes, each.document.hash in rights) for each in candidates
    )


def documents(
    options: argparse.Namespace, models: Models, folder: Path, kept: Sequence[Asked]
) -> Iterator[Asked]:
    """Every question, asked in a library of speeches and records, of speeches, and of records.

    What is in ``kept`` is not asked again.
    """
    known = {(each.library, each.kind, each.name): each for each in kept}
    settings = Settings()
    asked, french = questions()
    library = make_library(folder, models.encoder, settings.source_language)
    hashes = dict(fill(library, french, options, models))
    for kinds in LIBRARIES:
        never = frozenset(
            own for name, own in hashes.items() if name.partition("-")[0] not in kinds
        )
        called = " and ".join(PLURAL[kind] for kind in kinds)
        for each in half_of(asked, options.half):
            rights = frozenset(hashes[name] for what, name in each.answers.items() if what in kinds)
            if found := known.get((called, each.kind, each.name)):
                yield found
            elif rights:
                answer = ask(library, each, rights, never, models, settings)
                yield replace(answer, library=called)


def fill(
    library: Library,
    french: dict[str, GoldDocument],
    options: argparse.Namespace,
    models: Models,
) -> Iterator[tuple[str, str]]:
    """Puts all documents in that are not there yet; gives name and hash of those of EPTIC."""
    entries = []
    for name, document in french.items():
        made = entry(name, document.target, models.encoder.encode(document.target))
        entries.append(made)
        yield name, made.hash
    put(library, entries)
    if len(list_documents(library)) < options.documents:
        count = options.documents * sum(LENGTHS) // 2
        sentences = read_french(count)
        distract(library, sentences, encode_kept(sentences, models.encoder, options.vectors))
    keep_up(library, least=0)


# ----------------------------------------------------------------------- figures


HEADING = (
    f"{'library':22} {'asked':32} {'n':>4} {'P@1':>6} {'MRR':>6} {'accepted':>8} "
    f"{'rejected':>8} {'seconds':>7}  signature"
)


def document_lines(answers: Sequence[Asked], signature: str) -> Iterator[str]:
    """One line a kind of question, then all of them, of the answers of one library."""
    for kind in [*dict.fromkeys(each.kind for each in answers), "all"]:
        chosen = [each for each in answers if kind in (each.kind, "all")]
        library = " or ".join(dict.fromkeys(each.library for each in chosen))[:22]
        first = np.mean([each.rank == 1 for each in chosen])
        reciprocal = np.mean([1 / each.rank if each.rank else 0 for each in chosen])
        accepted = np.mean([each.rank == 1 and each.present >= ENOUGH for each in chosen])
        rejected = np.mean([each.absent < ENOUGH for each in chosen])
        seconds = np.median([each.seconds for each in chosen])
        yield (
            f"{library:22} {kind:32} {len(chosen):4} {first:6.3f} {reciprocal:6.3f} "
            f"{accepted:8.3f} {rejected:8.3f} {seconds:7.2f}  {signature}"
        )


def sentence_lines(options: argparse.Namespace, models: Models, signature: str) -> Iterator[str]:
    """One line a set."""
    yield f"{'set':14} {'pairs':>6} {'distractors':>11} {'P@1':>6} {'xSIM':>6}  signature"
    for name, pairs in read_sets().items():
        each = retrieve(name, pairs, models.encoder, options.sentences, options.vectors)
        yield (
            f"{each.name:14} {each.pairs:6} {each.distractors:11,} {each.first:6.3f} "
            f"{each.error:6.3f}  {signature}"
        )


def measure_index(options: argparse.Namespace, models: Models, signature: str) -> Iterator[str]:
    """The index of a library that holds nothing but distractors; every eighth sentence asks."""
    asked, _ = questions()
    texts = [text for each in half_of(asked, options.half) for text in each.text]
    with TemporaryDirectory() as folder:
        library = make_library(Path(folder) / "library", models.encoder, DEFAULTS.source_language)
        sentences = read_french(options.sentences)
        distract(library, sentences, encode_kept(sentences, models.encoder, options.vectors))
        yield from index_lines(library, texts[::8], signature)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    parser.add_argument("--only", choices=("sentences", "documents", "index", "adding"))
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="distractor sentences")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="distractor documents")
    parser.add_argument("--lines", type=int, default=LINES, help="lines added by each --workers")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--half", choices=("tuned", "held", "all"), default="held")
    parser.add_argument("--vectors", type=Path, help="keep the vectors of distractors here")
    parser.add_argument("--library", type=Path, help="keep the library here, and use it again")
    parser.add_argument("--json", type=Path, help="keep every answer here, and go on there")
    parser.add_argument("--again", type=Path, help="count the answers of such a file; ask nothing")
    parser.add_argument("--calibrate", action="store_true", help="learn the weights of the score")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    if options.again:
        answers, signature = read_answers(options.again)
        yield from counted(half_of(answers, options.half), signature, options)
        return
    models = load_models()
    signature = sign(models, DEFAULTS)
    if options.only in (None, "sentences"):
        yield from sentence_lines(options, models, signature)
    if options.only in (None, "index"):
        yield from measure_index(options, models, signature)
    if options.only in (None, "adding"):
        with TemporaryDirectory() as name:
            yield from adding_lines(options.lines, options.workers, Path(name), signature)
    if options.only in (None, "documents"):
        signature += f"|distractors:{options.documents}"
        answers = list(answered(options, models, signature))
        yield from counted(answers, signature, options)


def answered(options: argparse.Namespace, models: Models, signature: str) -> Iterator[Asked]:
    """The answers, each kept with ``--json`` when it is there, so that a run can be taken up."""
    kept: list[Asked] = []
    if options.json and options.json.is_file():
        found, made_by = read_answers(options.json)
        kept = found if made_by == signature else []
    answers: list[Asked] = []
    with TemporaryDirectory() as folder:
        place = options.library or Path(folder) / "library"
        for each in documents(options, models, place, kept):
            answers.append(each)
            if options.json and each not in kept:
                write_answers(options.json, answers, signature)
            yield each


def counted(answers: Sequence[Asked], signature: str, options: argparse.Namespace) -> Iterator[str]:
    """The table of the answers, or the weights learned from them."""
    if options.calibrate:
        yield "WEIGHTS = " + str(tuple(round(each, 2) for each in learn_weights(answers)))
        return
    yield HEADING
    for _, group in groupby(answers, lambda each: each.library):
        yield from document_lines(list(group), f"{signature}|half:{options.half}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
