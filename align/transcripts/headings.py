"""Lines without a rule of their own: whether they look like titles, or like somebody speaking.

Used only above the first label and after the last speech, where titles stand.
"""

from __future__ import annotations

import re

from align.text import ends_sentence, fold
from align.transcripts.boilerplate import MAX_LENGTH

_TAIL_OPENERS = re.compile(
    r"related(?: .{0,40})?|(?:a lire|a voir|sur le meme sujet|dans la meme rubrique|voir aussi"
    r"|lire aussi|see also)\b.{0,60}"
    r"|articles? (?:lies?|recents?|similaires?|associes?)|more (?:from|on) .{2,40}|latest (?:news"
    r"|articles).{0,20}"
    r"|(?:media |press )?contacts?(?: us)?:?|recent posts|read next|you may also like.{0,20}|footer"
    r"|-?\(?end(?: of)?(?: transcript)?\)?-?\.?|#{2,}"
    r"|(?:share|partager)(?: this| cet)?.{0,20}|tags?:?.{0,80}|mots-cles.{0,80}"
)
_GREETING = re.compile(
    r"(?:thank|thanks|merci|good (?:morning|afternoon|evening|night|day)|hello|bonjour|bonsoir"
    r"|yes|no|oui|non|okay|ok"
    r"|all right|dear |ladies|mesdames|mesdemoiselles|messieurs|madame|monsieur|mr|excellenc"
    r"|your |distinguished|chers? |cheres? "
    r"|vive |long live|slava |gloire |glory |god bless|au revoir|goodbye|bye|welcome|bienvenue"
    r"|and |et |but |mais |i "
    r"|we |je |nous |you |vous )\b.*|q\b.*"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|we|we're|we've|we'll|je|j'\w+|nous)\b")
_INITIALS = re.compile(r"(?:\b\w\.){2,}$|\b(?:inc|jr|sr|st|co|ltd|no)\.$")


def opens_tail(line: str) -> bool:
    """Whether a line opens the part of the page below the speech: ``Related articles``."""
    return len(line) < 100 and bool(_TAIL_OPENERS.fullmatch(fold(line.strip())))


_TITLE_WORD = re.compile(
    r"(?:conference|declaration|discours|entretien|interview|allocution|visite|deplacement|communique"
    r"|point de presse|voeux|remarks|statement|press|joint|readout|fact sheet|photos?|video)\b.*"
)


def is_title(line: str) -> bool:
    """Whether a heading is surely a title: its long words have capitals, or it starts tellingly.

    >>> is_title("The Road Ahead: Peace and Our Future"), is_title("We will go there and see")
    (True, False)
    """
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and (
        capitals >= 0.75 * len(words) or bool(_TITLE_WORD.fullmatch(fold(line.strip())))
    )


def is_greeting(line: str) -> bool:
    """Whether a line begins as speech begins or ends: ``Ladies and gentlemen,``, ``Merci``."""
    return bool(_GREETING.match(fold(line.strip()[:40])))


def is_speech(line: str) -> bool:
    """Whether somebody surely speaks here: a greeting, or a sentence with ``I`` or ``we``.

    >>> is_speech("We met at noon."), is_speech("The ministers met at noon.")
    (True, False)
    """
    if not ends_sentence(line.strip()):
        return False
    return is_greeting(line) or _FIRST_PERSON.search(fold(line)) is not None


def is_heading(line: str, longest: int = 30) -> bool:
    """Whether a line could be a title: short, a capital in front, no full stop, no greeting.

    >>> is_heading("Joint Press Event"), is_heading("Thank you all"), is_heading("It is late.")
    (True, False, False)
    """
    stripped = line.strip()
    if not stripped or len(stripped) > MAX_LENGTH:
        return False
    folded = fold(stripped)
    if len(stripped.split()) > longest or is_greeting(stripped):
        return False
    if (
        stripped[0] in "([{"
        or stripped[-1] in ",;:—–-…"
        or (ends_sentence(stripped) and not _INITIALS.search(folded))
    ):
        return False
    first = next((c for c in stripped if c.isalnum()), "")
    return bool(first) and not first.islower()
