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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from align.gaps import find_stretches, judge_gaps, make_place
from align.models.load import load_models
from align.models.protocols import WordAligner
from align.scores import Ratio
from align.tokens import Word, find_words
from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Evidence,
    Gap,
    GapKind,
    Link,
    Mark,
    MarkKind,
    Origin,
    Original,
    Passage,
    Segment,
    Span,
    Transcript,
    Turn,
    Verdict,
)
from align.words import link_words, words_of
from eval.bootstrap import SEED
from eval.calibration import calibration_error
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder, read_corpora
from eval.word_gold import as_text, own_words, read_word_gold

MARK = "(inaudible)"
MOST_WORDS = 8
#: Share of gaps that take nothing out, and of sentences with a second gap.
NOTHING, SECOND = 0.35, 0.3
#: Two gaps of a sentence are at least so many words apart.
APART = 3
INTERPRETING = "eptic/en_sp_tt_from_fr__fr_sp_st"


@dataclass(frozen=True, slots=True)
class Pair:
    """A French and an English text with links between the characters of their words."""

    corpus: str
    french: str
    english: str
    links: tuple[tuple[Span, Span], ...] | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """A gap that was planted.

    Attributes:
        row: The sentence it stands in.
        start: Where it stands in the English with all gaps.
        removed: How many words it took.
        lost: The French words that went with them.
    """

    row: int
    start: int
    removed: int
    lost: frozenset[Span]


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


def plant(
    pair: Pair, row: int, links: Sequence[tuple[Span, Span]], random: Random
) -> tuple[str, list[Planted]]:
    """The English with one or two gaps in it, and what each took."""
    words = [word for word in find_words(pair.english, "en") if not word.is_sign]
    cuts = sorted(_cuts(len(words), random))
    text, place, planted = "", 0, []
    for first, count in cuts:
        start = words[first].span.start if first < len(words) else len(pair.english.rstrip(" .?!"))
        text += pair.english[place:start]
        if text and not text.endswith(" "):
            text += " "
        gone = words[first : first + count]
        planted.append(Planted(row, len(text), count, _lost(gone, links)))
        text += MARK
        place = gone[-1].span.end if gone else start
        if place < len(pair.english) and pair.english[place].isalnum():
            text += " "
    return text + pair.english[place:], planted


def _cuts(many: int, random: Random) -> Iterator[tuple[int, int]]:
    """One or two cuts that stay apart: first word, number of words."""
    used: list[tuple[int, int]] = []
    for _ in range(2 if random.random() < SECOND else 1):
        count = 0 if random.random() < NOTHING else random.randint(1, MOST_WORDS)
        count = min(count, max(many - 2, 0))
        first = random.randint(0, many - count)
        if all(first >= b + APART or first + count + APART <= a for a, b in used):
            used.append((first, first + count))
            yield first, count


def _lost(gone: Iterable[Word], links: Sequence[tuple[Span, Span]]) -> frozenset[Span]:
    spans = {word.span for word in gone}
    taken = {one for one, other in links if other in spans}
    return frozenset(taken - {one for one, other in links if other not in spans})


def as_comparison(rows: Sequence[tuple[str, str]], aligner: WordAligner) -> Comparison:
    """Rows of French and English as one comparison, each row one link."""
    french = _side([row[0] for row in rows])
    english = _side([row[1] for row in rows])
    links = tuple(Link((n,), (n,), 1.0) for n in range(len(rows)))
    original = Original(french[0], french[1], Origin.GIVEN)
    bare = Comparison(english[0], english[1], original, Alignment(french[2], english[2], links))
    return Comparison(
        bare.transcript, bare.detection, bare.original, bare.alignment, link_words(bare, aligner)
    )


def _side(texts: Sequence[str]) -> tuple[Transcript, Detection, tuple[Segment, ...]]:
    whole, segments, gaps = "\n".join(texts), [], []
    place = 0
    for number, text in enumerate(texts):
        span = Span(place, place + len(text))
        segments.append(Segment(span, text, text.replace(MARK, "").strip(), 0, number, 0))
        found = text.find(MARK)
        while found >= 0:
            gaps.append(Span(place + found, place + found + len(MARK)))
            found = text.find(MARK, found + 1)
        place += len(text) + 1
    paragraphs = tuple(each.span for each in segments)
    passage = Passage(0, Span(0, len(whole)), Delivery.INTERPRETED, Evidence("planted", ""))
    detection = Detection(
        (passage,),
        tuple(Gap(0, span, GapKind.INAUDIBLE, (span,)) for span in gaps),
        tuple(Mark(span, MarkKind.GAP, "planted") for span in gaps),
    )
    return Transcript("planted", whole, (Turn("", None, paragraphs),)), detection, tuple(segments)


@dataclass(frozen=True, slots=True)
class Judged:
    """A planted gap with its verdict: what was asked for, what was said, which words."""

    corpus: str
    held_out: bool
    planted: Planted
    verdict: Verdict
    confidence: float
    found: frozenset[Span]
    features: dict[str, float]

    @property
    def is_lost(self) -> bool:
        """Whether French words went with the gap."""
        return bool(self.planted.lost)

    @property
    def is_right(self) -> bool:
        """Whether the verdict says so; one that cannot tell is wrong."""
        return self.verdict is (Verdict.LOST if self.is_lost else Verdict.NOTHING_LOST)


def judge(pairs: Sequence[Pair], aligner: WordAligner) -> Iterator[Judged]:
    """Every planted gap that leaves a trace or takes nothing, judged."""
    random = Random(SEED)  # noqa: S311
    whole = as_comparison([(pair.french, pair.english) for pair in pairs], aligner)
    rows, planted = [], []
    for number, pair in enumerate(pairs):
        english, gaps = plant(pair, number, _links(whole, number, pair), random)
        rows.append((pair.french, english))
        planted.extend(gaps)
    cut = as_comparison(rows, aligner)
    verdicts = judge_gaps(cut)
    if len(verdicts) != len(planted):
        raise DataMissingError(f"{len(planted)} gaps were planted, {len(verdicts)} judged.")
    features = list(_features(cut))
    for each, verdict, known in zip(planted, verdicts, features, strict=True):
        if each.removed and not each.lost:
            continue
        offset = cut.alignment.source[each.row].span.start
        source = words_of_row(cut, each.row)
        found = frozenset(
            Span(word.span.start - offset, word.span.end - offset)
            for word in source
            if verdict.verdict is Verdict.LOST and any(word.span in span for span in verdict.source)
        )
        yield Judged(
            pairs[each.row].corpus, bool(each.row % 2), each, verdict.verdict,
            verdict.confidence, found, known,
        )  # fmt: skip


def words_of_row(comparison: Comparison, row: int) -> list[Word]:
    segment = comparison.alignment.source[row]
    text = segment.span.of(comparison.original.transcript.text)
    found = find_words(text, "fr", segment.span.start)
    return [word for word in found if not word.is_sign]


def _links(whole: Comparison, row: int, pair: Pair) -> list[tuple[Span, Span]]:
    """The links of a pair, by people or by the aligner, places counted from its start."""
    if pair.links is not None:
        return list(pair.links)
    starts = [side[row].span.start for side in (whole.alignment.source, whole.alignment.target)]

    def moved(span: Span, start: int) -> Span:
        return Span(span.start - start, span.end - start)

    return [
        (moved(each.source, starts[0]), moved(each.target, starts[1])) for each in whole.words[row]
    ]


def _features(comparison: Comparison) -> Iterator[dict[str, float]]:
    """What each gap is judged by, in order of the gaps."""
    source, target = words_of(comparison)
    gaps = comparison.detection.gaps
    for row, segment in enumerate(comparison.alignment.target):
        said = [word for word in source[row] if not word.is_sign]
        heard = [word for word in target[row] if not word.is_sign]
        starts = [gap.span.start for gap in gaps if gap.span in segment.span]
        place = make_place(said, heard, comparison.words[row], starts)
        for stretch in find_stretches(place):
            yield stretch.features


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


def learn(judged: Sequence[Judged]) -> Iterator[str]:
    """The weights of ``align.gaps.WEIGHTS``, learned by logistic regression."""
    from sklearn.linear_model import LogisticRegression

    names = [name for name in judged[0].features if name != "bias"]
    rows = [[each.features[name] for name in names] for each in judged]
    fitted = LogisticRegression(C=10).fit(rows, [each.is_lost for each in judged])
    yield f'"bias": {float(fitted.intercept_[0]):.2f},'
    for name, weight in zip(names, fitted.coef_[0], strict=True):
        yield f'"{name}": {float(weight):.2f},'


def measure(options: argparse.Namespace) -> Iterator[str]:
    """All that the command prints."""
    aligner = load_models().word_aligner
    judged = list(judge(list(read_pairs()), aligner))
    if options.learn:
        yield from learn([each for each in judged if not each.held_out])
    half = [each for each in judged if options.all or each.held_out]
    yield from lines(half, f"words:{aligner.name}|planted:0-{MOST_WORDS}|seed:{SEED}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options and prints; the exit code is 2 if data are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="learn the weights from one half")
    parser.add_argument("--all", action="store_true", help="report both halves")
    return print_lines(measure(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
