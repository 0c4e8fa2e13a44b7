"""Small reports made by hand, for the tests of what is made from reports."""

from __future__ import annotations

import re
from dataclasses import replace

from align.report.html import write_html
from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Dropped,
    Evidence,
    Finding,
    Gap,
    GapKind,
    Link,
    Mark,
    MarkKind,
    Origin,
    Original,
    Passage,
    Report,
    Segment,
    Severity,
    Span,
    Transcript,
    Turn,
)

DIRECT, INTERPRETED, UNCERTAIN = Delivery.DIRECT, Delivery.INTERPRETED, Delivery.UNCERTAIN
MARKS = (
    (re.compile(r"\(inaudible\.?\)", re.I), MarkKind.GAP, GapKind.INAUDIBLE),
    (re.compile(r"\(in progress\)", re.I), MarkKind.GAP, GapKind.START_LOST),
    (re.compile(r"\(laughter\.\)", re.I), MarkKind.NOISE, None),
    (re.compile(r"\(via interpreter\)", re.I), MarkKind.INTERPRETED, None),
    (re.compile(r"\(in english\)", re.I), MarkKind.SPOKEN, None),
)


# ------------------------------------------------------- small reports by hand
# A side is a list of turns: (speaker, marks after the label, [(delivery, [sentence, ...]), ...]).


def side(name, turns, banner=""):
    """A transcript, what was detected in it, and its segments."""
    text = f"{banner}\n\n" if banner else ""
    dropped = (Dropped(Span(0, len(banner)), "banner"),) if banner else ()
    made, passages, segments = [], [], []
    for speaker, marks, parts in turns:
        start = len(text)
        text += f"{speaker}: "
        label = Span(start, len(text))
        text += f"{marks} " if marks else ""
        paragraphs = []
        for delivery, sentences in parts:
            first = len(text)
            for sentence in sentences:
                spoken = sentence
                for pattern, _, _ in MARKS:
                    spoken = pattern.sub("", spoken)
                span = Span(len(text), len(text) + len(sentence))
                at = (len(made), len(paragraphs), len(passages))
                segments.append(Segment(span, sentence, " ".join(spoken.split()), *at))
                text += sentence + " "
            paragraphs.append(Span(first, len(text) - 1))
            evidence = Evidence("by hand", f"said to be {delivery.value}", label)
            passages.append(Passage(len(made), paragraphs[-1], delivery, evidence, "fr"))
            text = text[:-1] + "\n\n"
        made.append(Turn(speaker, label, tuple(paragraphs)))
    turn_of = [(turn.span, index) for index, turn in enumerate(made)]
    found = sorted(
        (
            (Span(*hit.span()), mark, gap)
            for pattern, mark, gap in MARKS
            for hit in pattern.finditer(text)
        ),
        key=lambda each: each[0],
    )
    gaps = tuple(
        Gap(next(index for turn, index in turn_of if span in turn), span, gap, (span,))
        for span, _, gap in found
        if gap
    )
    marks_found = tuple(Mark(span, mark, "by hand") for span, mark, _ in found)
    transcript = Transcript(name, text, tuple(made), dropped)
    return transcript, Detection(tuple(passages), gaps, marks_found), tuple(segments)


def report(french, english, shapes, findings=(), *, origin=Origin.GIVEN, banner="", **facts):
    """A report over two sides; a shape is (French sentences, English sentences, score)."""
    transcript, detection, target = side("talk.txt", english, banner)
    original, original_detection, source = side("discours.txt", french)
    links, at = [], [0, 0]
    for sources, targets, score in shapes:
        links.append(
            Link(tuple(range(at[0], at[0] + sources)), tuple(range(at[1], at[1] + targets)), score)
        )
        at = [at[0] + sources, at[1] + targets]
    return Report(
        Comparison(
            transcript,
            detection,
            Original(original, original_detection, origin),
            Alignment(source, target, tuple(links)),
        ),
        tuple(findings),
        **{"belonging": 0.9, "belong_together": True, "signature": "encoder:none|by:hand"} | facts,
    )


def small(**changes):
    """Two turns: a direct one, and an interpreted one with an omission, a gap and an extra."""
    made = report(
        [("MINISTRE", "", [(DIRECT, ["Bonjour à tous.", "Le pont coûte 240.", "Il sera beau."])])],
        [
            ("HOST", "", [(DIRECT, ["Welcome."])]),
            (
                "MINISTER",
                "(Via interpreter) (In progress)",
                [(INTERPRETED, ["The (inaudible) costs 214.", "It will be fine. (Laughter.)"])],
            ),
            ("HOST", "", [(DIRECT, ["Thank you."])]),
        ],
        [(0, 1, 0.0), (1, 0, 0.0), (1, 1, 0.8), (1, 0, 0.0), (0, 1, 0.0), (0, 1, 0.0)],
    )
    text = made.comparison.transcript.text
    at = text.index("214")
    finding = Finding(
        "number",
        "Accuracy/Mistranslation",
        Severity.MAJOR,
        "The French says 240, the English says 214.",
        link=2,
        target=(Span(at, at + 3),),
    )
    return replace(made, findings=(finding,), **changes)


def page(made):
    return write_html(made).decode()


def with_speech(sentence):
    return report(
        [("MINISTRE", "", [(DIRECT, ["Bonjour."])])],
        [("MINISTER", "", [(INTERPRETED, [sentence])])],
        [(1, 1, 0.5)],
    )


def turns_of(count, lengths, word):
    turns, left = [], [f"{word} {number}." for number in range(count)]
    while left:
        length = lengths[len(turns) % len(lengths)]
        delivery = (DIRECT, INTERPRETED, UNCERTAIN)[len(turns) % 3]
        turns.append((f"SPEAKER {len(turns) % 3}", "", [(delivery, left[:length])]))
        left = left[length:]
    return turns
