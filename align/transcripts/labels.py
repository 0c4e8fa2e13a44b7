"""Speaker labels: ``MR. KIRBY:``, ``Q``, ``LE PRÉSIDENT –``, ``Ana Diaz/Translator: (00:09)``.

Finding labels takes two steps. ``candidates`` reads everything that has the shape of a label;
``accept`` keeps those for which the document holds enough evidence, so that a colon in prose
(``Two things, simply: First …``) never makes a speaker. A new shape is a new word in the tables or
a new row in
``_NEEDS``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from align.text import fold
from align.transcripts.markers import Place, read_bracket
from align.types import MarkKind, Span


class Shape(Enum):
    """What the name in a label looks like."""

    LETTER = "Q, A, R"
    ROLE = "QUESTION, Moderator, Speaker 1"
    CAPS = "SECRETARY BLINKEN"
    SURNAME = "Jean-Pierre ELKABBACH"
    TITLED = "President of France Emmanuel Macron"
    NAME = "Emmanuel Macron"
    SINGLE = "Macron"
    ADDRESS = "Mr. President"


class Separator(Enum):
    """What stands between the name and the speech."""

    COLON = ":"
    DASH = " - "
    POINT_DASH = ".-"
    POINT = "."
    NOTHING = ""
    LINE = "end of line"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that has the shape of a label.

    Attributes:
        span: Separator, markers and time included.
        speaker: The name as printed, without them.
        inside: Whether it stands in mid-line, after a sentence.
        backed: Whether a marker, a time or ``>>`` in it says that it is a label.
        timed: Whether a time stands in it.
    """

    span: Span
    speaker: str
    shape: Shape
    separator: Separator
    inside: bool = False
    backed: bool = False
    timed: bool = False

    @property
    def key(self) -> str:
        """The same for every spelling of the same label."""
        return fold(self.speaker)

    @property
    def upper(self) -> bool:
        """Whether the label is printed in capitals."""
        return self.shape is Shape.CAPS or (
            self.shape is Shape.ROLE and _without_brackets(self.speaker).isupper()
        )


# --------------------------------------------------------------------- tables


def _words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())


ROLES = re.compile(
    r"(?:the |le |la |l')?(?:"
    r"(?:unidentified |unknown |first |second |third |last )?(?:(?:male|female|off-camera) )?"
    r"(?:question|questioner|questions|moderator|moderators|interpreter|translator|speaker"
    r"|operator|host"
    r"|anchor|reporter|reporters|journalist|interviewer|audience|audience member|participant|voice"
    r"|voices|male|female|man|woman|student|press|media|staff|aide|chair|chairman|chairwoman|clerk"
    r"|spokesperson|spokesman|spokeswoman|president|vice president|prime minister|secretary"
    r"|secretary[- ]general|minister|foreign minister|chancellor|ambassador|official|answer"
    r"|response"
    r"|presenter|announcer|narrator|mc|king|queen|emir|briefer|person)(?:s)?(?: [#n°]*(?:\d{1,2}"
    r"|[a-z]|\?))?"
    r"|speaker ?\?|q(?:uestion)? ?(?:n°|#)? ?\d{1,2}|unidentified(?: \w+){0,2}"
    r"|multiple speakers|crowd"
    r"|senior (?:\w+ ){0,3}official(?: (?:\d{1,2}|one|two|three|four))?"
    r"|(?:some |an )?hon\.? members?|several hon\.? members|some members|a voice"
    r"|(?:une |des )?voix|(?:un |une )?intervenante?|moderateur|moderatrice|interprete|traducteur"
    r"|traductrice|journalistes?|animateur|animatrice|presentateur|presentatrice|presidente"
    r"|premier ministre|premiere ministre|ministre|secretaire general|chanceliere?|porte-parole"
    r"|reponse|salle|public|questions?|oratrice|orateur|un depute|une deputee|(?:un "
    r"|une )?journaliste"
    r"|vice-presidente?|greffiere?|interlocuteur|interlocutrice"
    r")"
)
NO_PERSON = re.compile(
    r"q ?\d{0,2}|a|r|(?:.*\b)?(?:question|questions|questioner|reporters?|journalistes?"
    r"|journalists?|press|media"
    r"|unidentified|unknown|speaker ?\?|audience|voice|voices|voix|crowd|participants?"
    r"|hon\.? members?"
    r"|multiple speakers|interpreter|translator|interprete|traducteur|traductrice|intervenante?"
    r"|salle"
    r"|public|answer|reponse|student|male|female|man|woman)(?:\b.*)?"
)
INTERPRETER = re.compile(r".*\b(?:interpreter|translator|interprete|traducteur|traductrice)s?\b.*")
TITLES = _words(
    """
    president presidente vice-president minister ministre secretary secretaire undersecretary
    under-secretary chancellor chancelier chanceliere king queen prince princess emir sultan
    roi reine ambassador ambassadeur ambassadrice senator sen. sen senateur senatrice rep.
    representative congressman congresswoman governor gov. mayor maire general gen. admiral
    adm. colonel col. captain commander lieutenant lt. director directeur directrice
    commissioner commissaire speaker chair chairman chairwoman chairperson president-elect
    spokesperson spokesman spokeswoman porte-parole moderator premier premiere deputy attorney
    judge justice lord lady sir dame baroness pope pape cardinal bishop archbishop rabbi imam
    dr dr. prof prof. professor professeur mr mr. mrs mrs. ms ms. miss mx m. mm. mme mlle
    madame monsieur me hon. hon honourable honorable chief head leader correspondent anchor
    host reporter journalist editor interpreter translator envoy delegate member coordinator
    depute deputee rapporteur herr frau excellency amb. amb foreign-minister taoiseach
    high-representative secretary-general vice-presidente l'hon. sheikh crown presenter
    moderateur moderatrice interprete
    """
)
HONORIFICS = _words(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. m. mm. mme mlle madame monsieur madam hon. hon dear
    cher chere sir
    """
)
PARTICLES = _words(
    """
    de du des la le les von van der den di da do dos das del della al el bin ibn ben abu ter
    ten zu y e af av d' l' st. st
    """
)
CONNECTORS = PARTICLES | _words("the of and for to in on at et aux au à en & sur pour l'")
_FUNCTION_WORDS = _words(
    """
    i you he she we they it this that these those who whom what when where why how which is
    are was were be been am do does did have has had will would shall should can could may
    might must not no yes but or if then so because as with from by than there here my your
    his her our their its me us them very more most some any each every all both first second
    third fourth fifth firstly secondly thirdly finally lastly one two three four five another
    other next last again also only just now today let say said says think know thing things
    point points question questions answer example je tu il elle nous vous ils elles ce cela
    ceci ces cet cette qui que quoi dont ou est sont etait sera suis sommes avons avez ont
    mais donc car si ne pas plus moins tres tout tous toute toutes mon ma mes ton ta tes notre
    votre nos vos leur leurs premierement deuxiemement troisiemement enfin ensuite aussi
    seulement voici voila deux trois quatre cinq autre autres chose choses deuxieme troisieme
    dernier exemple ladies gentlemen mesdames messieurs friends amis dear thank thanks merci
    note nb ps re cc date place time subject location event topic participants present
    speakers intervenants personnalite fonction circonstances source sources tags themes theme
    link links photo video image related copyright contact tel fax email phone address result
    results conclusion warning update read watch see background summary introduction agenda
    updated published posted topics keywords lieu heure objet sujet mots-cles resume contexte
    usa eu etc
    """
)

_TIME_TEXT = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"[\[(<{{]?[ \t]*{_TIME_TEXT}(?:[ \t]*[-–][ \t]*{_TIME_TEXT})?[ \t]*[\])>}}]?")
_PREFIX = re.compile(
    rf"[ \t\u00a0]*(?:(>{{1,3}}|[•●▪*_]+)[ \t\u00a0]*)?(?:({_TIME.pattern})[ \t]*[-–]?[ \t]*)?"
)
_BREAKS = re.compile(
    r"[()\[\]]|:|[ \t\u00a0\u202f][-–—−][ \t\u00a0\u202f]"
    r"|\.[ \u00a0\u202f]?[-–—−](?=[ \t\u00a0\u202f])|\n"
)
_LETTER = re.compile(
    r"(?P<letter>[QAR])(?P<sep>[ \t\u00a0]*:|\.[ \u00a0]?[-–—]|[ \u00a0][-–—](?=\s)|[-–—](?=\s)"
    r"|\.(?=\s)|(?=\s))"
    r"(?P<space>[ \t\u00a0]*)(?=\S)"
)
_POINTED = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’-]*\.?[ \u00a0]){1,5}[A-ZÀ-Þ][\w'’-]+)\.(?=[ \t\u00a0]+[\w\"“(\[])"
)
_POINTED_POLITE = re.compile(
    r"(?P<name>(?:M\.|MM\.|Mme|Mmes|Mr\.|Mrs\.|Ms\.)[ \u00a0](?:[^\s.:;!?()]+[ \u00a0]){0,10}"
    r"[^\s.:;!?()]+(?:[ \u00a0]\([^()\n]{1,80}\))?)\.(?=[ \t\u00a0]+[A-ZÀ-Þ\"“«(\[…])"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{0,120})[)\]]")
_BRACKET_NEXT = re.compile(rf"[ \t\u00a0]*{_BRACKET.pattern}")
_AFTER = re.compile(rf"[*_]*[ \t\u00a0]*(?:{_TIME.pattern}(?=[ \t]*(?:\n|$|\S)))?")
_UNBRACKETED = re.compile(
    r"[ \t]*(?:[/,–—-][ \t]*)?(?:\b(?:via|through|par|as)[ \t]+)?(?:an? |the |un |une )?"
    r"(?:interpret\w+|translat\w+|interpr[eèé]te|traduct\w+)$",
    re.IGNORECASE,
)
_WORD_SHAPE = re.compile(r"[\w'’.\-–—&/#°?]+,?")
_INSIDE = re.compile(
    r"(?<=[.!?…)\]\"”»—–-])(?:[ \t\u00a0]+|\n)"
    r"(?P<head>[A-ZÀ-Þ>](?:[^\s:()\[\]]{0,30})(?:[ \t\u00a0](?:\([^()\n]{1,80}\)"
    r"|\[[^\[\]\n]{1,80}\]"
    r"|[^\s:()\[\]]{1,30})){0,9}?[ \u00a0]?):(?=\s)"
)
_INSIDE_LETTER = re.compile(r"(?<=[.!?…)\]\"”»—–-])[ \t\u00a0]+(?=Q[ \t\u00a0.:])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|M|MM|Mme|Hon|Prof|Gen|Sen|Rep|Gov|St|Jr|Sr|U\.S|No)\.\s*$"
)
SHORTEST, MAX_HEAD = 2, 170


# -------------------------------------------------------------------- reading


def label_time(text: str) -> float | None:
    """The first time in a label, in seconds.

    >>> label_time("Ana Diaz/Translator: (01:02:03)"), label_time("QUESTION:")
    (3723.0, None)
    """
    match = re.search(_TIME_TEXT, text)
    if match is None:
        return None
    seconds = 0.0
    for part in match.group().replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


@lru_cache(maxsize=4096)
def clean_head(head: str) -> tuple[str, bool]:
    """The name in a label, and whether a marker or a time stood beside it.

    >>> clean_head("FRANCOIS HOLLANDE, PRESIDENT OF FRANCE (through translator)")
    ('FRANCOIS HOLLANDE, PRESIDENT OF FRANCE', True)
    """
    marked = False

    def keep(match: re.Match[str]) -> str:
        nonlocal marked
        inner = match.group(1)
        if _TIME.fullmatch(inner.strip()) or read_bracket(inner, Place.LABEL):
            marked = True
            return " "
        return match.group()

    name = _BRACKET.sub(keep, head)
    if marked and not any(map(str.isalpha, name)) and INTERPRETER.fullmatch(fold(head)):
        name = head.strip(" ()[]")
    before, comma, last = name.rpartition(",")
    if comma and any(f.rule.kind is MarkKind.INTERPRETED for f in read_bracket(last, Place.LABEL)):
        marked, name = True, before
    if shorter := _UNBRACKETED.sub("", name):
        marked = marked or shorter != name
        name = shorter if shorter.strip() else name
    without_time = _TIME.sub(" ", name)
    marked = marked or without_time != name
    name = " ".join(without_time.split()).strip(" ,;-–—*_>/")
    if name.startswith("[") and name.endswith("]") and name.count("[") == 1:
        name = name[1:-1].strip()
    return name, marked


def _without_brackets(name: str) -> str:
    """The name without what stands in brackets, brackets inside brackets included."""
    while (shorter := _BRACKET.sub(" ", name)) != name:
        name = shorter
    return " ".join(name.split())


def _is_caps(tokens: Sequence[str]) -> bool:
    names = [t for t in tokens if fold(t) not in HONORIFICS and t not in PARTICLES]
    return bool(names) and all(
        t.isupper()
        or not any(c.isalpha() for c in t)
        or re.fullmatch(r"(?:Mc|Mac|De|O['’]|d['’])[A-ZÀ-Þ-]+", t)
        for t in names
    )


def _is_name_word(token: str) -> bool:
    return token[:1].isupper() or token in PARTICLES or token[:2] in {"d'", "d’", "l'", "l’", "al"}


def _title(token: str) -> bool:
    return fold(token).strip(",") in TITLES


def _plain(tokens: Sequence[str]) -> bool:
    """Whether the words could make a name at all: no sentence punctuation, no pronouns."""
    return all(
        _WORD_SHAPE.fullmatch(token)
        and not (token.endswith(".") and len(token) > 6)
        and fold(token).strip(",.") not in _FUNCTION_WORDS
        for token in tokens
    )


@lru_cache(maxsize=4096)
def shape_of(name: str) -> Shape | None:
    """The shape of a name, None if it cannot be one.

    >>> shape_of("MR KIRBY"), shape_of("Two things, simply")
    (<Shape.CAPS: 'SECRETARY BLINKEN'>, None)
    """
    main = _without_brackets(name)
    first, _, rest = main.partition(",")
    tokens = first.split()
    if re.fullmatch(r"[QAR]", main):
        return Shape.LETTER
    if ROLES.fullmatch(fold(main).strip(". ")) and len(main) > 1 and main[0].isupper():
        return Shape.ROLE
    if not tokens or len(tokens) > 12 or not tokens[0][0].isalpha() or not _plain(tokens):
        return None
    if len(rest.split()) > 12 or not _plain(rest.split()):
        return None
    if any(c.isdigit() for c in first):
        return None
    if (
        _is_caps(tokens)
        and sum(c.isalpha() for c in first) > 1
        and (not rest or _is_caps(rest.split()))
    ):
        return Shape.CAPS
    return _mixed_shape(tokens, rest)


def _mixed_shape(tokens: Sequence[str], rest: str) -> Shape | None:
    titled = any(map(_title, tokens))
    french_title = fold(tokens[0]) in {"le", "la", "l'", "m.", "mme"} and titled
    if french_title and 1 < len(tokens) <= 9 and tokens[0][0].isupper():
        return Shape.TITLED
    if not tokens[0][0].isupper() or not all(_is_name_word(t) or t in CONNECTORS for t in tokens):
        return None
    if fold(tokens[0]) in HONORIFICS and all(_title(t) or fold(t) in {"le", "la"} for t in tokens):
        return Shape.ADDRESS
    if len(tokens) > 1 and tokens[-1].isupper() and len(tokens[-1]) > 2:
        return Shape.SURNAME
    if titled and len(tokens) > 1:
        return Shape.TITLED
    if not all(map(_is_name_word, tokens)):
        return None
    if any(map(_title, rest.split())) and len(tokens) <= 5:
        return Shape.TITLED
    if len(tokens) == 1:
        return Shape.SINGLE if len(tokens[0]) > 1 else None
    return Shape.NAME if len(tokens) <= 6 else None


def _breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int, Separator]]:
    """Where a name starting at ``start`` could end: place, end of the separator, its kind."""
    depth = 0
    for match in _BREAKS.finditer(text, start, min(end, start + MAX_HEAD)):
        found = match.group()
        if found == "\n":
            return
        if found in "([":
            depth += 1
        elif found in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and found == ":":
            before, after = (
                text[match.start() - 1 : match.start()],
                text[match.end() : match.end() + 1],
            )
            if not (before.isdigit() and after.isdigit()):
                yield match.start(), match.end(), Separator.COLON
        elif depth == 0:
            kind = Separator.POINT_DASH if found[0] == "." else Separator.DASH
            yield match.start(), match.end(), kind


def _letter(text: str, start: int, end: int, *, inside: bool) -> Candidate | None:
    match = _LETTER.match(text, start, end)
    if match is None:
        return None
    sep, letter = match["sep"].strip(), match["letter"]
    separator = {"": Separator.NOTHING, ":": Separator.COLON, ".": Separator.POINT}.get(
        sep, Separator.DASH
    )
    following = text[match.end()]
    if separator is Separator.NOTHING:
        wide = len(match["space"]) > 1 or "\t" in match["space"]
        if (letter != "Q" and not wide) or not (
            following.isupper() or following in "([\"“‘'’.…—–-"
        ):
            return None
    stop = match.end() - len(match["space"])
    return Candidate(Span(start, stop), letter, Shape.LETTER, separator, inside)


def line_label(text: str, start: int, end: int) -> Candidate | None:
    """The label at the start of the line ``text[start:end]``, if it has the shape of one."""
    prefix = _PREFIX.match(text, start, end)
    begin = prefix.end() if prefix else start
    backed = bool(prefix and (prefix.group(2) or (prefix.group(1) or "").startswith(">>")))
    if end - begin < SHORTEST or not (text[begin].isalpha() or text[begin] in "[("):
        return None
    if letter := _letter(text, begin, end, inside=False):
        return letter
    for at, stop, separator in _breaks(text, begin, end):
        if (
            separator is Separator.COLON
            and stop < end
            and text[stop].isalnum()
            and not text[begin:at].isupper()
        ):
            continue
        name, marked = clean_head(text[begin:at])
        shape = shape_of(name) if name else None
        if shape is not None:
            last = _absorb(text, stop, end)
            timed = label_time(text[start:last]) is not None
            backed = backed or marked or timed or _marked_after(text, last, end)
            return Candidate(Span(start, last), name, shape, separator, False, backed, timed)
        if separator is Separator.COLON:
            break
    if polite := _POINTED_POLITE.match(text, begin, end):
        name, marked = clean_head(polite["name"])
        if (shape := shape_of(name)) in {Shape.TITLED, Shape.NAME, Shape.CAPS, Shape.SURNAME}:
            kept = Span(start, polite.end())
            return Candidate(kept, name, shape, Separator.POINT, False, backed or marked)
    if (match := _POINTED.match(text, begin, end)) and (shape := shape_of(match["name"])) in {
        Shape.TITLED,
        Shape.ROLE,
        Shape.ADDRESS,
    }:
        return Candidate(
            Span(start, match.end()), match["name"], shape or Shape.TITLED, Separator.POINT
        )
    return _line_alone(text, start, begin, end, backed=backed)


def _marked_after(text: str, stop: int, end: int) -> bool:
    """Whether the speech after a label begins with a marker such as ``(Via interpreter)``."""
    match = _BRACKET_NEXT.match(text, stop, min(end, stop + 130))
    facts = read_bracket(match.group(1), Place.START) if match else ()
    return any(fact.rule.kind is MarkKind.INTERPRETED for fact in facts)


def _absorb(text: str, stop: int, end: int) -> int:
    """The end of a label whose separator ends at ``stop``: a time after it belongs to it."""
    match = _AFTER.match(text, stop, end)
    if match and (match.group().strip(" \t\u00a0") or match.end() >= end):
        return match.end() - (len(match.group()) - len(match.group().rstrip()))
    return stop


def _line_alone(text: str, start: int, begin: int, end: int, *, backed: bool) -> Candidate | None:
    """A line that holds a name and nothing else, perhaps with a time."""
    if end - begin > 90:
        return None
    name, marked = clean_head(text[begin:end])
    shape = shape_of(name) if name else None
    if shape is None or shape in {Shape.LETTER, Shape.ADDRESS}:
        return None
    timed = label_time(text[start:end]) is not None
    if (shape is Shape.SINGLE and not timed) or read_bracket(name, Place.LINE):
        return None
    kept = Span(start, begin + len(text[begin:end].rstrip()))
    return Candidate(kept, name, shape, Separator.LINE, False, timed or (backed and marked), timed)


def inside_labels(text: str, start: int, end: int) -> Iterator[Candidate]:
    """What has the shape of a label in mid-line, after the end of a sentence."""
    at = start
    while match := _INSIDE.search(text, at, end):
        at = match.start("head")
        name, marked = clean_head(match["head"])
        shape = shape_of(name) if name else None
        if shape is None or _ABBREVIATED.search(text, max(start, at - 8), at):
            continue
        stop = _absorb(text, match.end(), end)
        backed = marked or match["head"].startswith(">>") or label_time(text[at:stop]) is not None
        yield Candidate(Span(at, stop), name, shape, Separator.COLON, True, backed)
    for match in _INSIDE_LETTER.finditer(text, start, end):
        if letter := _letter(text, match.end(), end, inside=True):
            yield letter


# -------------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the document as a whole says about its labels.

    Attributes:
        times: How often each name stands alone on a line, and how often before a separator.
        families: How many candidates share a shape and a separator.
        repeated: The families in which some name comes again.
        colons: How many names of more than one word stand before a colon at the start of a line.
        timed: How many names stand alone on a line with a time.
        clocked: Whether labels in this document carry times.
        lines: Names that stand alone on a line and come again, and where the first one stands.
        sure: How many candidates have a shape that only labels have.
        capitals: Whether labels in this document are printed in capitals.
        questions: Whether ``Q`` asks the questions.
        opening: Where the first line stands that is no title.
    """

    times: Counter[tuple[str, bool]]
    families: Counter[tuple[Shape, Separator]]
    repeated: frozenset[tuple[Shape, Separator]]
    colons: int
    timed: int
    clocked: bool
    lines: tuple[int, int]
    sure: int
    capitals: bool
    questions: bool
    opening: int

    def again(self, candidate: Candidate) -> bool:
        """Whether the same label comes more than once."""
        return self.times[_times_key(candidate)] > 1

    def like(self, candidate: Candidate) -> int:
        """How many candidates look like this one, itself included."""
        return self.families[(candidate.shape, candidate.separator)]


_SURE = frozenset({Shape.ROLE, Shape.CAPS, Shape.SURNAME, Shape.TITLED})
_WITH_NAMES = frozenset({Separator.COLON, Separator.POINT_DASH})


def _times_key(candidate: Candidate) -> tuple[str, bool]:
    return candidate.key, candidate.separator is Separator.LINE


def _gather(candidates: Sequence[Candidate], opening: int) -> _Evidence:
    times = Counter(map(_times_key, candidates))
    starting = [c for c in candidates if not c.inside and c.separator in _WITH_NAMES]
    sure = [c for c in starting if c.shape in _SURE]
    sure += [c for c in candidates if c.separator is Separator.DASH and c.shape is Shape.ROLE]
    capitals = sum(c.upper for c in sure)
    lines = [c for c in candidates if c.separator is Separator.LINE and times[_times_key(c)] > 1]
    timed = sum(c.timed for c in starting)
    return _Evidence(
        times=times,
        families=Counter((c.shape, c.separator) for c in candidates),
        repeated=frozenset((c.shape, c.separator) for c in candidates if times[_times_key(c)] > 1),
        colons=sum(c.shape is not Shape.SINGLE for c in starting),
        timed=sum(c.backed and c.separator is Separator.LINE for c in candidates),
        clocked=timed >= 3 and timed >= 0.75 * len(starting),
        lines=(len(lines), min((c.span.start for c in lines), default=0)),
        sure=len(sure),
        capitals=capitals >= 3 and capitals >= 3 * (len(sure) - capitals),
        questions=any(c.shape is Shape.LETTER and c.speaker == "Q" for c in candidates),
        opening=opening,
    )


def _needs_letter(c: Candidate, e: _Evidence) -> bool:
    """``Q`` with a sign after it; bare, or in mid-line, when it comes again or others speak."""
    if c.speaker != "Q":
        return e.questions
    if c.separator is Separator.NOTHING or c.inside:
        return e.again(c) or e.sure > 0
    return True


def _needs_line(c: Candidate, e: _Evidence) -> bool:
    """A name alone on its line: the same line again, or others of its kind that come again."""
    count, first = e.lines
    if e.again(c):
        return (e.sure <= 2 and e.families[(c.shape, Separator.COLON)] <= 2) or count > 2 * e.sure
    known = c.shape in {Shape.ROLE, Shape.CAPS, Shape.SURNAME}
    return known and count > max(2, 2 * e.sure) and c.span.start > first


def _needs_dash(c: Candidate, e: _Evidence) -> bool:
    """A role, or a name that comes again: ``PARIS - The minister said`` is no label."""
    if c.shape is Shape.ROLE or e.again(c):
        return True
    if c.shape is Shape.NAME and (c.shape, c.separator) in e.repeated:
        return True
    others = sum(n for (_, separator), n in e.families.items() if separator is c.separator)
    return c.shape in {Shape.SURNAME, Shape.TITLED} and others > 1


def _needs_point(c: Candidate, e: _Evidence) -> bool:
    """``President Macron.`` when it comes again, or when ``Q.`` asks the questions."""
    others = sum(n for (_, separator), n in e.families.items() if separator is Separator.POINT)
    return others > 1 and (e.again(c) or e.questions)


def _needs_colon(c: Candidate, e: _Evidence) -> bool:
    """A name and a colon: capitals and titles with little doubt, other names on evidence."""
    again, alone = e.again(c), e.colons < 2 and c.span.start > e.opening
    if c.shape in _SURE and c.upper:
        return again or not alone or " " in c.speaker or c.shape is Shape.ROLE
    if c.shape in _SURE:
        return again or not (e.capitals or alone)
    if c.shape is Shape.ADDRESS:
        return again or (e.colons > 2 and not e.capitals)
    if e.capitals:
        return again and c.shape is not Shape.SINGLE
    recurring = (c.shape, c.separator) in e.repeated
    if c.shape is Shape.NAME:
        return again or recurring or not alone
    return again or (recurring and e.like(c) > 3)


def _needs_inside(c: Candidate, e: _Evidence) -> bool:
    """In mid-line only what prose does not have: a role or title in capitals, or a name again."""
    if c.shape is Shape.LETTER:
        return _needs_letter(c, e)
    if c.shape is Shape.ROLE:
        return c.upper or (e.again(c) and not e.capitals)
    if c.shape is Shape.CAPS:
        return any(map(_title, c.speaker.split())) or e.again(c)
    if c.shape in {Shape.SURNAME, Shape.TITLED}:
        return e.again(c) or e.like(c) > 2
    return c.shape in {Shape.NAME, Shape.SINGLE} and e.times[_times_key(c)] > 2


_NEEDS = {
    Separator.COLON: _needs_colon,
    Separator.DASH: _needs_dash,
    Separator.POINT_DASH: _needs_colon,
    Separator.POINT: _needs_point,
    Separator.NOTHING: _needs_letter,
    Separator.LINE: _needs_line,
}


def _is_label(c: Candidate, e: _Evidence) -> bool:
    """Whether a candidate at the start of a line is a label."""
    if c.shape is Shape.LETTER:
        return _needs_letter(c, e)
    if c.backed and c.separator is Separator.LINE:
        return e.timed > 1 or e.sure > 0
    if e.clocked and not c.timed:
        return False
    return (c.backed and c.separator is not Separator.DASH) or _NEEDS[c.separator](c, e)


def accept(candidates: Iterable[Candidate], opening: int = 0) -> tuple[Candidate, ...]:
    """The candidates that are labels, in order; of two that overlap the first stays.

    Args:
        candidates: What has the shape of a label.
        opening: Where the first line stands that is no title.
    """
    found = sorted(candidates, key=lambda c: (c.span.start, c.inside))
    evidence = _gather(found, opening)
    starting = {c for c in found if not c.inside and _is_label(c, evidence)}
    known = {c.key for c in starting}
    within = [c for c in found if c.inside and c.shape is not Shape.LETTER]
    habit = sum(c.backed or c.key in known or evidence.again(c) for c in within) > 1
    kept: list[Candidate] = []
    for c in found:
        inside = c.inside and (
            c.backed
            or c.key in known
            or (habit and c.shape is Shape.ROLE and not evidence.capitals)
            or _needs_inside(c, evidence)
        )
        if (inside or c in starting) and (not kept or c.span.start >= kept[-1].span.end):
            kept.append(c)
    return tuple(kept)
