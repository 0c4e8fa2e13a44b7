"""What checks and detection say in English, said in the language of the page.

Records keep their messages in English, so that a report reads the same everywhere. Here each shape
of sentence has its French; what no shape knows stays English and is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from align.ui.french.marks import MARKS
from align.ui.words import Language, spoken, typeset

if TYPE_CHECKING:
    from markupsafe import Markup

QUOTED = re.compile("“([^“”]*)”")
ANY = "{}"
"""Stands for words that are taken over: quotes, names, numbers."""

SHAPES: tuple[tuple[str, str], ...] = (
    # sentences without counterpart
    (
        "The French says {}; an utterance that the record lost beside it may have answered it.",
        "Le français dit {} ; une phrase perdue juste à côté y répondait peut-être.",
    ),
    (
        "The French says {}; nothing in the English answers it.",
        "Le français dit {} ; rien dans l’anglais n’y répond.",
    ),
    (
        "The English says {}; nothing in the French answers it.",
        "L’anglais dit {} ; rien dans le français n’y répond.",
    ),
    (
        "It may have been said all the same: French records are edited afterwards.",
        "Cela a pu être dit malgré tout : les textes français sont retouchés après coup.",
    ),
    (
        "No English answers the French sentence {}: probably speech that the transcript does not "
        "hold.",
        "Aucun anglais ne répond à la phrase française {} : sans doute une parole que la "
        "transcription ne contient pas.",
    ),
    (
        "No English answers {} sentences of the French from {} on: probably speech that the "
        "transcript does not hold.",
        "Aucun anglais ne répond à {} phrases du français à partir de {} : sans doute une parole "
        "que la transcription ne contient pas.",
    ),
    (
        "No French answers the English sentence {}: probably speech that the French text does not "
        "hold.",
        "Aucun français ne répond à la phrase anglaise {} : sans doute une parole que le texte "
        "français ne contient pas.",
    ),
    (
        "No French answers {} sentences of the English from {} on: probably speech that the French "
        "text does not hold.",
        "Aucun français ne répond à {} phrases de l’anglais à partir de {} : sans doute une parole "
        "que le texte français ne contient pas.",
    ),
    # numbers
    (
        "The numbers have changed places: {} in the French, {} in the English.",
        "Les nombres ont changé de place : {} en français, {} en anglais.",
    ),
    (
        "The French says {}; the English has no such number.",
        "Le français dit {} ; l’anglais n’a pas ce nombre.",
    ),
    (
        "The English says {}; the French has no such number.",
        "L’anglais dit {} ; le français n’a pas ce nombre.",
    ),
    (
        "The English says {}; the machine draft has no such number.",
        "L’anglais dit {} ; le brouillon automatique n’a pas ce nombre.",
    ),
    (
        "The machine draft says {}; the English has no such number.",
        "Le brouillon automatique dit {} ; l’anglais n’a pas ce nombre.",
    ),
    (
        "The English says {}; the machine draft has no such name.",
        "L’anglais dit {} ; le brouillon automatique n’a pas ce nom.",
    ),
    # names, negations, certainty, words nobody answers
    ("The French names {}; the English names {}.", "Le français nomme {} ; l’anglais nomme {}."),
    ("The French names {}; the English does not.", "Le français nomme {} ; l’anglais, non."),
    ("The English names {}; the French does not.", "L’anglais nomme {} ; le français, non."),
    (
        "The French denies something here; the English does not.",
        "Le français nie quelque chose ici ; l’anglais, non.",
    ),
    (
        "The English denies something here; the French does not.",
        "L’anglais nie quelque chose ici ; le français, non.",
    ),
    (
        "The French says “only” (ne … que); the English denies it.",
        "Le français dit « seulement » (ne … que) ; l’anglais le nie.",
    ),
    (
        "The French denies more than the English seems to.",
        "Le français nie davantage que ne semble le faire l’anglais.",
    ),
    (
        "The English denies more than the French seems to.",
        "L’anglais nie davantage que ne semble le faire le français.",
    ),
    (
        "The French says {}; nothing in the English leaves it open.",
        "Le français dit {} ; rien dans l’anglais ne laisse ce doute.",
    ),
    (
        "The English says {}; nothing in the French leaves it open.",
        "L’anglais dit {} ; rien dans le français ne laisse ce doute.",
    ),
    (
        "The French says {}; nothing in the English leaves the amount open.",
        "Le français dit {} ; rien dans l’anglais ne laisse ce nombre ouvert.",
    ),
    (
        "The English says {}; nothing in the French leaves the amount open.",
        "L’anglais dit {} ; rien dans le français ne laisse ce nombre ouvert.",
    ),
    (
        "The French says what would be, {}; the English what will be, {}.",
        "Le français dit ce qui serait, {} ; l’anglais, ce qui sera, {}.",
    ),
    (
        "The French says what could or should be, {}; the English what will be, {}.",
        "Le français dit ce qui pourrait ou devrait être, {} ; l’anglais, ce qui sera, {}.",
    ),
    (
        "The French says what is said to have happened, {}; the English tells it as a fact.",
        "Le français dit ce qui se serait passé, {} ; l’anglais en fait un fait établi.",
    ),
    (
        "The French says {}; the English says {}, which is the other way round.",
        "Le français dit {} ; l’anglais dit {}, soit l’inverse.",
    ),
    (
        "The French says {}; no English words say it.",
        "Le français dit {} ; aucun mot anglais ne le dit.",
    ),
    (
        "The English says {}; no French words say it.",
        "L’anglais dit {} ; aucun mot français ne le dit.",
    ),
    (
        "The French says {}; the English says {}, which is something else.",
        "Le français dit {} ; l’anglais dit {}, ce qui est autre chose.",
    ),
    (
        "The French says {}; the English says {}.",
        "Le français dit {} ; l’anglais dit {}.",
    ),
    # gaps
    ("Lost: {} ({} sure).", "Perdu : {} (sûr à {})."),
    ("Nothing of the French was lost ({} sure).", "Rien du français n’a été perdu (sûr à {})."),
    (
        "It cannot be told whether {} was lost.",
        "On ne peut pas dire si {} a été perdu.",
    ),
    (
        "The French holds nothing at this place.",
        "Le français ne contient rien à cet endroit.",
    ),
    ("{} gaps in this row.", "{} lacunes dans cette ligne."),
    ("Words are inaudible here.", "Des mots sont inaudibles ici."),
    (
        "Words are lost here, spoken away from the microphone.",
        "Des mots sont perdus ici, dits loin du micro.",
    ),
    (
        "Words are lost here where several people speak.",
        "Des mots sont perdus ici, où plusieurs personnes parlent.",
    ),
    ("Words are lost here with the sound.", "Des mots sont perdus ici avec le son."),
    ("The beginning is lost here.", "Le début est perdu ici."),
    (
        "Nothing is printed here of what was said.",
        "Rien n’est imprimé ici de ce qui a été dit.",
    ),
    ("No French stands beside it.", "Aucun français ne se trouve en regard."),
    (
        "Nothing of it could be compared; the French at this place says: {}",
        "Rien n’a pu être comparé ; le français dit à cet endroit : {}",
    ),
    ("The French says: {}", "Le français dit : {}"),
    (
        "Nothing was heard here; the French at this place says what was said.",
        "Rien n’a été entendu ici ; le français dit à cet endroit ce qui a été dit.",
    ),
    (
        "The first French words of this speech are all rendered.",
        "Les premiers mots français de cette prise de parole sont tous rendus.",
    ),
    (
        "No French stands beside the words that follow.",
        "Aucun français ne se trouve en regard des mots qui suivent.",
    ),
    (
        "No French stands beside this sentence.",
        "Aucun français ne se trouve en regard de cette phrase.",
    ),
    (
        "The words of these languages cannot be linked.",
        "Les mots de ces langues ne peuvent pas être liés.",
    ),
    (
        "The French denies and no English word does.",
        "Le français nie, et aucun mot anglais ne le fait.",
    ),
    (
        "No English word answers these French words, and they stand where the gap is.",
        "Aucun mot anglais ne répond à ces mots français, et ils se trouvent là où est la lacune.",
    ),
    ("No words were linked.", "Aucun mot n’a pu être lié."),
    (
        "The record begins in mid-speech; these French words stand before the first that the "
        "English renders.",
        "L’enregistrement commence au milieu du discours ; ces mots français précèdent le premier "
        "que l’anglais rend.",
    ),
    (
        "English words answer all the French around the gap.",
        "Des mots anglais répondent à tout le français autour de la lacune.",
    ),
    (
        "English words answer the French around the gap well enough.",
        "Des mots anglais répondent assez bien au français autour de la lacune.",
    ),
    (
        "Some French around the gap has no English word, but no more than elsewhere.",
        "Autour de la lacune, du français reste sans mot anglais, mais pas plus qu’ailleurs.",
    ),
    # why a passage is what it is
    (
        "No mark says that the words are an interpreter's.",
        "Aucune mention ne dit que ces mots sont ceux d’un interprète.",
    ),
    ("The mark {} says so.", "La mention {} le dit."),
    (
        "{} names the language in which the words after it are printed.",
        "{} nomme la langue dans laquelle les mots qui suivent sont imprimés.",
    ),
    (
        "{} says that this was spoken in {}, and a later mark ends it.",
        "{} dit que ceci a été dit dans une autre langue ({}), et une mention y met fin plus loin.",
    ),
    (
        "{} says that {} was spoken; whether the words printed after it are the interpretation the "
        "mark alone cannot tell.",
        "{} dit qu’une autre langue a été parlée ({}) ; la mention seule ne permet pas de savoir "
        "si les mots imprimés ensuite sont l’interprétation.",
    ),
    (
        "The interpreter's words begin only at {}.",
        "Les mots de l’interprète ne commencent qu’à {}.",
    ),
    (
        "{} is marked as interpreted in {} other turns; here no mark says otherwise.",
        "{} est donné comme interprété dans {} autres tours ; ici, rien ne dit le contraire.",
    ),
    (
        "{} is marked as interpreted in {} other turn; here no mark says otherwise.",
        "{} est donné comme interprété dans {} autre tour ; ici, rien ne dit le contraire.",
    ),
    (
        "No mark here, though {} is interpreted in {} other turns, but not always.",
        "Pas de mention ici ; {} est pourtant interprété dans {} autres tours, mais pas toujours.",
    ),
    (
        "No mark here, though {} is interpreted in {} other turn, but not always.",
        "Pas de mention ici ; {} est pourtant interprété dans {} autre tour, mais pas toujours.",
    ),
    (
        "The French text has these words: they are interpreted.",
        "Le texte français a ces mots : ils sont interprétés.",
    ),
    ("No English sentence.", "Pas de phrase anglaise."),
    # what reviewers do
    ("{} says so.", "{} le dit."),
    ("Marked as omission by {}.", "Marqué comme omission par {}."),
    ("Marked as addition by {}.", "Marqué comme ajout par {}."),
    ("Marked as mistranslation by {}.", "Marqué comme faux sens par {}."),
    *MARKS,
)
"""Shape of an English sentence → its French. Of two that fit, the first counts."""


def told(message: str, language: Language) -> Markup:
    """A message in the language of the page; what is known in English only is marked as English."""
    from markupsafe import Markup

    pieces = [(message, "")] if language is Language.ENGLISH else translated(message)
    known, foreign = (
        Markup('<span dir="auto">{}</span>'),
        Markup('<span dir="auto" lang="en">{}</span>'),
    )
    return Markup(" ").join((foreign if lang else known).format(text) for text, lang in pieces)


def translated(message: str) -> Iterator[tuple[str, str]]:
    """The sentences of a message in French; with ``en`` what no shape knows.

    >>> list(translated("The beginning is lost here. Nobody ever says this."))
    [('Le début est perdu ici.', ''), ('Nobody ever says this.', 'en')]
    """
    rest = message.strip()
    while rest:
        found = next((each for each in (_fitted(s, rest) for s in SHAPES) if each), None)
        if found is None:
            yield rest, "en"
            return
        french, rest = found
        yield french, ""


def _fitted(shape: tuple[str, str], message: str) -> tuple[str, str] | None:
    """The French of the sentence that ``message`` begins with, and what follows it."""
    match = _pattern(shape[0]).fullmatch(message)
    if match is None:
        return None
    *words, rest = match.groups(default="")
    names = _languages() if "spoken" in shape[0] else {}
    said = (names.get(each.lower()) or _quoted_anew(each) for each in words)
    return typeset(shape[1]).format(*said), rest


@cache
def _languages() -> dict[str, str]:
    """English names of languages in small letters → their French names."""
    from babel import Locale

    english = Locale("en").languages
    told = {name.lower(): spoken(code, Language.FRENCH) for code, name in english.items()}
    return told | {"another language": "autre langue"}


def _quoted_anew(words: str) -> str:
    """What was quoted, between French quotation marks."""
    return QUOTED.sub("«\u00a0\\1\u00a0»", words)


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    inner = "(.+?)".join(map(re.escape, shape.split(ANY)))
    last = "(.+)" if shape.endswith(ANY) else None
    body = inner.removesuffix("(.+?)") + last if last else inner
    return re.compile(rf"{body}(?: (.*))?" if not last else rf"{body}()", re.DOTALL)
