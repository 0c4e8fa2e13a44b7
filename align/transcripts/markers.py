"""Marks: words on the page that nobody spoke, such as ``(Via interpreter)`` or ``[inaudible]``.

To teach the program a new mark, add a word to the vocabularies or a row to ``RULES``.

A bracket is read in four steps. Its content is folded (case, accents and dashes go), every
language name becomes ``LANG``, and it is cut into facts at commas, dashes and "and". Each fact must
then match a rule *as a whole*: that is what keeps ``(in French Guiana)`` an ordinary bracket. A
rule also says where it may stand, because ``(English)`` after a label says more than ``(English)``
after the name of a football league.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache

from align.languages import PARLIAMENT_CODES, language_codes, record_language
from align.text import fold
from align.types import GapKind, Mark, MarkKind, Span


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


# ---------------------------------------------------------------- vocabularies

_SMALL = (
    "a an the his her their its of from in into to by as and with for at on is are was being "
    "un une le la les l de du des d en par avec a au dans sur son sa et il elle est"
)
_PREPOSITIONS = "via through thru by as per using par with avec"
_MEDIUM = (
    f"{_SMALL} {_PREPOSITIONS} voice simultaneous consecutive live official unofficial whispered "
    "speaks speaking spoke spoken speech delivered remarks statement question answer response "
    "original originally text audio continues continuing continued provided heard english-language "
    "were asks asked answers answered answering responds responding replies greets greeting begins "
    "beginning now then speaker minister president "
    "intermediaire truchement voix simultanee consecutive officielle propos parle parlant "
    "s exprime exprimant discours intervention question reponse oral orale"
)
_INTERPRETING = (
    r"interpret(?:er|ers|or|ors|ation|ations|ed|ing|s)?|interpretors?"
    r"|(?:re ?)?translat(?:or|ors|er|ion|ions|ed|ing|es|e)|retranslation"
    r"|interpretee?s?|interpretariat|traduction|traduite?s?|traducteur|traductrice|retraduite?"
)
_SPEAKING = (
    "were was original originally audio his her in en speaks speaking spoke spoken speak speech "
    "said says say remarks comments greeting "
    "greets question questions answer answers answering asks asked asking responds responding "
    "reply "
    "replies continues continuing continued continue begins resumes resuming switches switching "
    "switched switch back returns reverts changes to into sings reads reading statement phrase "
    "words "
    "word exchange conversation speaker minister president secretary member he she they the a "
    "partly "
    "mostly then again briefly parle parlant parlent s exprime exprimant propos poursuit "
    "poursuivant "
    "suite reprend passe repasse revient a au il elle l orateur le la les ministre mots dit repond "
    "salutations salue language langue chants toast intervention interventions discours reponse "
    "phrases"
)
_GAP_WORDS = (
    "partially partly mostly largely nearly completely somewhat several few some many a an the of "
    "in on at by from and to is are was one two three word words name names phrase sentence part "
    "parts portion section passage segment question questions response answer remarks comment "
    "comments speech speaker speakers audience member members reporter reporters journalist voice "
    "voices background multiple simultaneous continues continued again briefly momentarily here "
    "end "
    "beginning start first last few seconds second minute minutes approximately about for more "
    "mot mots nom propos question questions reponse phrase passage passages debut fin partie "
    "quelques plusieurs un une le la les l de du des d en au partiellement presque totalement "
    "suite intervention journaliste salle secondes note redaction ndlr nde editor s ed editors "
    "transcriber transcribers recording audio tape camera exchange chatter conversation low very "
    "too "
    "trop faible voix hors champ TIME speaks speaking spoke talking talks transmission signal "
    "said says"
)


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


def _any(words: str) -> str:
    """One of these words."""
    return "|".join(sorted(set(words.split()), key=lambda word: (-len(word), word)))


def _among(core: str, words: str) -> str:
    """``core`` with any number of these words before and after it, and nothing else."""
    others = _any(words)
    return rf"(?:(?:{others}) )*(?:{core})(?: (?:{others}|{core}))*"


# ----------------------------------------------------------------------- rules

_INAUDIBLE = (
    r"inaudibles?|inaudibly|inaud|unint|un ?intelligible|indiscernible|indistinct|indistinguishable"
    r"|indecipherable"
    r"|garbled|unclear|incomprehensible|muffled|mumbl(?:es|ing|ed)|not audible"
    r"|(?:cannot|can not|could not|can t|couldn t) be heard|poor audio|incompris(?:e|es)?"
    r"|inintelligibles?|non audible"
)
_MIC = r"(?:mic|mics|mike|mikes|microphone|microphones|micro|micros)"
_OFF_MIC = (
    rf"off (?:the )?{_MIC}|away from (?:the )?{_MIC}|{_MIC} (?:is |was )?(?:still )?"
    r"(?:off|not on|muted|turned off|switched off|cut off|dead)|no microphone|no mic|un ?miked"
    rf"|not (?:on|at|near) (?:the )?{_MIC}|without (?:a |the )?{_MIC}|muted|on mute"
    rf"|hors {_MIC}|sans {_MIC}|{_MIC} (?:coupe|ferme|eteint|non branche|debranche)s?"
)
_CROSSTALK = (
    r"cross ?talk(?:ing)?|over ?talk(?:ing)?|overlapp?(?:ing)?|multiple (?:speakers|voices|people)"
    r"|simultaneous (?:speech|speaking|talking|conversation|crosstalk)"
    r"|(?:talking|speaking|talk|speak)(?: all)? (?:over (?:each|one an)? ?other|at once"
    r"|simultaneously"
    r"|at the same time)|(?:propos|echanges|conversations|voix) (?:croise|superpose|mele)e?s"
    r"|parlent (?:tous )?en meme temps|chevauchements?"
)
_CARRIER = (
    r"(?:audio|sound|signal|feed|recording|tape|transmission|video|line|connection|broadcast|stream"
    r"|webcast|webex|link|interpretation|translation|son|enregistrement|bande|liaison|ligne"
    r"|connexion"
    r"|retransmission|transcript|text|microphone|mic|mike|micro|satellite|phone)"
)
_LOSS = (
    r"(?:gaps?|cuts?(?: out| off| in and out)?|cutting(?: in and)? out|drops?(?: out| off)?|dropped"
    r"(?: out| off)?|dropout|lost|loss|missing|breaks?(?: up| off)?|breaking up|broke(?:n)?(?: up)?"
    r"|interrupted|interruptions?|interrupts|problems?|issues?|difficult(?:y|ies)|fail(?:s|ed|ure)"
    r"|malfunctions?|glitch(?:es)?|skips?|blank|distort(?:ed|ion)|unavailable|not available|out"
    r"|goes out|went out|fad(?:es|ing|ed)(?: out)?|disconnect(?:s|ed)|interference|disruption"
    r"|coupee?|interrompue?|perdue?|manquante?|inexploitable|defaillante?)"
)
_AUDIO_LOST = (
    rf"(?:coupures?|pannes?)(?: (?:(?:de|du|d|des|la|le|l) )*{_CARRIER})?|(?:cuts?|cutting) out"
    rf"|breaking up"
    r"|"
    rf"{_CARRIER} {_LOSS}|no (?:audio|sound)|pas de son|sans son|static|interference"
    rf"|dead air"
    r"|technical (?:difficult(?:y|ies)|problems?|issues?|interruption|glitch)"
    r"|(?:difficultes?|problemes?|incidents?) techniques?"
    r"|(?:interruptions?|breaks?|gaps?|cuts?|loss|drops?|problems?|difficult(?:y|ies)|failure"
    r"|glitch"
    r"|disruption|interference|coupures?|perte|rupture|probleme|absence) "
    rf"(?:to|in|of|with|on|de|du|dans|d) (?:(?:the|la|le|l) )?{_CARRIER}"
    r"|(?:words?|portion|section|passage|remarks|sentence) (?:lost|missing|not recorded|dropped)"
    r"|missing (?:words?|audio|portion|text)|blank on tape|not recorded|non enregistree?s?"
    r"|(?:mots?|passage) manquants?"
)
_OPENING = (
    r"(?:event|already|joined|joins|joining|remarks|speech|audio|recording|begins|began|starts"
    r"|started"
    r"|beginning|starting|picked up|picks up|conference|press|conversation|statement|coverage"
    r"|broadcast"
    r"|feed|meeting|video|transcript|interview|briefing|session|is|are|was|while|transcription"
    r"|discours|intervention|deja|seance)"
)
_START_LOST = (
    rf"(?:{_OPENING} )*in progress|(?:{_OPENING} )*en cours"
    r"|(?:the )?(?:beginning|start|opening|first (?:part|words?|few words|seconds|minutes?))"
    r"(?: of (?:the |his |her |this |your )?\w+(?: \w+)?)? (?:is |was |were )?"
    r"(?:inaudible|missing|lost|not recorded|cut(?: off)?|not available|off mic|not captured"
    r"|unclear)"
    r"|(?:recording|audio|tape|video|transcript) (?:begins|starts|joins|picks up) "
    r"(?:mid|in mid|midway|in the middle).*"
    r"|debut (?:(?:de|du|d|des|l|la|le|son) )*(?:\w+ )?"
    r"(?:inaudible|manquante?|coupee?|perdue?|tronquee?|non enregistree?)"
)
_NOISE = (
    r"laughter|laugh(?:s|ing|ed)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|applause|applau(?:ds?|ding|se)"
    r"|cheers?|cheering|clap(?:s|ping)|ovation|boo(?:s|ing)|music|cough(?:s|ing)?|clears throat"
    r"|sigh(?:s|ing)?|gasps?|pauses?|silence|gavel|bell rings|phone rings?|whistl(?:es|ing)"
    r"|shout(?:s|ing)"
    r"|chant(?:s|ing)|interruptions?|noise|nod(?:s|ding)|gestur(?:es|ing)|smil(?:es|ing)"
    r"|shakes? hands|handshake|recess|commotion"
    r"|(?:video|film|clip) (?:plays|playing|played|is shown|is played|presentation|begins|ends)"
    r"|rires?|rit|sourires?|sourit|applaudissements?|exclamations?|murmures?|protestations?"
    r"|brouhaha"
    r"|mouvements? divers|hymnes?|musique|huees?|acclamations?|sonnerie|toux|suspension"
)
_NOISE_WORDS = (
    "sustained loud general more some long brief scattered light the a an of in from mild "
    "prolonged "
    "standing continued continues moment minute audience crowd room and to at as he she they his "
    "her "
    "background vifs vives nourris longs divers sur dans les le la l de des du salle public "
    "nouveaux "
    "nouvelle is are plays playing starts"
)
_NOTE = (
    r"sic|ph|phon|phonetic(?:ally)?|sp|spelling|sp ?\?|phonetique|orthographe phonetique"
    r"|as (?:delivered|prepared|given|written|spoken)|voice ?over|on camera|off camera|on screen"
    r"|commercial break|(?:begin|end|start)s? (?:video|audio|of)?(?: ?(?:clip|tape|transcript"
    r"|videotape|recording|video|audio|excerpt))|(?:audio|recording|tape|video) (?:ends|ended"
    r"|resumes|begins)"
    r"|no (?:audible )?(?:response|answer|reply)|break|TIME"
)
_SPOKEN = _among("LANG", _SPEAKING)
_CORE_BEFORE = rf"(?=(?:.* )?(?:{_any(_PREPOSITIONS)}) )"

RULES: tuple[Rule, ...] = (
    _rule(
        "about the interpreter",
        rf"(?:.* )?(?:to|for|awaits?|awaiting|a|pour|attend) (?:(?:the|his|her|an?|l|le|la|un|une)"
        rf" )?(?:{_INTERPRETING})|(?:{_INTERPRETING}) (?:begins|continues|repeats|confers|pauses)",
        MarkKind.NOTE,
        "Tells what happens between the speaker and the interpreter; nothing is said.",
    ),
    _rule(
        "start lost",
        _START_LOST,
        MarkKind.GAP,
        "The recording begins after the speech did.",
        places=AFTER_SENTENCE,
        gap=GapKind.START_LOST,
    ),
    _rule(
        "off-mic",
        _among(_OFF_MIC, _GAP_WORDS),
        MarkKind.GAP,
        "The microphone was off or too far away.",
        gap=GapKind.OFF_MIC,
    ),
    _rule(
        "crosstalk",
        _among(_CROSSTALK, _GAP_WORDS),
        MarkKind.GAP,
        "Several people spoke at once.",
        gap=GapKind.CROSSTALK,
    ),
    _rule(
        "audio lost",
        _among(_AUDIO_LOST, _GAP_WORDS),
        MarkKind.GAP,
        "The recording has a hole.",
        gap=GapKind.AUDIO_LOST,
    ),
    _rule(
        "inaudible",
        _among(_INAUDIBLE, f"{_GAP_WORDS} laughter applause and rires applaudissements"),
        MarkKind.GAP,
        "The transcriber could not make out the words.",
        gap=GapKind.INAUDIBLE,
    ),
    _rule(
        "not translated",
        rf"(?:(?:{_any(_SPEAKING)}|LANG) )*(?:no|not|non|sans|without|pas de?|un) ?(?:LANG )?"
        rf"(?:{_INTERPRETING})(?: (?:LANG|was|is|provided|available|given|audible|disponible"
        rf"|fournie))*"
        rf"|(?:{_INTERPRETING}|LANG) (?:is |was )?(?:not|un|non|pas)(?: ?(?:provided|available"
        rf"|given|disponible|traduite?|fournie|translated|interpreted))",
        MarkKind.UNTRANSLATED,
        "The record says that it holds no translation of what was said here.",
    ),
    _rule(
        "foreign language",
        rf"(?:(?:{_any(_SPEAKING)}) )*(?:(?:foreign|native|other|another|non english|non LANG"
        rf"|local)"
        r" (?:language|tongue|speech|dialect)s?|langue etrangere|foreign)(?: (?:spoken|speech"
        r"|TIME))*",
        MarkKind.UNTRANSLATED,
        "Foreign speech that the transcriber could not write down.",
    ),
    _rule(
        "end of interpretation",
        rf"(?:end|ends|fin)(?: of| de)?(?: the| la| l)? (?:{_INTERPRETING})"
        rf"|(?:{_INTERPRETING}) (?:ends|ended|terminee?)",
        MarkKind.ORIGINAL,
        "From here on the speaker is heard directly.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "printed as spoken",
        rf"(?:(?:{_any(_SPEAKING)}|hon|honourable|depute|deputee|senateur|en ces termes) )*LANG"
        r" (?:as follows|ainsi qu il suit|comme suit|ce qui suit|en ces termes)",
        MarkKind.ORIGINAL,
        "The foreign words themselves are printed below.",
        scope=Scope.SWITCH,
    ),
    _rule(
        "text interpreted",
        rf"(?:LANG )?(?:text|texte|speech|words|propos|remarks)(?: (?:in|en|du|de l|de) LANG)?"
        rf"(?: LANG)? (?:{_INTERPRETING})(?: (?:as follows|ainsi qu il suit|ainsi|comme suit))?",
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
        rf"{_SPOKEN}",
        MarkKind.INTERPRETED,
        "The label says that the whole turn was spoken in another language.",
        scope=Scope.TURN,
        places=IN_LABEL,
        confidence=0.85,
    ),
    _rule(
        "via interpreter",
        _CORE_BEFORE + _among(_INTERPRETING, f"LANG {_MEDIUM}"),
        MarkKind.INTERPRETED,
        "The words are the interpreter's.",
        scope=Scope.TURN,
    ),
    _rule(
        "interpretation",
        _among(_INTERPRETING, f"LANG {_MEDIUM}"),
        MarkKind.INTERPRETED,
        "The words are the interpreter's; said so shortly that it could be an "
        "aside in the middle of a sentence.",
        scope=Scope.TURN,
        places=AFTER_SENTENCE,
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
        rf"(?=.*[a-z]){_SPOKEN}",
        MarkKind.SPOKEN,
        "Spoken in another language; whether what follows is its interpretation "
        "the form alone cannot tell.",
        scope=Scope.SWITCH,
        confidence=0.5,
    ),
    _rule(
        "noise",
        _among(_NOISE, _NOISE_WORDS)
        + r"|(?:vifs |vives )?(?:applaudissements|rires|exclamations|sourires|murmures"
        r"|protestations"
        r"|mouvements) .*",
        MarkKind.NOISE,
        "A sound in the room; no words are lost.",
    ),
    _rule("note", _NOTE, MarkKind.NOTE, "A remark by whoever wrote the record."),
    _rule(
        "editor's note",
        r"(?:note de la redaction|ndlr|nde|note du traducteur|ndt|(?:editor|translator|interpreter"
        r"|transcriber)s?(?: s)? note) .*",
        MarkKind.NOTE,
        "A remark by whoever wrote the record.",
    ),
)

_OWN_LANGUAGE = _rule(
    "own language",
    r"LANG",
    MarkKind.ORIGINAL,
    "Names the language of the record itself: the speaker's own words follow.",
    scope=Scope.SWITCH,
)
_OWN_TOGGLE = _rule(
    "original toggle",
    r"LANG",
    MarkKind.ORIGINAL,
    "A parliament's sign that what follows was said in the language of the record.",
    scope=Scope.TOGGLE,
    places=ON_LINE,
)
_CODE = _rule(
    "language code",
    r"[A-Z]{2}",
    MarkKind.INTERPRETED,
    "European Parliament: the language spoken, as a code.",
    scope=Scope.TURN,
    places=AT_START,
    confidence=0.9,
)
_PAGE_NOTE = _rule(
    "page note",
    rf"(?!.*\b(?:no|not|non(?! officielle)|sans|without|and|et|others?|some|partly|portions?"
    rf"|available|only|both|where|when)\b)(?:(?:the )?(?:following|this|these|remarks|speech"
    rf"|statement|text|transcript|transcription|record|interview|press conference|delivered"
    rf"|spoken|given|made|texte|propos|discours|allocution|declaration)"
    rf" (?:.* )?(?:is|are|was|were|as|via|through|by|est|sont|par|delivered|given|made)"
    rf" (?:.* )?(?:{_INTERPRETING})(?: .*)?"
    rf"|(?:(?:the|an?|une?|un ?official|provisional|courtesy|working|free|informal|official"
    rf"|simultaneous|rough|LANG) )+(?:translation|interpretation)(?: .*)?"
    r"|(?:traduction|interpretation) (?:non officielle|officielle|de courtoisie|libre|provisoire"
    r"|simultanee)(?: .*)?"
    rf"|(?:{_INTERPRETING}) (?:from|of|de|du|depuis) (?:.* )?LANG(?: .*)?)",
    MarkKind.INTERPRETED,
    "A note above the first speaker: what is printed below is a translation.",
    scope=Scope.PAGE,
    confidence=0.9,
)
_CUT = _rule("cut", r"\.\.\.|…", MarkKind.NOTE, "The newspaper's own cut, not a gap in the sound.")
_REFERENCE = _rule("reference", r"\d{1,4}", MarkKind.NOTE, "A footnote or a page or time number.")

RULES_BY_NAME = {
    rule.name: rule
    for rule in (*RULES, _OWN_LANGUAGE, _OWN_TOGGLE, _CODE, _PAGE_NOTE, _CUT, _REFERENCE)
}


# --------------------------------------------------------------------- reading

SHORTEST, MAX_LENGTH = 3, 160
_TIME = re.compile(r"\b\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b")
_SEPARATOR = re.compile(r"\s*[,;:/|]+\s*|\s+-+\s+|\.\s+|(?<= )(?:and|et|&)(?= )")
_TAIL = re.compile(
    r" (?:due to|because of|owing to|as the|as a|while|during|en raison|a cause|pendant"
    r"|faute de)\b.*"
)
_NOT_WORDS = re.compile(r"[^\w? ,]+")
_NEUTRAL = re.compile(rf"(?:(?:{_any(_GAP_WORDS)}|TIME|\d+)(?: |$))+")


_LANGUAGE_ONLY = frozenset({"language in label", "spoke in", "speaks in"})
_STRONG = frozenset({MarkKind.INTERPRETED, MarkKind.UNTRANSLATED})


@dataclass(frozen=True, slots=True)
class Fact:
    """What one part of a bracket says."""

    rule: Rule
    language: str | None = None


def _name_languages(words: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """The words with every language name as ``LANG``, and the codes in order."""
    names = language_codes()
    found: list[str] = []
    codes: list[str | None] = []
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            name = " ".join(words[i : i + n])
            if name in names and i + n <= len(words):
                codes.append(names[name])
                found.append("LANG")
                i += n
                break
        else:
            found.append(words[i])
            i += 1
    return found, codes


def _facts(content: str) -> list[str]:
    """The facts of a bracket, folded; separators are cut away, times become ``TIME``."""
    phrase = _TAIL.sub("", _TIME.sub(" TIME ", fold(content)))
    parts = (_NOT_WORDS.sub(" ", part).split() for part in _SEPARATOR.split(phrase))
    facts = [" ".join(words) for words in parts if words]
    return [fact.replace(" TIME", "") for fact in facts if fact != "TIME"] or facts


def _match(words: list[str], place: Place) -> Fact | None:
    """The first rule that knows the whole fact at this place."""
    named, codes = _name_languages(words)
    phrase = " ".join(named)
    code = next((code for code in codes if code), None)
    for rule in RULES:
        if place in rule.places and rule.pattern.fullmatch(phrase):
            return Fact(rule, code)
    return None


def _together(facts: list[Fact]) -> tuple[Fact, ...]:
    """Facts of one bracket: a language beside "via interpreter" is the language interpreted."""
    code = next((fact.language for fact in facts if fact.language), None)
    if any(fact.rule.kind in _STRONG for fact in facts):
        facts = [fact for fact in facts if fact.rule.kind is not MarkKind.SPOKEN]
        told = [fact for fact in facts if fact.rule.name not in _LANGUAGE_ONLY]
        facts = told if any(fact.rule.kind in _STRONG for fact in told) else facts
        facts = [Fact(f.rule, code) if f.rule.kind in _STRONG else f for f in facts]
    return tuple({fact.rule.name: fact for fact in facts}.values())


def _beside_a_title(parts: list[str]) -> list[str]:
    """``[Le Figaro, interpreted]`` in a label: the interpreter's word without the rest."""
    told = [p for p in parts if (f := _match(p.split(), Place.LABEL)) and f.rule.kind in _STRONG]
    return told or parts


@lru_cache(maxsize=8192)
def _read_phrase(content: str, place: Place) -> tuple[Fact, ...]:
    parts = _facts(content)
    if not parts or sum(len(part.split()) for part in parts) > 16:
        return ()
    facts: list[Fact] = []
    whole = _match(" ".join(parts).split(), place)
    if place is Place.LABEL and not whole:
        parts = _beside_a_title(parts)
    for part in parts:
        inner = Place.START if place is Place.MID and len(parts) > 1 else place
        fact = _match(part.split(), inner)
        if fact:
            facts.append(fact)
        elif not _NEUTRAL.fullmatch(part):
            facts = []
            break
    if place is Place.MID and all(fact.rule.name == "language alone" for fact in facts):
        facts = []
    if facts and not (len(facts) == 1 and whole):
        return _together(facts)
    return (whole,) if whole else _together(facts)


def read_bracket(content: str, place: Place, *, square: bool = False) -> tuple[Fact, ...]:
    """What the content of a bracket says at a place; nothing for an ordinary bracket.

    >>> [fact.rule.name for fact in read_bracket("In French – via interpreter", Place.START)]
    ['via interpreter']
    >>> read_bracket("in French Guiana", Place.MID)
    ()
    """
    bare = content.strip()
    if bare in {"...", "…", "....", ". . ."}:
        return (Fact(_CUT),)
    if bare.isdigit() and ((square and len(bare) < 4) or (place is Place.LINE and len(bare) < 5)):
        return (Fact(_REFERENCE),)
    if place in AT_START and len(bare) == 2 and bare.isupper() and bare.lower() in PARLIAMENT_CODES:
        return (Fact(_CODE, bare.lower()),)
    return _read_phrase(bare, place)


def _in_record(fact: Fact, record: str, place: Place, *, square: bool) -> Fact:
    """The fact as a reader of a record in the language ``record`` takes it."""
    if fact.rule.name == "translation toggle" and fact.language is None:
        return Fact(fact.rule, "en" if record == "fr" else "fr")
    if fact.language != record:
        return fact
    if fact.rule.name == "language alone" and place is Place.LINE and square:
        return Fact(_OWN_TOGGLE, record)
    if fact.rule.name in {"in a language", "language alone", "language code", *_LANGUAGE_ONLY}:
        return Fact(_OWN_LANGUAGE, record)
    if fact.rule.kind is MarkKind.INTERPRETED:
        return Fact(fact.rule)
    return fact


# --------------------------------------------------------------------- finding

_OPEN, _CLOSE = "([{（［", ")]}）］"
_BRACKET = re.compile(r"[()\[\]{}（）［］]")
_OPENS = re.compile(r"[(\[{（［<*]")
_ANGLE = re.compile(r"<([^<>\n]{2,60})>|(?<![*\w])\*([^*\n]{2,40})\*(?![*\w])")
_DASHED = re.compile(
    r"(?:(?<=--)|(?<=[–—])|(?<=[^([]…)|(?<=[^([.]\.\.\.))[ \t]*"
    r"(inaudible|unintelligible|indiscernible|crosstalk)"
    r"[ \t]*(?=--|[–—…]|\.\.\.)",
    re.IGNORECASE,
)
_BARE_START = re.compile(
    r"(?:via|through|par|as) (?:an? |the |l'|une? )?(?:interpr[eéè]t\w{1,6}|translat\w{1,4}"
    r"|traduct\w{3,4})"
    r"[ \t]*(?:[:.–—]|-(?=\s))",
    re.IGNORECASE,
)
_BARE_LINE = re.compile(r"[^\W\d_][\w '’-]{4,60}[.:]?")
# What is surely a mark though it stands alone on its line without brackets.
_BARE_RULES = frozenset({"via interpreter", "inaudible", "crosstalk", "foreign language"})
_UNCLOSED = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_LINE_END = re.compile(r"[ \t.:*_\]]*(?=\n|$)")
_PUNCTUATION = re.compile(r"[\W_]*")
_AFTER_SENTENCE = re.compile(r"[.!?…:;\"”»)\]–—-][\s*]*$")


def _pairs(text: str, span: Span) -> Iterator[Span]:
    """Every bracket of the span, outer ones first; one that is never closed up to its end."""
    stack: list[int] = []
    found: list[Span] = []
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.group() in _OPEN:
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if match.end() - start <= MAX_LENGTH:
                found.append(Span(start, match.end()))
    found.extend(Span(*m.span()) for m in _ANGLE.finditer(text, span.start, span.end))
    yield from sorted(found, key=lambda pair: (pair.start, -pair.end))


def _unclosed(text: str, span: Span, pairs: Iterable[Span]) -> Iterator[Span]:
    """Brackets opened and never closed, up to the end of the next few words."""
    closed = {pair.start for pair in pairs}
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.group() in _OPEN and match.start() not in closed:
            words = _UNCLOSED.match(text, match.end(), min(span.end, match.end() + 40))
            if words:
                yield Span(match.start(), words.end())


class _Places:
    """Says where in a span a bracket stands; knows the marks already read before it."""

    def __init__(self, text: str, span: Span, *, label: bool) -> None:
        self.text, self.span, self.label = text, span, label
        self.last_end, self.last_place = span.start, Place.START

    def of(self, start: int, end: int) -> Place:
        before = self.text[max(self.span.start, start - 12) : start].rstrip(" \t*_>")
        first = start - 12 <= self.span.start and not before
        if first or before.endswith("\n"):
            if _LINE_END.match(self.text, end, min(len(self.text), end + 12)):
                return Place.LABEL if self.label and not before.endswith("\n") else Place.LINE
            return Place.LABEL if self.label else Place.START
        if self.label:
            return Place.LABEL
        near = start - self.last_end < 12
        if near and _PUNCTUATION.fullmatch(self.text, self.last_end, start):
            return Place.START if self.last_place is Place.LINE else self.last_place
        return Place.SENTENCE if _AFTER_SENTENCE.search(before) else Place.MID

    def passed(self, end: int, place: Place) -> None:
        self.last_end, self.last_place = end, place


def _marks(
    facts: Iterable[Fact], span: Span, record: str, place: Place, *, square: bool
) -> list[Mark]:
    read = (_in_record(fact, record, place, square=square) for fact in facts)
    return [Mark(span, fact.rule.kind, fact.rule.name, fact.language) for fact in read]


def _bracketed(text: str, span: Span, record: str, *, label: bool) -> Iterator[Mark]:
    if _OPENS.search(text, span.start, span.end) is None:
        return
    places = _Places(text, span, label=label)
    pairs = list(_pairs(text, span))
    done = span.start
    for pair in pairs:
        if pair.start < done:
            continue
        content = text[pair.start + 1 : pair.end - 1]
        if "\n\n" in content:
            continue
        square = text[pair.start] in "[［"
        place = places.of(pair.start, pair.end)
        facts = read_bracket(content, place, square=square)
        if facts:
            done = pair.end
            places.passed(pair.end, place)
            yield from _marks(facts, pair, record, place, square=square)
    for opened in _unclosed(text, span, pairs):
        words = text[opened.start + 1 : opened.end]
        for end in [m.end() for m in re.finditer(r"[^\W\d_]+", words)][::-1]:
            facts = read_bracket(words[:end], Place.SENTENCE)
            if facts and facts[0].rule.kind in {MarkKind.GAP, MarkKind.INTERPRETED}:
                where = Span(opened.start, opened.start + 1 + end)
                yield from _marks(facts, where, record, Place.SENTENCE, square=False)
                break


def _bare(text: str, span: Span, record: str) -> Iterator[Mark]:
    """Marks without brackets: between dashes, alone on a line, or before a colon at the start."""
    for dashed in _DASHED.finditer(text, span.start, span.end):
        facts = read_bracket(dashed.group(1), Place.SENTENCE)
        yield from _marks(facts, Span(*dashed.span(1)), record, Place.SENTENCE, square=False)
    if (match := _BARE_START.match(text, span.start, span.end)) is not None:
        facts = read_bracket(match.group().rstrip(":.–—- \t"), Place.START)
        yield from _marks(facts, Span(*match.span()), record, Place.START, square=False)
        return
    if (line := text[span.start : span.end].strip()) and _BARE_LINE.fullmatch(line):
        yield from _bare_line(line, span, record)


def _bare_line(line: str, span: Span, record: str) -> Iterator[Mark]:
    if line[0] in _OPEN or not line[0].isalpha():
        return
    facts = read_bracket(line.rstrip(".: "), Place.START)
    known = _BARE_RULES | {"in a language"} if line.isupper() else _BARE_RULES
    if facts and all(fact.rule.name in known for fact in facts):
        yield from _marks(facts, span, record, Place.LINE, square=False)


def _in_label(text: str, span: Span, record: str) -> Iterator[Mark]:
    """Marks of a label without brackets: ``Name/Translator:``, ``NAME, via interpreter:``."""
    for match in re.finditer(r"[/,][ \t]*([^/,()\[\]\n:]{5,60})(?![^()\[\]]*[)\]])", span.of(text)):
        facts = read_bracket(match.group(1), Place.LABEL)
        if facts and facts[0].rule.kind is MarkKind.INTERPRETED:
            where = Span(span.start + match.start(), span.start + match.end())
            yield from _marks(facts, where, record, Place.LABEL, square=False)


def page_note(line: str) -> Fact | None:
    """What a line above the first speaker says of the whole page: ``Unofficial translation``.

    >>> page_note("(Remarks were delivered in French; this is a translation.)").language
    'fr'
    >>> page_note("Remarks at the Translation Centre")
    """
    if len(line) > 2 * MAX_LENGTH:
        return None
    named, codes = _name_languages(_NOT_WORDS.sub(" ", fold(line)).replace(",", " ").split())
    if not _PAGE_NOTE.pattern.fullmatch(" ".join(named)):
        return None
    return Fact(_PAGE_NOTE, next((code for code in codes if code), None))


def find_marks(
    text: str,
    spans: Iterable[Span],
    labels: Iterable[Span] = (),
    record: str | None = None,
    above: Iterable[Span] = (),
) -> tuple[Mark, ...]:
    """Every mark inside ``spans`` (paragraphs) and ``labels``, in order of the text.

    A bracket that states two facts gives two marks with the same span. ``record`` is the language
    the record is written in; found from the text when not given. ``above``: lines above the first
    speaker that speak of the whole page.

    >>> [mark.rule for mark in find_marks("(In French.) Good. (Laughter.)", [Span(0, 30)])]
    ['in a language', 'noise']
    """
    written = record or record_language(text)
    found: set[Mark] = set()
    for span in spans:
        if len(span) < SHORTEST:
            continue
        found.update(_bracketed(text, span, written, label=False))
        found.update(_bare(text, span, written))
    for span in above:
        if note := page_note(span.of(text)):
            found.update(_marks([note], span, written, Place.LINE, square=False))
        else:
            found.update(find_marks(text, [span], record=written))
    for span in labels:
        found.update(_bracketed(text, span, written, label=True))
        found.update(_in_label(text, span, written))
    return tuple(sorted(found, key=lambda mark: (mark.span, mark.kind, mark.rule)))
