"""Names and entities: left out, added, or others than those that were said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.checks.places import SEATS, capitals
from align.models.lexicon import load_lexicon, numbers
from align.text import fold
from align.tokens import split_forms
from align.types import Comparison, Finding, Segment, Severity, Span

CHECK = "names"
CHANGED = "Accuracy/Mistranslation/Entity"
MISSING, ADDED = "Accuracy/Omission/Entity", "Accuracy/Addition/Entity"
#: Names whose letters agree this far (0 … 100) are the same, spelled or heard otherwise.
ALIKE = 70
#: A name that is unsaid with this probability is one that nothing answers.
UNSAID = 0.4
NAME = re.compile(
    r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w]*(?:[-‐‑’'.]?[A-ZÀ-ÖØ-Þ]?[\w]+)*"
    r"(?:\s+(?:(?:de|du|des|la|le|al|bin|von|van|of|the|el)\s+)?[A-ZÀ-ÖØ-Þ][\w]*(?:[-‐‑’'][\w]+)*)*"
)
ELISION = re.compile(r"[LDJQ](?:u)?['’](?=[A-ZÀ-ÖØ-Þ])")
#: How unsure it is that a place is not named, where the judge does not say.
PLACE = 0.5
#: How unsure it is that a known place or body is said where another one stands for it.
BOTH_KNOWN = 0.7
#: A name seen so often in parallel text is known; a word that it is linked with more rarely than
#: this is none of its translations.
KNOWN, TRANSLATED = 15, 0.01
#: Names so short are acronyms: “US” is one, “us” is none.
ACRONYM_LENGTHS = range(1, 4)
ROMAN = re.compile(r"[IVX]+e?")
NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*")
ARTICLE = re.compile(r"^(?:L[ea]s?|The)\s+|^L['’]")
#: Letters of one name in two spellings agree at least this far: *Eltsine*, *Yeltsin*.
SOMEHOW_ALIKE = 55
PERSON = re.compile(
    r"\b(?:M\.|Mme|Monsieur|Madame|Mrs?\.?|Ms\.?|(?i:président|president|chanceli|chancell|minist"
    r"|ambassad|secretary|secrétaire)\w*)\s+"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w]+(?:[-‐‑’'][\w]+)*(?:\s+[A-ZÀ-ÖØ-Þ][\w]+(?:[-‐‑’'][\w]+)*){0,2})"
)
DEMONYM = re.compile(r"\b(?!grand)[^\W\d_A-Z]{2,}(?:ain|ais|ien|ienn|ois|ol|and|quois)(?:es?|s)?\b")
#: Acronyms whose letters differ between the two languages.
ACRONYMS = (
    {"otan", "nato"}, {"onu", "un", "uno", "nations unies", "united nations"},
    {"ue", "eu", "union européenne", "european union", "union", "europe"},
    {"oms", "who"}, {"omc", "wto"}, {"ocde", "oecd"}, {"osce"}, {"cpi", "icc"},
    {"bce", "ecb", "banque", "bank"}, {"pac", "cap"}, {"tva", "vat"}, {"pib", "gdp"},
    {"pnud", "undp"},
    {"aiea", "iaea"}, {"cedeao", "ecowas"}, {"ong", "ngo"},
    {"usa", "us", "u.s", "u.s.a", "états-unis", "united states", "america", "amérique"},
    {"ru", "uk", "u.k", "royaume-uni", "united kingdom", "britain", "grande-bretagne",
     "angleterre", "england"},
    {"rdc", "drc"}, {"rca", "car"}, {"pesc", "cfsp"}, {"psdc", "csdp"}, {"eau", "uae"},
    {"jcpoa", "pagc"}, {"cee", "eec"}, {"pme", "sme", "smes"}, {"vih", "hiv"},
    {"sida", "aids"}, {"adn", "dna"}, {"cedh", "echr"}, {"cjue", "cjeu", "ecj"}, {"tnp", "npt"},
    {"hcr", "unhcr"}, {"bei", "eib", "banque", "bank"},
    {"berd", "ebrd", "banque", "bank"}, {"sceaux", "justice", "seals"}, {"gnl", "lng"},
    {"opep", "opec"},
    {"daech", "daesh", "isis", "isil", "islamic state", "état islamique"},
    {"moscou", "moscow"}, {"londres", "london"}, {"bruxelles", "brussels"}, {"genève", "geneva"},
    {"varsovie", "warsaw"}, {"vienne", "vienna"}, {"athènes", "athens"}, {"pékin", "beijing"},
    {"le caire", "cairo"}, {"alger", "algiers"}, {"la haye", "hague", "the hague"},
    {"copenhague", "copenhagen"}, {"lisbonne", "lisbon"}, {"édimbourg", "edinburgh"},
    {"jérusalem", "jerusalem"}, {"damas", "damascus"}, {"téhéran", "tehran"}, {"bagdad", "baghdad"},
    {"kiev", "kyiv"}, {"munich", "münchen"}, {"rome"}, {"seine"}, {"sarre", "saarland"},
    {"malouines", "falklands", "falkland"}, {"manche", "channel"}, {"noël", "christmas"},
    {"pâques", "easter"}, {"dieu", "god"}, {"jésus", "jesus"}, {"bavière", "bavaria"},
    {"maghreb"}, {"proche-orient", "moyen-orient", "middle east", "near east"},
    {"méditerranée", "mediterranean"}, {"californie", "california"}, {"crimée", "crimea"},
    {"birmanie", "burma", "myanmar"}, {"côte d'ivoire", "ivory coast"},
    {"pays-bas", "holland", "netherlands", "dutch", "néerlandais"},
    {"france", "french", "français", "française"}, {"espagne", "spain", "spanish"},
    {"suisse", "swiss", "switzerland"}, {"danemark", "denmark", "danish"},
    {"pologne", "poland", "polish", "poles"}, {"grèce", "greece", "greek"},
    {"états-unis", "american", "americans", "américain", "washington"},
    {"bruxelles", "brussels", "union européenne", "european union"},
    {"royaume-uni", "british", "britannique"}, {"afrique", "africa", "african"},
    {"union africaine", "african union", "ua", "au"}, {"banque mondiale", "world bank"},
    {"fmi", "imf", "fonds monétaire international", "international monetary fund"},
    {"banque centrale", "central bank", "bce", "ecb", "banque", "bank"}, *SEATS,
)  # fmt: skip
_GENERIC = """
saint sainte san santa port mont mount fort new nouveau nouvelle union banque bank bab al
"""
#: What many names of places and bodies have in them, which tells none of them.
GENERIC = frozenset(_GENERIC.split())
#: What tells one body from another, after its first word in French.
ADJECTIVE = re.compile(r"\s+[^\W\d_A-Z]+(?:aine|enne|ale|ique|aire|elle)s?\b")
_TITLES = """
m mr mrs ms mme mlle monsieur madame mesdames messieurs président présidente president ministre
minister commissaire commissioner sir lord saint dear i o ok oh lundi monday mardi tuesday mercredi
wednesday jeudi thursday vendredi friday samedi saturday dimanche sunday january february march
april may june july august september october november december english french parlement parliament
speaker chairman chairwoman chair chancellor chancelier chancelière ambassador ambassadeur
commission conseil council etat état state member members rapporteur rapporteure secretary
secrétaire général general premier première prime foreign affaires affairs question
"""
TITLES = frozenset(map(fold, _TITLES.split()))


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its place, as it is compared."""

    span: Span
    text: str


def check_names(comparison: Comparison) -> Iterator[Finding]:
    """Names of one side that nothing on the other side answers; each with what stands for it."""
    if not comparison.meanings or set(languages_of(comparison)) != {"fr", "en"}:
        return
    for pair in interpreted_pairs(comparison):
        lost = _unanswered(pair, 0) if not pair.has_gap else []
        added = _unanswered(pair, 1)
        if not (lost and added):
            yield from [*_mistaken(pair)] or _another_person(pair)
        yield from _findings(pair.number, lost, added)


def names_in(segments: Sequence[Segment]) -> Iterator[Name]:
    """Words with a capital letter inside a sentence; what begins one if it can be no other word."""
    for segment in segments:
        for match in NAME.finditer(segment.text):
            start, end = match.span()
            if elided := ELISION.match(match[0]):
                start += elided.end()
            if _begins_sentence(segment.text, start):
                first = match[0].split()[0]
                if not (len(first) > 1 and first.isupper()):
                    if " " in match[0]:
                        start += len(first) + 1
                    elif _plain(first) not in territories():
                        continue
            start += len(segment.text[start:end]) - len(_without_lead(segment.text[start:end]))
            if _plain(segment.text[start:end]) in GENERIC:
                told = ADJECTIVE.match(segment.text, end)
                end = told.end() if told else end
            text = segment.text[start:end].strip()
            if len(text) > 1 and not _is_title(text):
                yield Name(
                    Span(segment.span.start + start, segment.span.start + start + len(text)), text
                )


def _without_lead(name: str) -> str:
    """The name without the small words before it: *le Ministre* after *Monsieur*."""
    return re.sub(r"^(?:[a-zà-ÿ]+\s+)+(?=[A-ZÀ-ÖØ-Þ])", "", name)


def _is_title(name: str) -> bool:
    return all(part.islower() or fold(part).strip(".") in TITLES for part in name.split())


def _begins_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip(" \u00a0\u202f«“\"'‘(–—-")
    return not before or before[-1] in ".!?:…;\n"


def _unanswered(pair: Pair, side: int) -> list[tuple[Name, float]]:
    """Names of a side that the words of the other do not answer, with the probability of that."""
    here, there = (pair.source, pair.target) if side == 0 else (pair.target, pair.source)
    meaning = pair.meaning
    unsaid = () if meaning is None else meaning.source if side == 0 else meaning.target
    other = " ".join(segment.text for segment in there)
    places = exonyms()
    found = []
    for name in names_in(here):
        doubts = [each.probability for each in unsaid if each.span.overlaps(name.span)]
        doubt = max([*doubts, PLACE if _plain(name.text) in places else 0.0])
        if doubt >= UNSAID and not ROMAN.fullmatch(name.text) and not is_answered(name.text, other):
            found.append((name, doubt))
    return found


def is_answered(name: str, text: str) -> bool:
    """Whether a text has the name: spelled alike, as its exonym, or as its acronym.

    >>> is_answered("Allemagne", "in Germany"), is_answered("OTAN", "by NATO")
    (True, True)
    >>> is_answered("Le Drian", "Minister Ledrian spoke"), is_answered("Mali", "in Chad")
    (True, False)
    >>> is_answered("Saint-Malo", "in Saint-Denis")
    False
    """
    from rapidfuzz import fuzz

    if has_exonym(name, text):
        return True
    said = _plain(name)
    words = _words_that_may_be(said, text)
    heard = " ".join(words)
    own = [part for part in said.split() if part not in GENERIC] or said.split()
    for part in own:
        if len(part) < 3:
            continue
        letters = sorted(part)
        if any(fuzz.ratio(part, word) >= ALIKE or sorted(word) == letters for word in words):
            return True
    joined = said.replace(" ", "")
    return len(joined) > 3 and fuzz.partial_ratio(joined, heard.replace(" ", "")) >= 85


def has_exonym(name: str, text: str) -> bool:
    """Whether a text has the name as the other language writes it.

    >>> has_exonym("Allemagne", "the German army"), has_exonym("Chine", "the Chilean army")
    (True, False)
    >>> has_exonym("États-Unis", "told us"), has_exonym("Niger", "in Nigeria")
    (False, False)
    """
    said = _plain(name)
    words = _words_that_may_be(said, text)
    return any(_is_named(other, text) or _begins(words, other) for other in _exonyms(said))


def _is_named(name: str, text: str) -> bool:
    """Whether a plain name stands in a text; acronyms only with their capitals."""
    if name in GENERIC:
        return _stands_alone(text, name)
    is_acronym = len(name) in ACRONYM_LENGTHS
    return _has(text, name.upper()) if is_acronym else _has(_plain(text), name)


def _stands_alone(text: str, name: str) -> bool:
    """Whether a common word is a name by itself.

    >>> [_stands_alone(text, "union") for text in ("to the Union", "to the African Union")]
    [True, False]
    """
    return any(
        _plain(match[0]).removeprefix("the ").removeprefix("l ") == name
        and not ADJECTIVE.match(text, match.end())
        for match in NAME.finditer(text)
    )


def _words_that_may_be(name: str, text: str) -> list[str]:
    """The plain words of a text without those that are known to be another place or body."""
    own, known = {name, *_exonyms(name)}, exonyms()
    words = _plain(text).split()
    return [word for word in words if name not in known or word not in known or word in own]


def _plain(text: str) -> str:
    return re.sub(r"[^\w\s]+", " ", fold(text)).strip()


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _begins(words: Sequence[str], name: str) -> bool:
    """Whether a word is made from the name: *German* from *Germany*."""
    is_word = len(name) > 4 and " " not in name and name not in GENERIC
    return is_word and any(word[:4] == name[:4] for word in words)


def _exonyms(name: str) -> frozenset[str]:
    """Every name of the same thing, plain; of each part of the name, too."""
    known = exonyms()
    parts = (name, *(part for part in name.split() if part not in GENERIC))
    return frozenset(other for part in parts for other in known.get(part, ()))


@cache
def territories() -> frozenset[str]:
    """Plain names of countries in both languages.

    >>> "nigeria" in territories(), "allemagne" in territories()
    (True, True)
    """
    from babel import Locale

    return frozenset(
        _plain(name) for code in ("fr", "en") for name in Locale(code).territories.values()
    )


@cache
def exonyms() -> dict[str, frozenset[str]]:
    """Plain name → plain names of the same place or body in the other language.

    >>> "germany" in exonyms()["allemagne"], "nato" in exonyms()["otan"]
    (True, True)
    """
    from babel import Locale

    french, english = (Locale(code).territories for code in ("fr", "en"))
    states = {
        str(code): (str(french[code]), str(english[code])) for code in french if code in english
    }
    groups = [*ACRONYMS, *states.values(), *((*states[code], *names) for code, names in capitals())]
    found: dict[str, set[str]] = {}
    for plain in ({_plain(name) for name in group} for group in groups):
        for name in plain:
            found.setdefault(name, set()).update(plain)
    return {name: frozenset(others) for name, others in found.items()}


def _are_known(name: Name, other: Name) -> bool:
    """Whether it is known, too, that they differ: both are in the table, or both are full names."""
    known = [_plain(each.text) in exonyms() for each in (name, other)]
    return all(known) or (not any(known) and _are_full(name.text, other.text))


def _are_full(name: str, other: str) -> bool:
    """Whether both are two capital words or more, none of which they share.

    >>> _are_full("Viktor Orbán", "Robert Fico"), _are_full("Robert Fico", "Robert Schuman")
    (True, False)
    """
    words = [ARTICLE.sub("", each).split() for each in (name, other)]
    words = [[word for word in each if word[0].isupper()] for each in words]
    plain = [{_plain(word) for word in each} for each in words]
    return min(map(len, words)) > 1 and plain[0].isdisjoint(plain[1])


# ------------------------------------------------------------------ one for another


def _mistaken(pair: Pair) -> Iterator[Finding]:
    """A name of each side whose translations are well known, and none of them is there."""
    texts = [" ".join(segment.text for segment in side) for side in (pair.source, pair.target)]
    said = _untranslated([*names_in(pair.source), *demonyms(pair.source)], texts[1], 0)
    heard = _untranslated(list(names_in(pair.target)), texts[0], 1)
    if said and heard:
        message = f"The French names {said[0].text}; the English names {heard[0].text}."
        spans = (said[0].span,), (heard[0].span,)
        yield Finding(CHECK, CHANGED, Severity.MAJOR, message, pair.number, *spans, 0.55)


def _another_person(pair: Pair) -> Iterator[Finding]:
    """A person with a title on each side, whose names are spelled in no way alike."""
    texts = [" ".join(segment.text for segment in side) for side in (pair.source, pair.target)]
    said = [each for each in persons(pair.source) if not _is_alike(each.text, texts[1])]
    heard = [each for each in persons(pair.target) if not _is_alike(each.text, texts[0])]
    if said and heard:
        message = f"The French names {said[0].text}; the English names {heard[0].text}."
        spans = (said[0].span,), (heard[0].span,)
        yield Finding(CHECK, CHANGED, Severity.MAJOR, message, pair.number, *spans, 0.6)


def persons(segments: Sequence[Segment]) -> Iterator[Name]:
    """Names right after a title: *M. Dupont*, *President Macron*."""
    for segment in segments:
        for match in PERSON.finditer(segment.text):
            start = segment.span.start + match.start("name")
            if not any(fold(part) in TITLES for part in match["name"].split()):
                yield Name(Span(start, start + len(match["name"])), match["name"])


def _is_alike(name: str, text: str) -> bool:
    """Whether a word of the text is spelled somehow like a part of the name, or is in its table."""
    from rapidfuzz import fuzz

    named = " ".join(NAME_WORD.findall(text))
    parts, words = _plain(name).split(), _plain(named).split()
    return has_exonym(name, text) or any(
        part == word or (len(part) > 2 and fuzz.ratio(part, word) >= SOMEHOW_ALIKE)
        for part in parts
        for word in words
    )


def _untranslated(names: Sequence[Name], other: str, side: int) -> list[Name]:
    return [
        name
        for name in names
        if not has_exonym(name.text, other) and is_foreign(name.text, other, side)
    ]


def is_foreign(name: str, text: str, side: int) -> bool:
    """Whether the lexicon knows a name well, and the text has no word that it was linked with.

    ``side``: 0 for a French name and an English text, 1 for the reverse.

    >>> is_foreign("Bamako", "back from Bamako", 0), is_foreign("Chypre", "in Greece", 0)
    (False, True)
    """
    lexicon, languages = load_lexicon(), ("fr", "en")
    here, there = (lexicon.french, lexicon.english)[:: 1 - 2 * side]
    if ROMAN.fullmatch(name):
        return False
    own = [form for form in split_forms(name, languages[side]) if len(form) > 2]
    others = split_forms(text, languages[1 - side])
    if not own or _is_spelled(own, others):
        return False
    (ids, stems), (ids_there, stems_there) = numbers(own, here), numbers(others, there)
    if 0 in ids or min(lexicon.stem_totals[side][stems]) < KNOWN:
        return False
    joint = lexicon.joint(*np.meshgrid(ids, ids_there)[:: 1 - 2 * side])
    by_stem = lexicon.stem_joint(*np.meshgrid(stems, stems_there)[:: 1 - 2 * side])
    shares = joint / here.totals[ids], by_stem / lexicon.stem_totals[side][stems]
    return max(float(share.max(initial=0.0)) for share in shares) < TRANSLATED


def _is_spelled(own: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a word of the name, or one that begins like it, stands among others."""
    plain = {fold(each) for each in others}
    begin = {each[:5] for each in plain}
    return any(fold(each) in plain or (len(each) > 4 and fold(each)[:5] in begin) for each in own)


def demonyms(segments: Sequence[Segment]) -> Iterator[Name]:
    """French words that belong to a place and have no capital: *africaines*, *malien*."""
    for segment in segments:
        for match in DEMONYM.finditer(segment.text):
            if fold(match[0])[:4] in _beginnings():
                start = segment.span.start + match.start()
                yield Name(Span(start, start + len(match[0])), match[0])


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of places, which belong to their people as well."""
    seats = (_plain(name) for _, names in capitals() for name in names)
    return frozenset(name[:4] for name in (*territories(), *seats) if len(name) > 3)


def _findings(
    link: int, lost: list[tuple[Name, float]], added: list[tuple[Name, float]]
) -> Iterator[Finding]:
    left = list(added)
    for name, doubt in lost:
        if left:
            other, doubt_there = left.pop(0)
            message = f"The French names {name.text}; the English names {other.text}."
            sureness = max(min(doubt, doubt_there), BOTH_KNOWN if _are_known(name, other) else 0)
            confidence = round(0.28 + 0.4 * sureness, 2)
            spans = (name.span,), (other.span,)
            yield Finding(CHECK, CHANGED, Severity.MAJOR, message, link, *spans, confidence)
        else:
            message = f"The French names {name.text}; the English does not."
            confidence = round(0.03 + 0.5 * doubt, 2)
            yield Finding(
                CHECK, MISSING, Severity.MINOR, message, link, (name.span,), (), confidence
            )
    for name, doubt in left:
        message = f"The English names {name.text}; the French does not."
        confidence = round(0.03 + 0.5 * doubt, 2)
        yield Finding(CHECK, ADDED, Severity.MINOR, message, link, (), (name.span,), confidence)
