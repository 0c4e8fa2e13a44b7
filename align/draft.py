"""A French original where none can be had: translated by machine from the English.

A draft is never evidence: it follows the English by construction. Each of its segments keeps the
place of the sentence it renders, so that nothing has to be aligned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from align.adequacy import adequacy
from align.checks.draft import unanswered_names, unanswered_numbers
from align.errors import AlignError, InputError
from align.misspelled import made_up, put_right
from align.models.protocols import Translator
from align.models.translation_text import GAP, PRINTED_GAP, from_model, to_model
from align.progress import OnProgress, Progress, silent
from align.segment import split, spoken_words
from align.settings import DEFAULTS, Settings
from align.text import has_words
from align.types import (
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
)

STAGE = "Drafting the French"
NOTICE = "Machine draft, not evidence"
#: How many renderings of a sentence are looked at.
CHOICES = 6
#: What a place further down among them costs, in the unit of ``adequacy``.
STEP_DOWN = 0.5
#: What stands where the model wrote nothing.
NOTHING = "[sans traduction]"
#: The languages whose words are known, so that words that are none can be told.
LEXICON = ("en", "fr")
DRAFTED = frozenset({Delivery.INTERPRETED, Delivery.UNCERTAIN})
EVIDENCE = Evidence("machine draft", "Translated by machine from the English; nobody said it.")


def draft_original(
    transcript: Transcript,
    detection: Detection,
    translator: Translator,
    *,
    settings: Settings = DEFAULTS,
    on_progress: OnProgress = silent,
) -> Original:
    """A machine draft of what the speakers said, one French segment for each sentence rendered.

    Rendered is what is interpreted, or may be; by ``settings.draft_all`` every English sentence.
    ``on_progress`` may raise, to give up.

    Raises:
        InputError: Nothing in the transcript is interpreted.
    """
    target = split(transcript, detection, settings.target_language, settings)
    wanted = [each for each in target if settings.draft_all or _is_for_draft(each, detection)]
    if not wanted:
        raise InputError(
            transcript.name,
            "no passage of it is interpreted, so there is nothing to draft; "
            "--draft-all drafts every English passage",
        )
    sentences = [plain_sentence(each, detection) for each in wanted]
    french = render(sentences, translator, settings=settings, on_progress=on_progress)
    return _printed(
        transcript,
        detection,
        wanted,
        french,
        settings.source_language,
        f"{translator.name},best of {CHOICES}",
    )


def link_draft(
    source: Sequence[Segment], target: Sequence[Segment], original: Original
) -> tuple[Link, ...]:
    """The links of a draft to the transcript it was made from, known by construction.

    Raises:
        AlignError: The draft was made from another transcript, or with other sentence ends.
    """
    place = {each.span: index for index, each in enumerate(target)}
    if len(source) != len(original.renders) or not place.keys() >= set(original.renders):
        raise AlignError(
            "{name}: this machine draft was made from another transcript; make it anew",
            name=original.transcript.name,
        )
    rendering = {place[span]: index for index, span in enumerate(original.renders)}
    return tuple(
        Link((rendering[index],), (index,), 1.0) if index in rendering else Link((), (index,))
        for index in range(len(target))
    )


def draft_text(original: Original) -> str:
    """A draft as a text file: what it is, then turn by turn, one sentence a line."""
    return (
        f"[{NOTICE}: {original.transcript.name}, translated from the English by "
        f"{original.made_by}. Nobody said these words.]\n"
        "[Brouillon de machine, sans valeur de preuve\u00a0: personne n’a dit ces mots.]\n\n"
        f"{original.transcript.text}\n"
    )


def _is_for_draft(each: Segment, detection: Detection) -> bool:
    return detection.passages[each.passage].delivery in DRAFTED


def plain_sentence(each: Segment, detection: Detection) -> str:
    """A sentence as a translator takes it: gaps as tokens, all other marks gone."""
    gaps = [gap.span for gap in detection.gaps if gap.span in each.span]
    marks = [mark.span for mark in detection.marks if mark.span in each.span]
    others = [mark for mark in marks if not any(mark in gap for gap in gaps)]
    begin = place = each.span.start
    text, cuts = "", []
    for span in sorted((*gaps, *others)):
        text += each.text[place - begin : span.start - begin]
        if span in gaps:
            text += f" {GAP} "
        else:
            cuts.append(Span(len(text), len(text)))
        place = span.end
    return to_model(spoken_words(text + each.text[place - begin :], cuts))


# --------------------------------------------------------------------- translating


def render(
    sentences: Sequence[str],
    translator: Translator,
    *,
    settings: Settings = DEFAULTS,
    on_progress: OnProgress = silent,
) -> list[str]:
    """Plain French for plain English sentences; every gap of a sentence is in its rendering."""
    translate = partial(
        translator.translate, out_of=settings.target_language, into=settings.source_language
    )
    tell = partial(_tell, on_progress, STAGE)
    rendered = dict.fromkeys(sentences, "")
    with_words = [each for each in rendered if has_words(each.replace(GAP, ""))]
    offered = translate(with_words, choices=CHOICES, on_done=tell)
    for sentence, choices in zip(with_words, offered, strict=True):
        rendered[sentence] = best_choice(sentence, choices, settings)
    if (settings.target_language, settings.source_language) == LEXICON:
        rendered |= {each: put_right(each, rendered[each]) for each in with_words}
    torn = [each for each in with_words if rendered[each].count(GAP) != each.count(GAP)]
    tell_of_gaps = partial(_tell, on_progress, "Drafting around gaps")
    rendered |= around_gaps(torn, partial(translate, choices=1, on_done=tell_of_gaps))
    return [rendered[each] or _without_words(each) for each in sentences]


def best_choice(sentence: str, choices: Sequence[str], settings: Settings) -> str:
    """The choice that keeps most of gaps, numbers and names, invents fewest words and says most.

    What the translator likes better stands before what it likes less.
    """
    english, french = settings.target_language, settings.source_language

    def faults(place: int) -> tuple[int, int, float]:
        choice = choices[place]
        lost = unanswered_numbers(sentence, english, choice, french)
        invented = unanswered_numbers(choice, french, sentence, english)
        names = unanswered_names(sentence, choice) if english == "en" else []
        no_words = made_up(sentence, choice) if (english, french) == LEXICON else []
        gaps = abs(choice.count(GAP) - sentence.count(GAP))
        unsaid = -adequacy(sentence, choice) if (english, french) == LEXICON else 0.0
        wrong = len(lost) + len(invented) + len(names) + len(no_words)
        return gaps, wrong, unsaid + STEP_DOWN * place

    return choices[min(range(len(choices)), key=faults)] if choices else ""


def around_gaps(
    sentences: Sequence[str], translate: Callable[[Sequence[str]], list[tuple[str, ...]]]
) -> dict[str, str]:
    """Renderings of sentences whose gaps the model lost: what stands between them, one by one."""
    pieces = {
        piece: "" for each in sentences for part in each.split(GAP) if (piece := part.strip())
    }
    spoken = [piece for piece in pieces if has_words(piece)]
    for piece, choices in zip(spoken, translate(spoken), strict=True):
        pieces[piece] = choices[0].replace(GAP, " ") if choices else ""
    return {
        each: to_model(
            GAP.join(f" {pieces.get(part.strip(), '') or part} " for part in each.split(GAP))
        )
        for each in sentences
    }


def _without_words(sentence: str) -> str:
    return sentence if GAP in sentence else NOTHING


def _tell(on_progress: OnProgress, stage: str, done: int, total: int) -> None:
    on_progress(Progress(stage, done, total))


# ------------------------------------------------------------------------ printing


@dataclass(slots=True)
class _Page:
    """The draft as it grows."""

    text: str = ""
    turns: list[Turn] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def _printed(
    transcript: Transcript,
    detection: Detection,
    wanted: Sequence[Segment],
    french: Sequence[str],
    language: str,
    translator: str,
) -> Original:
    page = _Page()
    lines = zip(wanted, (from_model(each, language) for each in french), strict=True)
    for turn, of_turn in groupby(lines, key=lambda line: line[0].turn):
        _print_turn(page, transcript.turns[turn].speaker, list(of_turn), detection)
    name = f"draft of {transcript.name}"
    marks = tuple(Mark(gap.span, MarkKind.GAP, "inaudible") for gap in page.gaps)
    passages = tuple(
        Passage(number, turn.span, Delivery.UNCERTAIN, EVIDENCE, language, 0.0)
        for number, turn in enumerate(page.turns)
    )
    return Original(
        Transcript(name, page.text, tuple(page.turns), title=NOTICE),
        Detection(passages, tuple(page.gaps), marks),
        Origin.PRODUCED,
        renders=tuple(each.span for each in wanted),
        made_by=translator,
    )


def _print_turn(
    page: _Page, speaker: str, lines: Sequence[tuple[Segment, str]], detection: Detection
) -> None:
    page.write("\n\n" if page.text else "")
    label = page.write(f"{speaker}\u00a0:") if speaker else None
    page.write(" " if speaker else "")
    number = len(page.turns)
    paragraphs: list[Span] = []
    for _, of_paragraph in groupby(lines, key=lambda line: line[0].paragraph):
        page.write("\n\n" if paragraphs else "")
        start = len(page.text)
        for index, (target, words) in enumerate(of_paragraph):
            page.write("\n" if index else "")
            line = page.write(words if has_words(words) else NOTHING)
            page.gaps += _gaps_of(line, page.text, number, target, detection)
        paragraphs.append(Span(start, len(page.text)))
    page.turns.append(Turn(speaker, label, tuple(paragraphs)))


def _gaps_of(
    line: Span, text: str, turn: int, target: Segment, detection: Detection
) -> Iterator[Gap]:
    """The gaps printed in a line, each of the kind of the target's gap in the same place."""
    kinds = [gap.kind for gap in detection.gaps if gap.span in target.span]
    place = line.start
    for number in range(line.of(text).count(PRINTED_GAP)):
        place = text.index(PRINTED_GAP, place)
        span = Span(place, place + len(PRINTED_GAP))
        kind = kinds[number] if number < len(kinds) else GapKind.INAUDIBLE
        yield Gap(turn, span, kind, (span,))
        place = span.end
