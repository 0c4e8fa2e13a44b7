"""Stages of a comparison, and options."""

from __future__ import annotations

RUNNING: dict[str, tuple[str, str]] = {
    # stages of a comparison
    "stage.Detecting passages and gaps": (
        "Detecting passages and gaps",
        "Recherche des passages et des lacunes",
    ),
    "stage.Splitting into sentences": ("Splitting into sentences", "Découpage en phrases"),
    "stage.Embedding the French": ("Reading the French", "Lecture du français"),
    "stage.Embedding the English": ("Reading the English", "Lecture de l’anglais"),
    "stage.Linking": ("Linking sentences", "Mise en regard des phrases"),
    "stage.Linking words": ("Linking words", "Mise en regard des mots"),
    "stage.Comparing meanings": ("Comparing meanings", "Comparaison du sens"),
    "stage.Checking": ("Checking", "Vérification"),
    "stage.Drafting the French": ("Drafting the French", "Rédaction du brouillon français"),
    "stage.Drafting around gaps": ("Drafting around gaps", "Brouillon autour des lacunes"),
    "stage.Embedding what is looked for": (
        "Reading what is looked for",
        "Lecture de ce qui est cherché",
    ),
    "stage.Asking the library": ("Asking the library", "Recherche dans la bibliothèque"),
    "stage.Linking what was found": (
        "Comparing what was found",
        "Comparaison de ce qui a été trouvé",
    ),
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
        "Traducteur des brouillons : en-fr (fourni), ou le dossier ou le nom d’un modèle Marian "
        "ou NLLB.",
    ),
    "option.draft_all": (
        "",
        "Traduire tous les passages anglais, pas seulement ceux qui sont interprétés.",
    ),
    "option.sensitivity": (
        "",
        "Ce que les contrôles signalent : 0 seulement le sûr, 1 le moindre doute. Une remarque est "
        "montrée si sa confiance atteint 1 moins cette valeur.",
    ),
    "label.sensitivity": ("Sensitivity", "Sensibilité"),
    "label.translator": ("Translator of drafts", "Traducteur des brouillons"),
    "label.draft_all": ("Draft everything", "Tout traduire"),
    "label.encoder": ("Sentence encoder", "Modèle de phrases"),
    "label.own_split": ("One sentence a line", "Une phrase par ligne"),
    "label.max_merge": ("Longest merge", "Regroupement maximal"),
    "label.source_language": ("Language of the original", "Langue de l’original"),
    "label.target_language": ("Language of the transcript", "Langue de la transcription"),
    "label.max_characters": ("Longest text", "Longueur maximale"),
    "label.belonging": ("Belonging", "Appartenance"),
}
