"""The first step: what is given, and what is found in it."""

from __future__ import annotations

START: dict[str, tuple[str, str]] = {
    # head
    "kicker": ("Interpreted speech, side by side", "Parole interprétée, côte à côte"),
    "title": (
        "Did the interpreter say what the speaker said?",
        "L’interprète a-t-il dit ce que l’orateur a dit ?",
    ),
    "intro": (
        "Give the English transcript of an event and its French. You read both side by side, "
        "sentence by sentence, with what has no counterpart, what the sound lost, and what "
        "disagrees.",
        "Donnez la transcription anglaise d’un événement et son français. Vous lirez les deux "
        "côte à côte, phrase par phrase, avec ce qui n’a pas de pendant, ce que le son a perdu et "
        "ce qui ne concorde pas.",
    ),
    "private": (
        "The texts are read by this server and sent nowhere else.",
        "Les textes sont lus par ce serveur et ne vont nulle part ailleurs.",
    ),
    "language": ("Language of the page", "Langue de la page"),
    # the two texts
    "target": ("English transcript", "Transcription anglaise"),
    "target.hint": (
        "The record of the event, with marks such as (Via interpreter).",
        "Le compte rendu, avec des mentions telles que (Via interpreter).",
    ),
    "source": ("French original", "Original français"),
    "source.hint": (
        "What was said in French: one speaker’s part, or all of it.",
        "Ce qui a été dit en français : la part d’un orateur, ou tout.",
    ),
    "way": ("Where the French comes from", "D’où vient le français"),
    "way.given": ("I have the text", "J’ai le texte"),
    "way.library": ("Library", "Bibliothèque"),
    "way.draft": ("Machine draft", "Brouillon automatique"),
    "way.library.hint": (
        "The French text of the event is looked for in the library of this server, and the parts "
        "that fit are laid beside the English.",
        "Le texte français de l’événement est cherché dans la bibliothèque de ce serveur, et les "
        "parties qui conviennent sont mises en regard de l’anglais.",
    ),
    "way.library.missing": (
        "This page was started without a library of French texts. Fill one with: align library "
        "add FOLDER -l LIBRARY; then start the page with: align app --library LIBRARY",
        "Cette page a été lancée sans bibliothèque de textes français. Remplissez-en une avec : "
        "align library add DOSSIER -l BIBLIOTHÈQUE ; puis lancez la page avec : align app "
        "--library BIBLIOTHÈQUE",
    ),
    "way.draft.missing": (
        "No translator is installed here, so no draft can be made. Install one with: pip install "
        "'interpreted-align[translate]'",
        "Aucun traducteur n’est installé ici : aucun brouillon n’est possible. Installez-en un "
        "avec : pip install 'interpreted-align[translate]'",
    ),
    "way.library.holds": (
        "The library holds {n} text.|The library holds {n} texts.",
        "La bibliothèque contient {n} texte.|La bibliothèque contient {n} textes.",
    ),
    "way.draft.hint": (
        "The interpreted English is translated back into French by machine. A draft helps to read; "
        "it is never evidence, and fidelity is not checked against it.",
        "L’anglais interprété est retraduit en français par la machine. Un brouillon aide à lire ; "
        "il ne prouve jamais rien, et la fidélité n’est pas vérifiée d’après lui.",
    ),
    "file.remove": ("Remove it", "Retirer"),
    "file.get": ("Download it", "Télécharger"),
    "file.target": ("File with the English transcript", "Fichier de la transcription anglaise"),
    "file.source": ("File with the French original", "Fichier de l’original français"),
    "drop": ("Drop a file here, or choose one", "Déposez un fichier ici, ou choisissez-en un"),
    "limits": (
        "{formats}, up to {size} MB and {characters} characters",
        "{formats}, jusqu’à {size} Mo et {characters} caractères",
    ),
    "paste.target": ("Or paste the English text", "Ou collez le texte anglais"),
    "paste.source": ("Or paste the French text", "Ou collez le texte français"),
    # buttons
    "compare": ("Compare", "Comparer"),
    "stop": ("Stop", "Arrêter"),
    "sample": ("Try the invented sample", "Essayer l’exemple inventé"),
    "clear": ("Start over", "Recommencer"),
    "options": ("Options", "Options"),
    "ok": ("Save", "Enregistrer"),
    "cancel": ("Cancel", "Annuler"),
    "close": ("Close", "Fermer"),
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
    "report.given": (
        "A saved report: {rows}, {edits}. Compare opens it as it was left; the French is in it.",
        "Un rapport enregistré : {rows}, {edits}. Comparer l’ouvre tel qu’il a été laissé ; le "
        "français s’y trouve.",
    ),
    "report.edits": ("{n} edit|{n} edits", "{n} modification|{n} modifications"),
    "library.nothing": (
        "The original of this transcript is not in this library. What comes nearest is {nearest}, "
        "score {score} of 1. Give the French text yourself, or add it to the library.",
        "L’original de cette transcription n’est pas dans cette bibliothèque. Le plus proche est "
        "{nearest}, note {score} sur 1. Donnez le texte français vous-même, ou ajoutez-le à la "
        "bibliothèque.",
    ),
    "none.nearest": ("nothing", "rien"),
    "strangers": (
        "These two texts do not seem to belong together.",
        "Ces deux textes ne semblent pas aller ensemble.",
    ),
    "strangers.advice": (
        "They were compared all the same. Check that both record the same event.",
        "Ils ont été comparés malgré tout. Vérifiez qu’ils relatent le même événement.",
    ),
    "expired": (
        "This comparison is not kept here, or no longer. Compare once more.",
        "Cette comparaison n’est pas conservée ici, ou ne l’est plus. Comparez à nouveau.",
    ),
    "stopped": (
        "Stopped. Nothing was kept; the texts are still there.",
        "Arrêté. Rien n’a été conservé ; les textes sont toujours là.",
    ),
    "unreachable": (
        "The server does not answer. What was shown stays; try again in a moment.",
        "Le serveur ne répond pas. Ce qui est affiché reste ; réessayez dans un instant.",
    ),
    "unexpected": (
        "Something unexpected happened on the server. Nothing was changed; try again.",
        "Un imprévu s’est produit sur le serveur. Rien n’a été modifié ; réessayez.",
    ),
    # recent work
    "recent": ("Recent comparisons in this browser", "Comparaisons récentes dans ce navigateur"),
    "recent.forget": ("Forget this list", "Oublier cette liste"),
}
