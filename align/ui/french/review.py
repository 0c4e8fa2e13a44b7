"""Edits that cannot be made, sessions that cannot be kept, reports that cannot be read."""

from __future__ import annotations

REVIEW: dict[str, str] = {
    # words that stand in other messages
    "French": "français",
    "English": "anglais",
    "source": "français",
    "target": "anglais",
    "previous": "précédente",
    "next": "suivante",
    "first": "première",
    "last": "dernière",
    "before": "avant",
    "after": "après",
    "direct": "direct",
    "interpreted": "interprété",
    "untranslated": "non traduit",
    "uncertain": "incertain",
    "merge": "fusion de lignes",
    "split": "scission d’une ligne",
    "move": "déplacement d’une phrase",
    "join sentences": "jonction de phrases",
    "split sentence": "scission d’une phrase",
    "set delivery": "changement de mode",
    "decide": "décision sur une remarque",
    "flag": "marque",
    "annotate": "note",
    "set bookmark": "marque-page",
    "undo": "annuler",
    "redo": "rétablir",
    # limits of the page
    "this took more than {minutes:g} minutes and was stopped, since others are waiting; compare a "
    "part of the event, or run align on your own machine": (
        "la comparaison a dépassé {minutes:g} minutes et a été arrêtée, car d’autres attendent ; "
        "comparez une partie de l’événement, ou lancez align sur votre propre machine"
    ),
    "stopped as was asked for": "arrêté comme demandé",
    "this page fetches nothing: {url}": "cette page ne va rien chercher : {url}",
    # any edit
    "{action} by {reviewer}: {cause}": "{action} ({reviewer}) : {cause}",
    "{action} by {reviewer}": "{action} par {reviewer}",
    "{cause}": "{cause}",
    "{cause}. A later edit builds on it: undo that one first": (
        "{cause}. Une modification plus récente en dépend : annulez d’abord celle-là"
    ),
    "a reviewer needs a name of 1 to {most} characters": (
        "le nom d’un relecteur compte de 1 à {most} caractères"
    ),
    "an edit needs an id": "une modification doit porter un identifiant",
    "this is no edit that can be made; reload the page": (
        "cette modification n’existe pas ; rechargez la page"
    ),
    "there is nothing of {reviewer} to {kind}": "{reviewer} n’a rien à {kind}",
    # places
    "no sentence of the {side} text stands at character {offset}; point at a character inside a "
    "sentence": (
        "aucune phrase ne se trouve au caractère {offset} du texte {side} ; indiquez un caractère "
        "à l’intérieur d’une phrase"
    ),
    "no passage of the {side} text stands at character {offset}; point at a character inside a "
    "passage": (
        "aucun passage ne se trouve au caractère {offset} du texte {side} ; indiquez un caractère "
        "à l’intérieur d’un passage"
    ),
    # rows
    "the {side} sentence at character {offset} is not in this row; choose one of the row that is "
    "split": (
        "la phrase au caractère {offset} du texte {side} n’est pas dans cette ligne ; choisissez "
        "une phrase de la ligne à scinder"
    ),
    "this is one row already; to merge, point at two rows": (
        "c’est déjà une seule ligne ; pour fusionner, indiquez deux lignes"
    ),
    "one of the two rows would be empty; choose a sentence that begins the second row and leave at "
    "least one for the first": (
        "l’une des deux lignes serait vide ; choisissez la phrase qui commence la seconde ligne et "
        "laissez-en au moins une à la première"
    ),
    "there is no {way} row to move this sentence to; split the row": (
        "il n’y a pas de ligne {way} où déplacer cette phrase ; scindez la ligne"
    ),
    "only the {edge} sentence of a row can move to the {way} one; move the {side} sentences "
    "{where} it first": (
        "seule la {edge} phrase d’une ligne peut passer à la ligne {way} ; déplacez d’abord celles "
        "du texte {side} qui viennent {where}"
    ),
    # sentences
    "this is the last {side} sentence; join it from the one before it": (
        "c’est la dernière phrase du texte {side} ; joignez-la depuis la phrase qui la précède"
    ),
    "a mark cannot be cut in two; split before it or after it": (
        "une mention ne peut pas être coupée en deux ; scindez avant ou après elle"
    ),
    "a word cannot be cut in two; split before the first letter of a word": (
        "un mot ne peut pas être coupé en deux ; scindez avant la première lettre d’un mot"
    ),
    "nothing would be left on one side of the cut; point at the first letter of the word that "
    "begins the second sentence": (
        "il ne resterait rien d’un côté de la coupure ; indiquez la première lettre du mot qui "
        "commence la seconde phrase"
    ),
    "these two {side} sentences are of two turns; only sentences of one turn can be joined (merge "
    "their rows instead)": (
        "ces deux phrases du texte {side} sont de deux tours de parole ; on ne peut joindre que "
        "les phrases d’un même tour (fusionnez plutôt leurs lignes)"
    ),
    "these two {side} sentences are of two passages with their own delivery; only sentences of one "
    "passage can be joined (merge their rows instead)": (
        "ces deux phrases du texte {side} sont de deux passages, chacun avec son mode ; on ne peut "
        "joindre que les phrases d’un même passage (fusionnez plutôt leurs lignes)"
    ),
    # deliveries, findings, notes, bookmarks
    "this passage is {delivery} already; choose another delivery": (
        "ce passage est déjà en mode « {delivery} » ; choisissez un autre mode"
    ),
    "decide by {reviewer}: there is no finding {finding}; choose one of the report's": (
        "décision de {reviewer} : la remarque {finding} n’existe pas ; choisissez l’une de celles "
        "du rapport"
    ),
    "mark some words on at least one side": "marquez des mots d’un côté au moins",
    "these words are marked so already; undo that mark first to change it": (
        "ces mots sont déjà marqués ainsi ; annulez d’abord cette marque pour la changer"
    ),
    "no {side} words are marked; select at least one word": (
        "aucun mot du texte {side} n’est marqué ; choisissez au moins un mot"
    ),
    "the note is empty; write something, or leave it": (
        "la note est vide ; écrivez quelque chose, ou renoncez-y"
    ),
    "this row has a bookmark already": "cette ligne a déjà un marque-page",
    "this row has no bookmark to take away": "cette ligne n’a pas de marque-page à retirer",
    "this note has {count:,} characters and may have {most:,}; shorten it": (
        "cette note compte {count:,} caractères, pour {most:,} au plus ; abrégez-la"
    ),
    # the log
    "two entries of the log have the id {edit}; each needs its own": (
        "deux entrées du journal portent l’identifiant {edit} ; il en faut un à chacune"
    ),
    "there is no edit {edit} to {action}; name an earlier edit": (
        "il n’y a pas de modification {edit} à {action} ; indiquez une modification antérieure"
    ),
    "this edit is already undone; redo it, or undo another": (
        "cette modification est déjà annulée ; rétablissez-la, ou annulez-en une autre"
    ),
    "this edit stands already; there is nothing to redo": (
        "cette modification est en vigueur ; il n’y a rien à rétablir"
    ),
    "is no entry of a review: {cause}": "n’est pas une entrée de relecture : {cause}",
    "is no entry of a review: expected one of the actions {kinds}": (
        "n’est pas une entrée de relecture : on attend l’une des actions {kinds}"
    ),
    "expected a review log that begins with {known!r}": (
        "on attend un journal de relecture qui commence par « {known} »"
    ),
    "this log belongs to other texts; give the report it was made for": (
        "ce journal appartient à d’autres textes ; donnez le rapport pour lequel il a été fait"
    ),
    # sessions
    "this was changed meanwhile ({told}); nothing of it is lost, and your edit is not entered: "
    "look at the new state and make it again": (
        "ceci a changé entre-temps ({told}) ; rien n’en est perdu, et votre modification n’est pas "
        "entrée : regardez le nouvel état et refaites-la"
    ),
    "{more:,} more": "et {more:,} de plus",
    "a review can hold a report of {most} MiB and this one has {size} MiB; compare a part of the "
    "event": (
        "une relecture peut tenir un rapport de {most} Mio, et celui-ci en compte {size} ; "
        "comparez une partie de l’événement"
    ),
    "this review has {most:,} entries and can have no more; export it as it is": (
        "cette relecture compte {most:,} entrées et ne peut en avoir plus ; enregistrez-la telle "
        "qu’elle est"
    ),
    "the review that this report holds does not fit it: {cause}": (
        "la relecture que contient ce rapport ne lui convient pas : {cause}"
    ),
    "{links} links and {count} of {name}": "{links} liens et {count} de {name}",
    "a sentence of {name} stands outside of its text, turns or passages": (
        "une phrase de {name} se trouve hors de son texte, de ses tours ou de ses passages"
    ),
    "a finding stands beside no row": "une remarque ne se trouve à côté d’aucune ligne",
    "a share of {share} belongs together": "une part de {share} va ensemble",
    "a review can have {most:,} entries, and that of this report has {count:,}": (
        "une relecture peut avoir {most:,} entrées, et celle de ce rapport en compte {count:,}"
    ),
    "this report was reviewed, and an earlier version saved it without the edits; export it anew "
    "from where it was reviewed, or open the report as the machine made it": (
        "ce rapport a été relu, et une version antérieure l’a enregistré sans les modifications ; "
        "enregistrez-le à nouveau là où il a été relu, ou ouvrez le rapport tel que la machine "
        "l’a fait"
    ),
    "these sessions have format {version}; expected {known}": (
        "ces sessions sont au format {version} ; on attend le format {known}"
    ),
    "is a database of another program; choose another file": (
        "est une base de données d’un autre programme ; choisissez un autre fichier"
    ),
    "{store} holds {count:,} sessions already and can hold no more; remove old ones with: align "
    "sessions FILE --expire DAYS": (
        "{store} contient déjà {count:,} sessions et ne peut en contenir plus ; retirez les "
        "anciennes par : align sessions FICHIER --expire JOURS"
    ),
    "there is no such review session; it may have expired, or the address is not whole": (
        "cette session de relecture n’existe pas ; elle a pu expirer, ou l’adresse n’est pas "
        "complète"
    ),
    "this review session has expired; export what you see, or begin anew": (
        "cette session de relecture a expiré ; enregistrez ce que vous voyez, ou recommencez"
    ),
    "review sessions cannot be kept here: {cause}": (
        "les sessions de relecture ne peuvent pas être gardées ici : {cause}"
    ),
    # reports
    "cannot be read: {cause}": "ne peut pas être lu : {cause}",
    "cannot be written: {cause}": "ne peut pas être écrit : {cause}",
    "no report can be written as {suffix!r}; choose one of {known}": (
        "aucun rapport ne s’écrit au format « {suffix} » ; choisissez parmi {known}"
    ),
    "expected a report written by this program; this JSON is something else": (
        "on attend un rapport écrit par ce programme ; ce JSON est autre chose"
    ),
    "expected the report version {known!r}, found {found!r}; make the report anew, or read it with "
    "the program version that wrote it": (
        "on attend la version de rapport « {known} », et celle-ci est « {found} » ; refaites le "
        "rapport, ou lisez-le avec la version du programme qui l’a écrit"
    ),
    "is not a whole report: at {place}: {cause}": (
        "n’est pas un rapport complet : à {place} : {cause}"
    ),
    "contradicts itself: {cause}": "se contredit : {cause}",
    "expected a report in JSON; this is no JSON ({cause})": (
        "on attend un rapport en JSON ; ceci n’en est pas ({cause})"
    ),
}
