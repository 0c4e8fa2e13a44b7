"""How well gap verdicts tell what was lost: ``python -m eval.gaps``.

Plants ``(inaudible)`` in English that has French beside it, in place of 0 to 8 words, and asks for
the verdict. The truth: the French words that were linked to nothing but the words taken out. Links
are by people (``alibi``, ``golden_collection``) or by our own aligner on the text before planting
(``eptic``: interpreted speech, ``pud``). Words taken out that no French word stood for leave no
trace and are counted apart. One half of the sentences is for learning, the other is reported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from align.gaps import judge_gaps
from align.models.gap_judge import GapJudge, load_gap_judge
from align.models.load import load_models
from align.models.protocols import WordAligner
from align.scores import Ratio
from align.tokens import Word, find_words
from align.types import Comparison, Span, Verdict
from eval.bootstrap import SEED
from eval.calibration import calibration_error
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder, read_corpora
from eval.plant import MOST_WORDS, Pair, Planted, plant_all
from eval.word_gold import as_text, own_words, read_word_gold

INTERPRETING = "eptic/en_sp_tt_from_fr__fr_sp_st"


def read_pairs() -> Iterator[Pair]:
    """Every pair that gaps are planted in."""
    for gold in read_word_gold():
        sides = (gold.french, "fr"), (gold.english, "en")
        one_side, other_side = (own_words(tokens, language) for tokens, language in sides)
        links = tuple(
            (one.span, other.span)
            for one, here in zip(*one_side, strict=True)
            for other, there in zip(*other_side, strict=True)
            if any((i, j) in gold.possible for i in here for j in there)
        )
        texts = as_text(gold.french)[0], as_text(gold.english)[0]
        yield Pair(gold.corpus, *texts, links)
    for document in read_corpora():
        if document.corpus == INTERPRETING:
            for heard, said in document.links:
                if heard and said:
                    french = " ".join(document.target[j] for j in said)
                    yield Pair("eptic", french, " ".join(document.source[i] for i in heard))
    file = data_folder() / "sentences" / "pud" / "pud.en-fr.tsv"
    if not file.is_file():
        raise DataMissingError(f"{file}: no such file.")
    for line in file.read_text(encoding="utf-8").splitlines():
        english, french = line.split("\t")[-2:]
        yield Pair("pud", french, english)


@dataclass(frozen=True, slots=True)
class Judged:
    """A planted gap with its verdict: what was asked for, what was said, which words."""

    corpus: str
    held_out: bool
    planted: Planted
    verdict: Verdict
    confidence: float
    found: frozenset[Span]

    @property
    def is_lost(self) -> bool:
        """Whether French words went with the gap."""
        return bool(self.planted.lost)

    @property
    def is_right(self) -> bool:
        """Whether the verdict says so; one that cannot tell is wrong."""
        return self.verdict is (Verdict.LOST if self.is_lost else Verdict.NOTHING_LOST)


def judge(
    pairs: Sequence[Pair], aligner: WordAligner, model: GapJudge | None = None, seed: int = SEED
) -> Iterator[Judged]:
    """Every planted gap that leaves a trace or takes nothing, judged."""
    cut, planted = plant_all(pairs, aligner, Random(seed))  # noqa: S311
    verdicts = judge_gaps(cut, model)
    if len(verdicts) != len(planted):
        raise DataMissingError(f"{len(planted)} gaps were planted, {len(verdicts)} judged.")
    for each, verdict in zip(planted, verdicts, strict=True):
        if each.removed and not each.lost:
            continue
        offset = cut.alignment.source[each.row].span.start
        found = frozenset(
            Span(word.span.start - offset, word.span.end - offset)
            for word in words_of_row(cut, each.row)
            if verdict.verdict is Verdict.LOST and any(word.span in span for span in verdict.source)
        )
        yield Judged(
            pairs[each.row].corpus, is_held_out(each.row), each, verdict.verdict,
            verdict.confidence, found,
        )  # fmt: skip


def is_held_out(row: int) -> bool:
    """Whether nothing is learned from this sentence."""
    return bool(row % 2)


def words_of_row(comparison: Comparison, row: int) -> list[Word]:
    segment = comparison.alignment.source[row]
    text = segment.span.of(comparison.original.transcript.text)
    found = find_words(text, "fr", segment.span.start)
    return [word for word in found if not word.is_sign]


def lines(judged: Sequence[Judged], signature: str) -> Iterator[str]:
    """The table: one line per corpus, one over all, and by how many words were taken."""
    yield (
        f"{'corpus':18} {'gaps':>5} {'lost':>5}  {'right':>5} {'unsure':>6}  {'P':>5} {'R':>5} "
        f"{'F1':>5}  {'ECE':>5}  signature"
    )
    for corpus in [*dict.fromkeys(each.corpus for each in judged), "all"]:
        yield line(corpus, [e for e in judged if corpus in {e.corpus, "all"}], signature)
    for low, high in ((0, 0), (1, 1), (2, 3), (4, 5), (6, 8)):
        some = [each for each in judged if low <= each.planted.removed <= high]
        if some:
            yield line(f"{low}-{high} words taken", some, signature)


def line(name: str, judged: Sequence[Judged], signature: str) -> str:
    """One line of the table."""
    lost = sum(each.is_lost for each in judged)
    right = Ratio(sum(each.is_right for each in judged), len(judged))
    unsure = Ratio(sum(e.verdict is Verdict.CANNOT_TELL for e in judged), len(judged))
    hits = sum(len(each.found & each.planted.lost) for each in judged)
    precision = Ratio(hits, sum(len(each.found) for each in judged)).value
    recall = Ratio(hits, sum(len(each.planted.lost) for each in judged)).value
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    told = [(e.confidence, e.is_right) for e in judged if e.verdict is not Verdict.CANNOT_TELL]
    return (
        f"{name:18} {len(judged):5} {lost:5}  {right.value:5.3f} {unsure.value:6.3f}  "
        f"{precision:5.3f} {recall:5.3f} {f1:5.3f}  {calibration_error(told):5.3f}  {signature}"
    )


def measure(options: argparse.Namespace) -> Iterator[str]:
    """All that the command prints."""
    aligner, model = load_models().word_aligner, load_gap_judge()
    pairs = list(read_pairs())
    judged = [
        each
        for seed in range(SEED, SEED + options.trials)
        for each in judge(pairs, aligner, model, seed)
        if options.all or each.held_out
    ]
    trials = f"|trials:{options.trials}" if options.trials > 1 else ""
    yield from lines(judged, f"words:{aligner.name}|planted:0-{MOST_WORDS}|seed:{SEED}{trials}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options and prints; the exit code is 2 if data are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="report both halves")
    parser.add_argument("--trials", type=int, default=1, help="how often to plant")
    return print_lines(measure(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
