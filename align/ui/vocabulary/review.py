"""What reviewers do, and what they save."""

from __future__ import annotations

REVIEW: dict[str, tuple[str, str]] = {
    # review
    "reviewer": ("Reviewer", "Relecteur"),
    "reviewer.hint": ("your name", "votre nom"),
    "by hand": ("by hand", "à la main"),
    "bookmarked": ("bookmarked", "marquée"),
    "note": ("note", "note"),
    "ruling.accepted": ("accepted", "acceptée"),
    "ruling.dismissed": ("dismissed", "écartée"),
    "undone": ("undone", "annulée"),
    "rule.accept": ("Accept", "Accepter"),
    "rule.dismiss": ("Dismiss", "Écarter"),
    "rule.open": ("Open again", "Rouvrir"),
    "rule.note": (
        "Why? (may stay empty)",
        "Pourquoi ? (peut rester vide)",
    ),
    "edit.more": ("More", "Plus"),
    "edit.bar": ("Edit this row", "Modifier cette ligne"),
    "edit.undo": ("Undo", "Annuler"),
    "edit.redo": ("Redo", "Rétablir"),
    "edit.merge-previous": ("Merge with previous", "Fusionner avec la précédente"),
    "edit.merge-next": ("Merge with next", "Fusionner avec la suivante"),
    "edit.merge-previous.short": ("Merge ↑", "Fusionner ↑"),
    "edit.merge-next.short": ("Merge ↓", "Fusionner ↓"),
    "edit.split": (
        "Split at the chosen word’s sentence",
        "Scinder à la phrase du mot choisi",
    ),
    "edit.split.short": ("Split", "Scinder"),
    "edit.move.short": ("Move", "Déplacer"),
    "edit.move": ("Move a sentence", "Déplacer une phrase"),
    "edit.move-previous": ("first one to the row above", "la première vers la ligne du dessus"),
    "edit.move-next": ("last one to the row below", "la dernière vers la ligne du dessous"),
    "edit.sentence": ("Sentences", "Phrases"),
    "edit.split-sentence": (
        "Begin a new sentence at the chosen word",
        "Commencer une phrase au mot choisi",
    ),
    "edit.join-sentences": (
        "Join the chosen word’s sentence with the next",
        "Joindre la phrase du mot choisi à la suivante",
    ),
    "edit.sentence.hint": (
        "Click a word, or reach it with the arrow keys.",
        "Cliquez sur un mot, ou atteignez-le avec les flèches.",
    ),
    "edit.delivery": ("Delivery", "Mode"),
    "edit.omission": (
        "Mark the French words that are selected, or the whole row, as omitted",
        "Marquer comme omis les mots français sélectionnés, ou toute la ligne",
    ),
    "edit.omission.short": ("Omission", "Omission"),
    "edit.omission.note": (
        "What is omitted, and why it matters (may stay empty)",
        "Ce qui est omis, et pourquoi cela compte (peut rester vide)",
    ),
    "edit.bookmark": ("Bookmark", "Marque-page"),
    "edit.bookmark.short": ("Bookmark", "Marquer"),
    "edit.note": ("Note", "Note"),
    "edit.choose word": (
        "Choose a word of the sentence first: click it, or use the arrow keys.",
        "Choisissez d’abord un mot de la phrase : cliquez dessus, ou prenez les flèches.",
    ),
    "edit.choose row": ("Choose a row first.", "Choisissez d’abord une ligne."),
    "edit.no neighbour": (
        "No row to merge with is shown here; a search or “Show only” may hide it.",
        "Aucune ligne à fusionner n’est affichée ici ; une recherche ou « Ne montrer que » peut la "
        "cacher.",
    ),
    "edit.no words": (
        "There are no words on this side of the row.",
        "Il n’y a pas de mots de ce côté de la ligne.",
    ),
    "rule.none": (
        "No finding of this row is undecided.",
        "Aucune remarque de cette ligne n’est à décider.",
    ),
    "edit.done": ("Done and saved: {action}.", "Fait et enregistré : {action}."),
    "edit.trouble": ("This edit cannot be made.", "Cette modification est impossible."),
    "edit.stale": (
        "Somebody else changed this meanwhile; you see their state now.",
        "Quelqu’un d’autre l’a modifié entre-temps ; vous voyez maintenant son état.",
    ),
    "reviewer.unnamed": ("Reviewer", "Relecteur"),
    "reviewer.missing": ("Write your name first.", "Écrivez d’abord votre nom."),
    "saved": ("Saved", "Enregistré"),
    "making": ("Making the file …", "Le fichier se prépare …"),
    "saving": ("Saving …", "Enregistrement …"),
    "others": (
        "Others changed this comparison; you see it as it stands now.",
        "D’autres ont modifié cette comparaison ; vous la voyez telle qu’elle est.",
    ),
    "log.about": (
        "Every edit is saved at once and can be undone. Keep the address of this page: whoever has "
        "it can go on with this comparison. What nobody edits for 30 days is removed; a JSON "
        "report that you save can be opened here again at any time.",
        "Chaque modification est enregistrée aussitôt et peut être annulée. Gardez l’adresse de "
        "cette page : qui la possède peut continuer cette comparaison. Ce que personne ne modifie "
        "pendant 30 jours est supprimé ; un rapport JSON que vous enregistrez s’ouvre ici à "
        "nouveau à tout moment.",
    ),
    "log.none": ("No edits so far.", "Aucune modification pour l’instant."),
    "action.merge": ("rows merged", "lignes fusionnées"),
    "action.split": ("row split", "ligne scindée"),
    "action.move": ("sentence moved", "phrase déplacée"),
    "action.join sentences": ("sentences joined", "phrases jointes"),
    "action.split sentence": ("sentence split", "phrase scindée"),
    "action.set delivery": ("delivery changed", "mode modifié"),
    "action.decide": ("finding decided", "remarque tranchée"),
    "action.flag": ("words marked", "mots marqués"),
    "action.annotate": ("note written", "note écrite"),
    "action.set bookmark": ("bookmark changed", "marque-page modifié"),
    "action.undo": ("undone", "annulé"),
    "action.redo": ("done again", "rétabli"),
    "key.edit.rows": (
        "merge with the next row; split at the chosen word’s sentence",
        "fusionner avec la ligne suivante ; scinder à la phrase du mot choisi",
    ),
    "key.edit.marks": ("bookmark; mark an omission", "marque-page ; marquer une omission"),
    "key.edit.rule": (
        "accept, dismiss the row’s first open finding",
        "accepter, écarter la première remarque ouverte de la ligne",
    ),
    "key.edit.bar": (
        "all edits of the row: arrows along them, Esc back to the row",
        "toutes les modifications de la ligne : flèches pour choisir, Échap pour revenir",
    ),
    "key.edit.undo": ("undo; with Shift, redo", "annuler ; avec Maj, rétablir"),
    # saving
    "save": ("Save the report", "Enregistrer le rapport"),
    "save.about": (
        "Every file holds the comparison as it stands now, and says how its numbers were made.",
        "Chaque fichier contient la comparaison telle qu’elle est, et dit d’où viennent ses "
        "chiffres.",
    ),
    "writer.Web page": ("Web page", "Page web"),
    "writer.JSON": ("JSON", "JSON"),
    "writer.Table": ("Table", "Tableau"),
    "writer.Translation memory (TMX)": ("Translation memory (TMX)", "Mémoire de traduction (TMX)"),
    "writer.XLIFF 2.0": ("XLIFF 2.0", "XLIFF 2.0"),
    "writer.XLIFF 1.2": ("XLIFF 1.2", "XLIFF 1.2"),
    "writer.Word": ("Word", "Word"),
    "writer.MQM ratings": ("MQM ratings", "Notes MQM"),
    "use..tmx": ("pairs for a translation memory", "des paires pour une mémoire de traduction"),
    "use..xlf": ("pairs for translation tools", "des paires pour les outils de traduction"),
    "use..1.2.xlf": (
        "the same for tools that do not read 2.0",
        "les mêmes pour les outils qui ne lisent pas la version 2.0",
    ),
    "use..docx": ("a table to print and to comment on", "un tableau à imprimer et à annoter"),
    "use..mqm.tsv": ("findings for viewers of MQM", "les remarques pour les visionneuses MQM"),
    "use..html": ("the report to read, in one file", "le rapport à lire, en un fichier"),
    "use..json": (
        "everything, to go on later: give it in the place of the transcript",
        "tout, pour continuer plus tard : donnez-le à la place de la transcription",
    ),
    "use..tsv": ("one line per row, for spreadsheets", "une ligne par rang, pour tableurs"),
}
