"""Every word of the page, in English and in French: one table."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from align.errors import AlignError


class Language(StrEnum):
    """The languages that the page speaks."""

    ENGLISH = "en"
    FRENCH = "fr"


WORDS: dict[str, tuple[str, str]] = {
    # head
    "kicker": ("Interpreted speech, side by side", "Parole interprétée, côte à côte"),
    "title": (
        "Did the interpreter say what the speaker said?",
        "L’interprète a-t-il dit ce que l’orateur a dit ?",
    ),
    "intro": (
        "Give the English transcript of an event and the French text of what was said. You get "
        "both side by side, sentence by sentence, with what has no counterpart, what was lost in "
        "the sound, and figures that disagree.",
        "Donnez la transcription anglaise d’un événement et le texte français de ce qui a été dit. "
        "Vous les lirez côte à côte, phrase par phrase, avec ce qui n’a pas de pendant, ce que le "
        "son a perdu et les chiffres qui ne concordent pas.",
    ),
    "private": (
        "The texts are read by this server and sent nowhere else.",
        "Les textes sont lus par ce serveur et ne vont nulle part ailleurs.",
    ),
    "language": ("Language of the page", "Langue de la page"),
    # the two texts
    "target": ("English transcript", "Transcription anglaise"),
    "target.hint": (
        "The record of the event, with speaker labels and marks such as (Via interpreter).",
        "Le compte rendu de l’événement, avec les noms des orateurs et les mentions telles que "
        "(Via interpreter).",
    ),
    "source": ("French original", "Original français"),
    "source.hint": (
        "What was said in French: one speaker’s part of the event, or all of it.",
        "Ce qui a été dit en français : la part d’un orateur, ou tout l’événement.",
    ),
    "file.target": ("File with the English transcript", "Fichier de la transcription anglaise"),
    "file.source": ("File with the French original", "Fichier de l’original français"),
    "drop": ("Drop a file here, or choose one", "Déposez un fichier ici, ou choisissez-en un"),
    "limits": ("{formats}, up to {size} MB", "{formats}, jusqu’à {size} Mo"),
    "paste.target": ("Or paste the English text", "Ou collez le texte anglais"),
    "paste.source": ("Or paste the French text", "Ou collez le texte français"),
    # buttons
    "compare": ("Compare", "Comparer"),
    "sample": ("Try the invented sample", "Essayer l’exemple inventé"),
    "clear": ("Start over", "Recommencer"),
    "options": ("Options", "Options"),
    # what was found in a text
    "found": ("Found in this text", "Trouvé dans ce texte"),
    "turns": ("{n} turn|{n} turns", "{n} tour de parole|{n} tours de parole"),
    "speakers": ("{n} speaker|{n} speakers", "{n} orateur|{n} orateurs"),
    "gaps": ("{n} gap|{n} gaps", "{n} lacune|{n} lacunes"),
    "words": ("{n} word|{n} words", "{n} mot|{n} mots"),
    "interpreted": (
        "of {n} word interpreted|of {n} words interpreted",
        "de {n} mot interprété|de {n} mots interprétés",
    ),
    "passages": ("{n} passage|{n} passages", "{n} passage|{n} passages"),
    "dropped": (
        "{n} line left out: of the page, not of the event"
        "|{n} lines left out: of the page, not of the event",
        "{n} ligne écartée : de la page, non de l’événement"
        "|{n} lignes écartées : de la page, non de l’événement",
    ),
    "trace": ("under 1%", "moins de 1\u202f%"),
    "share": ("{n}%", "{n}\u202f%"),
    "unlabelled": ("no label", "sans nom"),
    "no marks": (
        "No mark of interpretation was found: nothing in this text says that it was interpreted.",
        "Aucune mention d’interprétation : rien dans ce texte ne dit qu’il a été interprété.",
    ),
    "strip": ("The event: who speaks when", "L’événement : qui parle quand"),
    "turn": ("Turn {n}", "Tour {n}"),
    "delivery.direct": ("direct", "direct"),
    "delivery.interpreted": ("interpreted", "interprété"),
    "delivery.untranslated": ("not translated", "non traduit"),
    "delivery.uncertain": ("uncertain", "incertain"),
    "gap": ("gap", "lacune"),
    "gap.inaudible": ("inaudible", "inaudible"),
    "gap.off-mic": ("off-mic", "hors micro"),
    "gap.crosstalk": ("crosstalk", "voix mêlées"),
    "gap.audio lost": ("audio lost", "son perdu"),
    "gap.start lost": ("start lost", "début perdu"),
    "gap.nothing printed": ("nothing printed", "rien d’imprimé"),
    # what can go wrong
    "trouble": ("This did not work.", "Cela n’a pas marché."),
    "no target": (
        "The English transcript is missing: drop a file or paste the text.",
        "La transcription anglaise manque : déposez un fichier ou collez le texte.",
    ),
    "no source": (
        "The French original is missing: drop a file or paste the text.",
        "L’original français manque : déposez un fichier ou collez le texte.",
    ),
    "strangers": (
        "These two texts do not seem to belong together.",
        "Ces deux textes ne semblent pas aller ensemble.",
    ),
    "strangers.advice": (
        "They were compared all the same. Check that both record the same event.",
        "Ils ont été comparés malgré tout. Vérifiez qu’ils relatent le même événement.",
    ),
    "expired": (
        "This comparison is no longer kept. Compare once more.",
        "Cette comparaison n’est plus conservée. Comparez à nouveau.",
    ),
    # results
    "results": ("The comparison", "La comparaison"),
    "rows": ("Row by row", "Ligne à ligne"),
    "compared": ("Compared: {rows}, {findings}.", "Comparaison faite : {rows}, {findings}."),
    "row": ("{n} row|{n} rows", "{n} ligne|{n} lignes"),
    "findings": ("{n} finding|{n} findings", "{n} remarque|{n} remarques"),
    "shown": ("{shown} of {all}", "{shown} sur {all}"),
    "only": ("Show only", "Ne montrer que"),
    "filter.interpreted": ("Interpreted", "Interprété"),
    "filter.gaps": ("With a gap", "Avec lacune"),
    "filter.unmatched": ("Unmatched", "Sans pendant"),
    "filter.findings": ("With findings", "Avec remarque"),
    "save": ("Save the report", "Enregistrer le rapport"),
    "writer.Web page": ("Web page", "Page web"),
    "writer.JSON": ("JSON", "JSON"),
    "writer.Table": ("Table", "Tableau"),
    "writer.Translation memory (TMX)": ("Translation memory (TMX)", "Mémoire de traduction (TMX)"),
    "writer.XLIFF": ("XLIFF", "XLIFF"),
    "writer.Word": ("Word", "Word"),
    "writer.MQM ratings": ("MQM ratings", "Notes MQM"),
    # stages of a comparison
    "stage.Detecting passages and gaps": (
        "Detecting passages and gaps",
        "Recherche des passages et des lacunes",
    ),
    "stage.Splitting into sentences": ("Splitting into sentences", "Découpage en phrases"),
    "stage.Embedding the French": ("Reading the French", "Lecture du français"),
    "stage.Embedding the English": ("Reading the English", "Lecture de l’anglais"),
    "stage.Drafting the French": ("Drafting the French", "Brouillon du français"),
    "stage.Drafting around gaps": ("Drafting around gaps", "Brouillon autour des lacunes"),
    "stage.Linking": ("Linking sentences", "Mise en regard des phrases"),
    "stage.Linking words": ("Linking words", "Alignement des mots"),
    "stage.Checking": ("Checking", "Vérification"),
    "stage.Writing files": ("Writing files", "Écriture des fichiers"),
    "stage.Done": ("Done", "Terminé"),
    # options whose help is not to be read in English
    "option.encoder": (
        "",
        "Modèle de phrases : use-m3 (fourni), ou le dossier ou le nom d’un modèle.",
    ),
    "option.own_split": (
        "",
        "Chaque ligne des deux textes est une phrase ; ils ne sont pas redécoupés.",
    ),
    "option.max_merge": ("", "Nombre maximal de phrases d’un côté d’un lien."),
    "option.source_language": ("", "Langue des orateurs (ISO 639-1)."),
    "option.target_language": ("", "Langue de la transcription (ISO 639-1)."),
    "option.max_characters": ("", "Texte le plus long accepté, en caractères."),
    "option.belonging": (
        "",
        "En dessous de cette valeur, les textes ne semblent pas aller ensemble.",
    ),
    "option.translator": (
        "",
        "Traducteur des brouillons : en-fr (fourni), ou le dossier ou le nom d’un modèle.",
    ),
    "option.draft_all": ("", "Traduire tout l’anglais, et non les seuls passages interprétés."),
    "option.sensitivity": (
        "",
        "Ce que les contrôles signalent : 0 seulement le sûr, 1 le moindre doute. Un constat est "
        "montré si sa confiance atteint 1 moins cette valeur.",
    ),
    "label.encoder": ("Sentence encoder", "Modèle de phrases"),
    "label.own_split": ("One sentence a line", "Une phrase par ligne"),
    "label.max_merge": ("Longest merge", "Regroupement maximal"),
    "label.source_language": ("Language of the original", "Langue de l’original"),
    "label.target_language": ("Language of the transcript", "Langue de la transcription"),
    "label.max_characters": ("Longest text", "Longueur maximale"),
    "label.translator": ("Translator of drafts", "Traducteur des brouillons"),
    "label.draft_all": ("Draft all of the English", "Brouillon de tout l’anglais"),
    "label.belonging": ("Belonging", "Appartenance"),
    "label.sensitivity": ("Sensitivity", "Sensibilité"),
}
"""Key → English, French. ``|`` parts one from many; an empty word falls back to its English."""


def say(key: str, language: Language, **facts: Any) -> str:
    """The words of ``key`` in ``language``, with ``facts`` filled in.

    >>> say("compare", Language.FRENCH)
    'Comparer'
    """
    if key not in WORDS:
        raise AlignError(f"the page has no words for {key!r}")
    return WORDS[key][list(Language).index(language)].format(**facts)


def count(key: str, n: int, language: Language) -> str:
    """A number and what it counts, as the language writes both.

    >>> count("gaps", 1, Language.ENGLISH), count("gaps", 1_400, Language.FRENCH)
    ('1 gap', '1\u202f400 lacunes')
    """
    one, _, many = WORDS[key][list(Language).index(language)].partition("|")
    alone = n == 1 or (n == 0 and language is Language.FRENCH)
    return (one if alone else many).format(n=number(n, language))


def say_or(key: str, otherwise: str, language: Language) -> str:
    """The words of ``key``, or ``otherwise`` where the table has none: names made elsewhere.

    >>> say_or("stage.Polishing", "Polishing", Language.FRENCH)
    'Polishing'
    """
    return (WORDS[key][list(Language).index(language)] if key in WORDS else "") or otherwise


def number(n: int, language: Language) -> str:
    """Thousands set apart as the language does it."""
    return f"{n:,}".replace(",", "\u202f" if language is Language.FRENCH else ",")


def percent(share: float, language: Language) -> str:
    """A share as a whole percentage; a trace is not called nothing.

    >>> percent(0.584, Language.ENGLISH), percent(0.004, Language.ENGLISH)
    ('58%', 'under 1%')
    """
    if 0 < share < 0.005:
        return say("trace", language)
    return say("share", language, n=f"{share * 100:.0f}")


def preferred(wish: str, accepted: str) -> Language:
    """The language to begin with: the one wished for, else the first one the browser accepts.

    >>> preferred("", "de, fr-CA;q=0.8, en;q=0.5").value
    'fr'
    """
    known = {each.value: each for each in Language}
    for asked in (wish, *accepted.split(",")):
        code = asked.strip().lower()[:2]
        if code in known:
            return known[code]
    return Language.ENGLISH
