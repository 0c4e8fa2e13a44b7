"""Errors said in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from align.errors import AlignError, InputError, SettingsError, fill
from align.ui.french import MESSAGES
from align.ui.words import Language, reviewer, typeset

if TYPE_CHECKING:
    from markupsafe import Markup


class SaidError(AlignError):
    """Something that was said in the language of the page already."""


def in_words(error: AlignError, language: Language) -> Markup:
    """What went wrong, in the language of the page; what has no French is marked as English."""
    from markupsafe import Markup

    if language is Language.ENGLISH or isinstance(error, SaidError):
        return Markup("{}").format(str(error))
    if error.message not in MESSAGES:
        return Markup('<span lang="en">{}</span>').format(str(error))
    return Markup("{}").format(in_french(error))


def in_french(error: AlignError) -> str:
    r"""An error in French; its English where there is none.

    >>> in_french(InputError("a.srt", "this is a folder. Name the file in it.", line=3))
    'a.srt, ligne 3\xa0: ceci est un dossier. Indiquez le fichier qui s’y trouve.'
    """
    if error.message not in MESSAGES:
        return str(error)
    facts = {name: _french_fact(fact) for name, fact in error.facts.items()}
    if "reviewer" in facts:
        facts["reviewer"] = reviewer(str(facts["reviewer"]), Language.FRENCH)
    return f"{_place(error)}{fill(typeset(MESSAGES[error.message]), facts, 'fr')}"


def _place(error: AlignError) -> str:
    match error:
        case InputError(line=None):
            return f"{_french_fact(error.name)}\u00a0: "
        case InputError():
            return f"{_french_fact(error.name)}, ligne {error.line}\u00a0: "
        case SettingsError():
            return f"{error.option.replace('_', '-')}\u00a0: "
        case _:
            return ""


def _french_fact(fact: Any) -> Any:
    """Words of ours in French, others as they are."""
    match fact:
        case AlignError():
            return in_french(fact)
        case tuple():
            return tuple(map(_french_fact, fact))
        case str() if fact in MESSAGES:
            return typeset(MESSAGES[fact])
        case _:
            return fact
