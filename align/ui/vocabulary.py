"""Every word of the page, in English and in French: one table."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
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
    "library.nothing": (
        "The library does not hold the original of this transcript. What comes nearest: {nearest}. "
        "Give the French text yourself, or add it to the library.",
        "La bibliothèque ne contient pas l’original de cette transcription. Le plus proche : "
        "{nearest}. Donnez le texte français vous-même, ou ajoutez-le à la bibliothèque.",
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
    # the bench
    "bench": ("The comparison", "La comparaison"),
    "bench.leave": ("← Another comparison", "← Autre comparaison"),
    "bench.parts": ("Parts of the comparison", "Parties de la comparaison"),
    "tab.overview": ("Overview", "Vue d’ensemble"),
    "tab.compare": ("Side by side", "Côte à côte"),
    "tab.log": ("Edits", "Modifications"),
    "tab.save": ("Save", "Enregistrer"),
    "side.source": ("French", "Français"),
    "side.target": ("English", "Anglais"),
    "side.source.short": ("FR", "FR"),
    "side.source.short.draft": ("FR, machine draft", "FR, brouillon automatique"),
    "side.target.short": ("EN", "EN"),
    "origin.given": ("your file", "votre fichier"),
    "origin.retrieved": ("from the library", "de la bibliothèque"),
    "origin.produced": ("machine draft, not evidence", "brouillon automatique, pas une preuve"),
    "draft.banner": (
        "The French text is a machine draft, not evidence.",
        "Le texte français est un brouillon automatique, pas une preuve.",
    ),
    "draft.advice": (
        "It was translated from the English, so it follows the English by construction and says "
        "nothing about fidelity.",
        "Il a été traduit de l’anglais : il le suit par construction et ne dit rien de la "
        "fidélité.",
    ),
    "belonging.is": ("Belonging: {score} of 1.", "Appartenance : {score} sur 1."),
    "belonging.yes": ("yes, {score} of 1", "oui, {score} sur 1"),
    "score.draft": ("draft", "brouillon"),
    "belonging.draft": (
        "not asked: the French was made from the English",
        "sans objet : le français a été fait d’après l’anglais",
    ),
    "belonging.no": ("no, {score} of 1", "non, {score} sur 1"),
    "compared": ("Compared: {rows}, {findings}.", "Comparaison faite : {rows}, {findings}."),
    "row": ("{n} row|{n} rows", "{n} ligne|{n} lignes"),
    "findings": ("{n} finding|{n} findings", "{n} remarque|{n} remarques"),
    "shown": ("{shown} of {all}", "{shown} sur {all}"),
    # overview
    "figure.matched": ("matched row|matched rows", "ligne appariée|lignes appariées"),
    "figure.omitted": ("French without English", "français sans anglais"),
    "figure.added": (
        "interpreted English without French",
        "anglais interprété sans français",
    ),
    "figure.gaps": ("gap|gaps", "lacune|lacunes"),
    "figure.dismissed": ("{n} dismissed|{n} dismissed", "{n} écartée|{n} écartées"),
    "figure.findings": ("finding|findings", "remarque|remarques"),
    "turns.list": ("The turns as a list", "Les tours de parole en liste"),
    "column.turn": ("Turn", "Tour"),
    "column.speaker": ("Speaker", "Orateur"),
    "column.delivery": ("Delivery", "Mode"),
    "column.language": ("Language", "Langue"),
    "column.rows": ("Rows", "Lignes"),
    "column.row": ("Row", "Ligne"),
    "column.source.draft": (
        "French · machine draft, not evidence",
        "Français · brouillon automatique, pas une preuve",
    ),
    "column.source": ("French · what the speaker said", "Français · ce que l’orateur a dit"),
    "column.target": ("English · the transcript", "Anglais · la transcription"),
    "column.text": ("Text", "Texte"),
    "column.line": ("Line", "Ligne"),
    "column.rule": ("Rule", "Règle"),
    "counts.links": ("Rows by kind", "Lignes par nature"),
    "counts.gaps": ("Gaps", "Lacunes"),
    "counts.findings": ("Findings", "Remarques"),
    "none": ("none", "aucune"),
    "kind.matched": ("matched", "appariée"),
    "kind.omitted": ("French without English", "français sans anglais"),
    "kind.added": ("interpreted English without French", "anglais interprété sans français"),
    "kind.unneeded": ("English that needs no French", "anglais qui n’appelle pas de français"),
    "verdict.lost": ("words lost", "mots perdus"),
    "verdict.nothing lost": ("nothing lost", "rien de perdu"),
    "verdict.cannot tell": ("cannot tell", "indécidable"),
    "verdict.row.omitted": ("omitted", "omis"),
    "verdict.row.added": ("added", "ajouté"),
    "map": ("The alignment", "L’alignement"),
    "map.about": (
        "Each link as a box: English position across, French position down",
        "Chaque lien est un rectangle : l’anglais en largeur, le français en hauteur",
    ),
    "map.link": ("link", "lien"),
    "map.band": ("interpreted passage", "passage interprété"),
    "map.lost": ("French without English, on the left", "français sans anglais, à gauche"),
    "map.extra": (
        "interpreted English without French, below",
        "anglais interprété sans français, en bas",
    ),
    "findings.weighing": ("Findings that weigh", "Remarques qui comptent"),
    "fact.checked": ("Checked", "Vérifié"),
    "fact.belonging": ("Belong together", "Vont ensemble"),
    "fact.score": ("Score of a row", "Note d’une ligne"),
    "fact.signature": ("Signature", "Signature"),
    "checked.all": (
        "what one side alone says (sentences, and words inside sentences), numbers, names, "
        "negation, doubt, and what each gap hid. A high score says that sentences correspond, not "
        "that the interpretation is right.",
        "ce qu’un seul côté dit (des phrases, et des mots dans les phrases), nombres, noms, "
        "négation, doute, et ce que chaque lacune cache. Une note élevée dit que les phrases se "
        "correspondent, pas que l’interprétation est juste.",
    ),
    "checked.produced": (
        "nothing: the French text is a machine draft of the English.",
        "rien : le texte français est un brouillon automatique de l’anglais.",
    ),
    "checked.strangers": (
        "nothing: the two texts do not seem to belong together.",
        "rien : les deux textes ne semblent pas aller ensemble.",
    ),
    "score": ("Score", "Note"),
    "score.about": (
        "how sure it is that exactly these sentences belong together, from 0 to 1; it does not "
        "grade the interpreter",
        "à quel point il est sûr que ces phrases, et elles seules, vont ensemble, de 0 à 1 ; elle "
        "ne juge pas l’interprète",
    ),
    "caveat": (
        "Counted automatically; a person has to judge it. This is not an NTR or NER score: those "
        "need human grades.",
        "Compté automatiquement ; une personne doit en juger. Ce n’est pas un score NTR ou NER : "
        "ceux-ci demandent des notes humaines.",
    ),
    # rows
    "row.n": ("Row {n}", "Ligne {n}"),
    "rows.none": (
        "No row passes these filters and this search.",
        "Aucune ligne ne répond à ces filtres et à cette recherche.",
    ),
    "paragraph": ("paragraph {n}", "paragraphe {n}"),
    "empty.source": ("No French for this", "Pas de français pour ceci"),
    "empty.target": ("No English for this", "Pas d’anglais pour ceci"),
    "none.source": ("no French", "pas de français"),
    "from": ("from {name}", "depuis : {name}"),
    "spoken": ("spoken in {name}", "langue parlée : {name}"),
    "why": ("why", "pourquoi"),
    "confidence": ("confidence", "confiance"),
    "severity.neutral": ("neutral", "neutre"),
    "severity.minor": ("minor", "mineure"),
    "severity.major": ("major", "majeure"),
    "severity.critical": ("critical", "critique"),
    "category.Accuracy": ("Accuracy", "Exactitude"),
    "category.Omission": ("Omission", "Omission"),
    "category.Addition": ("Addition", "Ajout"),
    "category.Mistranslation": ("Mistranslation", "Faux sens"),
    "category.Number": ("Number", "Nombre"),
    "category.Name": ("Name", "Nom"),
    "category.Date": ("Date", "Date"),
    "category.Polarity": ("Polarity", "Polarité"),
    "category.Negation": ("Negation", "Négation"),
    "category.Certainty": ("Certainty", "Certitude"),
    "category.Untranslated": ("Untranslated", "Non traduit"),
    "category.Gap": ("Gap", "Lacune"),
    "mark.interpreted": ("interpreted", "interprété"),
    "mark.spoken": ("language spoken", "langue parlée"),
    "mark.original": ("the speaker’s own words", "les mots de l’orateur"),
    "mark.untranslated": ("not translated", "non traduit"),
    "mark.gap": ("gap", "lacune"),
    "mark.noise": ("remark of the record", "remarque du compte rendu"),
    "mark.note": ("note of the record", "note du compte rendu"),
    # filters and search
    "only": ("Show only", "Ne montrer que"),
    "filter.interpreted": ("Interpreted", "Interprété"),
    "filter.gaps": ("With a gap", "Avec lacune"),
    "filter.unmatched": ("Unmatched", "Sans pendant"),
    "filter.findings": ("With findings", "Avec remarque"),
    "filter.undecided": ("Undecided", "À décider"),
    "filter.bookmarked": ("Bookmarked", "Marquées"),
    "facet.remove": ("Show all again: {name}", "Tout montrer à nouveau : {name}"),
    "search": ("Search both texts", "Chercher dans les deux textes"),
    "search.pattern": ("Regular expression", "Expression rationnelle"),
    "search.bad": (
        "This is not a regular expression that can be searched for: {reason}. Mend it, or untick "
        "“Regular expression” to look for the characters themselves.",
        "Cette expression rationnelle ne peut pas être cherchée : {reason}. Corrigez-la, ou "
        "décochez « Expression rationnelle » pour chercher les caractères eux-mêmes.",
    ),
    "search.slow": (
        "This expression takes too long: the search was stopped after {reason} s. Make it simpler, "
        "for example without a repetition inside a repetition.",
        "Cette expression demande trop de temps : recherche arrêtée après {reason} s. "
        "Simplifiez-la, par exemple sans répétition dans une répétition.",
    ),
    "search.long": (
        "This is too long to search for: at most {reason} characters.",
        "C’est trop long pour une recherche : {reason} caractères au plus.",
    ),
    "step": ("Go from one to the next", "Aller de l’une à l’autre"),
    "step.previous": ("Previous one", "Précédente"),
    "step.next": ("Next one", "Suivante"),
    "step.at": ("{n} of {all}", "{n} sur {all}"),
    "step.of": ("{all}", "{all}"),
    "step.last": ("no further one", "pas d’autre"),
    "step.findings": ("Findings", "Remarques"),
    "step.undecided": ("Undecided findings", "Remarques à décider"),
    "step.omissions": ("Omissions", "Omissions"),
    "step.additions": ("Additions", "Ajouts"),
    "step.gaps": ("Gaps", "Lacunes"),
    "step.unmatched": ("Unmatched rows", "Lignes sans pendant"),
    "step.bookmarked": ("Bookmarks", "Marque-pages"),
    # words under the pointer
    "word.linked": ("{word}: linked to {others}", "{word} : lié à {others}"),
    "word.alone": ("{word}: no link", "{word} : sans lien"),
    # keys
    "keys": ("Keys", "Raccourcis"),
    "keys.where": (
        "Single letters work while a row has the focus.",
        "Les lettres seules agissent quand une ligne a le focus.",
    ),
    "key.rows": ("next, previous row", "ligne suivante, précédente"),
    "key.findings": (
        "next, previous finding, omission, gap …: what is chosen beside the arrows",
        "remarque, omission, lacune … suivante, précédente : ce qui est choisi entre les flèches",
    ),
    "key.words": ("word by word, with links", "mot à mot, avec les liens"),
    "key.search": ("search", "chercher"),
    "key.help": ("this list", "cette liste"),
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
    "edit.done": ("Done and saved: {action}.", "Fait et enregistré : {action}."),
    "edit.trouble": ("This edit cannot be made.", "Cette modification est impossible."),
    "edit.stale": (
        "Somebody else changed this meanwhile; you see their state now.",
        "Quelqu’un d’autre l’a modifié entre-temps ; vous voyez maintenant son état.",
    ),
    "reviewer.unnamed": ("Reviewer", "Relecteur"),
    "reviewer.missing": ("Write your name first.", "Écrivez d’abord votre nom."),
    "saved": ("Saved", "Enregistré"),
    "saving": ("Saving …", "Enregistrement …"),
    "others": (
        "Others changed this comparison; you see it as it stands now.",
        "D’autres ont modifié cette comparaison ; vous la voyez telle qu’elle est.",
    ),
    "log.about": (
        "Every edit is saved at once and can be undone. Keep the address of this page: whoever has "
        "it can go on with this comparison. What nobody edits for 30 days is removed.",
        "Chaque modification est enregistrée aussitôt et peut être annulée. Gardez l’adresse de "
        "cette page : qui la possède peut continuer cette comparaison. Ce que personne ne modifie "
        "pendant 30 jours est supprimé.",
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
    "use..json": ("everything, without loss", "tout, sans perte"),
    "use..tsv": ("one line per row, for spreadsheets", "une ligne par rang, pour tableurs"),
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
"""Key → English, French. ``|`` parts one from many; an empty word falls back to its English."""
