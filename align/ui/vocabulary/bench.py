"""The bench: overview, rows, search, keys."""

from __future__ import annotations

BENCH: dict[str, tuple[str, str]] = {
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
    "kind.lost": ("French lost in the record", "français perdu dans le compte rendu"),
    "kind.added": ("interpreted English without French", "anglais interprété sans français"),
    "kind.unneeded": ("English that needs no French", "anglais qui n’appelle pas de français"),
    "verdict.lost": ("words lost", "mots perdus"),
    "verdict.nothing lost": ("nothing lost", "rien de perdu"),
    "verdict.cannot tell": ("cannot tell", "indécidable"),
    "verdict.row.omitted": ("omitted", "omis"),
    "verdict.row.lost": ("lost", "perdu"),
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
    "fact.found": ("Found in the library", "Trouvé dans la bibliothèque"),
    "found.score": (
        "score {score} of 1 that it is the original ({library})",
        "note {score} sur 1 que c’est l’original ({library})",
    ),
    "found.next": ("next best: {name}, {score}", "ensuite : {name}, {score}"),
    "found.alone": ("nothing else came near", "rien d’autre n’approche"),
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
    "checked.direct": (
        "sentences without counterpart alone: no passage is marked as interpreted, and the "
        "speaker’s own English is held against no French. Set the delivery of those that are.",
        "seulement les phrases sans équivalent : aucun passage n’est marqué comme interprété, et "
        "l’anglais de l’orateur lui-même n’est comparé à aucun français. Indiquez le mode des "
        "passages qui le sont.",
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
    "empty.target.lost": ("Lost in the record", "Perdu dans le compte rendu"),
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
    "category.Entity": ("Name", "Nom"),
    "category.Term": ("Term", "Terme"),
    "category.Mood": ("Mood", "Mode du verbe"),
    "category.Hedge": ("Caution", "Réserve"),
    "category.Negation": ("Negation", "Négation"),
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
    "word.selected": ("Selected: {words}", "Sélection : {words}"),
    # keys
    "keys": ("Keys", "Raccourcis"),
    "keys.where": (
        "Single letters work while a row, or a button in it, has the focus.",
        "Les lettres seules agissent quand une ligne, ou un de ses boutons, a le focus.",
    ),
    "key.rows": ("next, previous row", "ligne suivante, précédente"),
    "key.findings": (
        "next, previous finding, omission, gap …: what is chosen beside the arrows",
        "remarque, omission, lacune … suivante, précédente : ce qui est choisi entre les flèches",
    ),
    "key.words": ("word by word, with links", "mot à mot, avec les liens"),
    "key.select": (
        "select words from there on, to mark an omission",
        "sélectionner des mots à partir de là, pour marquer une omission",
    ),
    "key.search": ("search", "chercher"),
    "key.help": ("this list", "cette liste"),
}
