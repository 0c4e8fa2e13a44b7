"""The table of marks: what each kind says, how far it reaches, where it may stand.

To teach the program a new kind of mark, add a row to ``RULES``; for a new word of a known kind, a
word in ``mark_words.py`` is enough. The first row that matches wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

from align.transcripts.mark_words import (
    AFTER_A_PREPOSITION,
    AUDIO_LOST,
    CLAUSE_WORDS,
    CROSSTALK,
    GAP_WORDS,
    INAUDIBLE,
    INTERPRETING,
    MEDIUM,
    NOISE,
    NOISE_WORDS,
    NOTE,
    OFF_MIC,
    SPEAKING,
    SPOKEN,
    START_LOST,
    SURELY_INAUDIBLE,
    among,
    one_of,
)
from align.types import GapKind, MarkKind


class Scope(StrEnum):
    """How far a mark reaches."""

    POINT = "point"
    TURN = "turn"
    SWITCH = "to-switch"
    TOGGLE = "toggle"
    PAGE = "page"


class Place(Enum):
    """Where a mark stands."""

    MID = "inside a sentence"
    SENTENCE = "after a sentence"
    START = "at the start of a paragraph"
    LINE = "alone on its line"
    LABEL = "in a label"


ANYWHERE = frozenset(Place)
AFTER_SENTENCE = ANYWHERE - {Place.MID}
AT_START = AFTER_SENTENCE - {Place.SENTENCE}
ON_LINE = frozenset({Place.LINE})
IN_LABEL = frozenset({Place.LABEL})
IN_LABEL_OR_ON_LINE = IN_LABEL | ON_LINE


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mark.

    Attributes:
        name: Unique; a mark keeps it, and a gap's or passage's evidence quotes it.
        pattern: Matches one whole fact, folded, with language names as ``LANG``.
        why: What such a mark says, for a linguist.
        places: Where it may stand.
        gap: For gaps, why the words are missing.
        confidence: How sure the mark makes us of what it says.
    """

    name: str
    pattern: re.Pattern[str]
    kind: MarkKind
    scope: Scope
    why: str
    places: frozenset[Place] = ANYWHERE
    gap: GapKind | None = None
    confidence: float = 1.0


def _rule(
    name: str,
    pattern: str,
    kind: MarkKind,
    why: str,
    *,
    scope: Scope = Scope.POINT,
    places: frozenset[Place] = ANYWHERE,
    gap: GapKind | None = None,
    confidence: float = 1.0,
) -> Rule:
    return Rule(name, re.compile(pattern), kind, scope, why, places, gap, confidence)


RULES: tuple[Rule, ...] = (
    _rule(
        "about the interpreter",
        rf"(?:.* )?(?:to|for|awaits?|awaiting|a|pour|attend) (?:(?:the|his|her|an?|l|le|la|un|une)"
        rf" )?(?:{INTERPRETING})|(?:{INTERPRETING}) (?:begins|continues|repeats|confers|pauses)",
        MarkKind.NOTE,
        "Tells what happens between the speaker and the interpreter; nothing is said.",
    ),
    _rule(
        "start lost",
        START_LOST,
        MarkKind.GAP,
        "The recording begins after the speech did.",
        places=AFTER_SENTENCE,
        gap=GapKind.START_LOST,
    ),
    _rule(
        "off-mic",
        among(OFF_MIC, GAP_WORDS),
        MarkKind.GAP,
        "The microphone was off or too far away.",
        gap=GapKind.OFF_MIC,
    ),
    _rule(
        "crosstalk",
        among(CROSSTALK, GAP_WORDS),
        MarkKind.GAP,
        "Several people spoke at once.",
        gap=GapKind.CROSSTALK,
    ),
    _rule(
        "audio lost",
        among(AUDIO_LOST, GAP_WORDS),
        MarkKind.GAP,
        "The recording has a hole.",
        gap=GapKind.AUDIO_LOST,
    ),
    _rule(
        "inaudible",
        among(INAUDIBLE, f"{GAP_WORDS} laughter applause and rires applaudissements"),
        MarkKind.GAP,
        "The transcriber could not make out the words.",
        gap=GapKind.INAUDIBLE,
    ),
    _rule(
        "inaudible among words",
        rf"(?!(?:.* )?(?:{one_of(CLAUSE_WORDS)})(?: |$))(?:[^ ]+ ){{0,4}}(?:{SURELY_INAUDIBLE})"
        r"(?: [^ ]+){0,4}",
        MarkKind.GAP,
        "The transcriber could not make out the words, and says which.",
        gap=GapKind.INAUDIBLE,
    ),
    _rule(
        "no interpreter",
        r"(?:no|without|sans|pas d)(?: (?:an?|any|the))? (?:interpreter|translator|interprete)s?"
        r"(?: (?:needed|used|necessary))?",
        MarkKind.ORIGINAL,
        "Nobody interprets from here on; the speaker is heard directly.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "not translated",
        rf"(?:(?:{one_of(SPEAKING)}|LANG) )*(?:no|not|non|sans|without|pas de?|un) ?(?:LANG )?"
        rf"(?:{INTERPRETING})(?: (?:LANG|was|is|provided|available|given|audible|disponible"
        rf"|fournie))*"
        rf"|(?:{INTERPRETING}|LANG) (?:is |was )?(?:not|un|non|pas)(?: ?(?:provided|available"
        rf"|given|disponible|traduite?|fournie|translated|interpreted))",
        MarkKind.UNTRANSLATED,
        "The record says that it holds no translation of what was said here.",
    ),
    _rule(
        "foreign language",
        rf"(?:(?:{one_of(SPEAKING)}) )*(?:(?:foreign|native|other|another|non english|non LANG"
        rf"|local)"
        r" (?:language|tongue|speech|dialect)s?|langue etrangere|foreign)(?: (?:spoken|speech"
        r"|TIME))*",
        MarkKind.UNTRANSLATED,
        "Foreign speech that the transcriber could not write down.",
    ),
    _rule(
        "speech left out",
        r"interventions? (?:de|du|des|d) [a-z ]{1,60} en LANG",
        MarkKind.UNTRANSLATED,
        "Stands for a whole speech in a language that the record does not print.",
        places=ON_LINE,
    ),
    _rule(
        "end of interpretation",
        rf"(?:end|ends|fin)(?: of| de)?(?: the| la| l)? (?:{INTERPRETING})"
        rf"|(?:{INTERPRETING}) (?:ends|ended|terminee?)",
        MarkKind.ORIGINAL,
        "From here on the speaker is heard directly.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "printed as spoken",
        rf"(?:(?:{one_of(SPEAKING)}|hon|honourable|depute|deputee|senateur|en ces termes) )*LANG"
        r" (?:as follows|ainsi qu il suit|comme suit|ce qui suit|en ces termes)",
        MarkKind.ORIGINAL,
        "The foreign words themselves are printed below.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "text interpreted",
        rf"(?:LANG )?(?:text|texte|speech|words|propos|remarks)(?: (?:in|en|du|de l|de) LANG)?"
        rf"(?: LANG)? (?:{INTERPRETING})(?: (?:as follows|ainsi qu il suit|ainsi|comme suit))?",
        MarkKind.INTERPRETED,
        "The interpretation of the foreign words above.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "translation toggle",
        r"translation|traduction|interpretation",
        MarkKind.INTERPRETED,
        "The Canadian parliament's sign that what follows was said in the other language.",
        scope=Scope.TOGGLE,
        places=ON_LINE,
    ),
    _rule(
        "spoke in",
        r"(?:spoke|continued(?: speaking)?|(?:l orat(?:eur|rice) )?poursuit) (?:in|en) LANG",
        MarkKind.INTERPRETED,
        "United Nations: the printed words are the interpretation.",
        scope=Scope.SWITCH,
        places=IN_LABEL_OR_ON_LINE,
    ),
    _rule(
        "speaks in",
        r"(?:speaks|parle|continues?(?: speaking)?) (?:in|en) LANG",
        MarkKind.INTERPRETED,
        "Other words of the United Nations for the same; on a line of its own they say less.",
        scope=Scope.SWITCH,
        places=IN_LABEL,
    ),
    _rule(
        "language in label",
        rf"{SPOKEN}",
        MarkKind.INTERPRETED,
        "The label says that the whole turn was spoken in another language.",
        scope=Scope.TURN,
        places=IN_LABEL,
        confidence=0.85,
    ),
    _rule(
        "via interpreter",
        AFTER_A_PREPOSITION + among(INTERPRETING, f"LANG {MEDIUM}"),
        MarkKind.INTERPRETED,
        "The words are the interpreter's.",
        scope=Scope.TURN,
    ),
    _rule(
        "interpretation",
        among(INTERPRETING, f"LANG {MEDIUM}"),
        MarkKind.INTERPRETED,
        "The words are the interpreter's; said so shortly that it could be an "
        "aside in the middle of a sentence.",
        scope=Scope.TURN,
        places=AFTER_SENTENCE,
    ),
    _rule(
        "via interpreter from a language",
        rf"(?:(?:{one_of(SPEAKING)}) )*(?:in|en|from) (?:[a-z]+ ){{1,3}}(?:via|through|par)"
        rf" (?:(?:an?|the|un|une|l) )?(?:{INTERPRETING})",
        MarkKind.INTERPRETED,
        "The words are the interpreter's; the language is none of the table's.",
        scope=Scope.TURN,
    ),
    _rule(
        "language alone",
        r"LANG(?: (?:language|speech))?",
        MarkKind.SPOKEN,
        "Names a language; in mid-sentence that is an ordinary bracket.",
        scope=Scope.SWITCH,
        places=AFTER_SENTENCE,
        confidence=0.5,
    ),
    _rule(
        "in a language",
        rf"(?=.*[a-z]){SPOKEN}",
        MarkKind.SPOKEN,
        "Spoken in another language; whether what follows is its interpretation "
        "the form alone cannot tell.",
        scope=Scope.SWITCH,
        confidence=0.5,
    ),
    _rule(
        "noise",
        among(NOISE, NOISE_WORDS)
        + r"|(?:vifs |vives )?(?:applaudissements|rires|exclamations|sourires|murmures"
        r"|protestations"
        r"|mouvements) .*",
        MarkKind.NOISE,
        "A sound in the room; no words are lost.",
    ),
    _rule("note", NOTE, MarkKind.NOTE, "A remark by whoever wrote the record."),
    _rule(
        "editor's note",
        r"(?:note de la redaction|ndlr|nde|note du traducteur|ndt|(?:editor|translator|interpreter"
        r"|transcriber)s?(?: s)? note) .*",
        MarkKind.NOTE,
        "A remark by whoever wrote the record.",
    ),
)

OWN_LANGUAGE = _rule(
    "own language",
    r"LANG",
    MarkKind.ORIGINAL,
    "Names the language of the record itself: the speaker's own words follow.",
    scope=Scope.SWITCH,
)
OWN_TOGGLE = _rule(
    "original toggle",
    r"LANG",
    MarkKind.ORIGINAL,
    "A parliament's sign that what follows was said in the language of the record.",
    scope=Scope.TOGGLE,
    places=ON_LINE,
)
CODE = _rule(
    "language code",
    r"[A-Z]{2}",
    MarkKind.INTERPRETED,
    "European Parliament: the language spoken, as a code.",
    scope=Scope.TURN,
    places=AT_START,
    confidence=0.9,
)
PAGE_NOTE = _rule(
    "page note",
    rf"(?!.*\b(?:no|not|non(?! officielle)|sans|without|and|et|others?|some|partly|portions?"
    rf"|available|(?<!reference )(?<!purpose )(?<!purposes )only|both|where|when)\b)"
    rf"(?:(?:the )?(?:following|this|these|remarks|speech|statement|text|transcript"
    rf"|transcription|record|interview|press conference|delivered|spoken|given|made|texte|propos"
    rf"|discours|allocution|declaration)"
    rf" (?:.* )?(?:is|are|was|were|as|via|through|by|est|sont|par|delivered|given|made)"
    rf" (?:.* )?(?:{INTERPRETING})(?: .*)?"
    rf"|(?:all )?(?:(?:of )?(?:the|his|her) )?(?:remarks|answers|questions|speech|comments)"
    rf" (?:via|through|by) (?:(?:an?|the) )?(?:{INTERPRETING})"
    rf"|(?:as )?(?:{INTERPRETING})(?: (?:transcript|transcription|text|remarks))?"
    rf"|(?:(?:the|an?|une?|machine|automatic|automated|un ?official|provisional|courtesy|working"
    rf"|free|informal|official|simultaneous|rough|LANG) )+(?:translation|interpretation)(?: .*)?"
    r"|(?:traduction|interpretation) (?:non officielle|officielle|de courtoisie|libre|provisoire"
    r"|simultanee)(?: .*)?"
    rf"|(?:{INTERPRETING}) (?:from|of|de|du|depuis) (?:.* )?LANG(?: .*)?)",
    MarkKind.INTERPRETED,
    "A note above the first speaker: what is printed below is a translation.",
    scope=Scope.PAGE,
    confidence=0.9,
)
FURNITURE = _rule(
    "furniture", r"(?!)", MarkKind.NOTE, "A line of the page that cuts a sentence; nobody said it."
)
CUT = _rule("cut", r"\.\.\.|…", MarkKind.NOTE, "The newspaper's own cut, not a gap in the sound.")
REFERENCE = _rule("reference", r"\d{1,4}", MarkKind.NOTE, "A footnote or a page or time number.")

RULES_BY_NAME = {
    rule.name: rule
    for rule in (*RULES, OWN_LANGUAGE, OWN_TOGGLE, CODE, PAGE_NOTE, FURNITURE, CUT, REFERENCE)
}
