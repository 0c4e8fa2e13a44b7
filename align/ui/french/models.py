"""Models, drafts and libraries that cannot be used."""

from __future__ import annotations

MODELS: dict[str, str] = {
    "This needs the library {library!r}, which is not installed. Install it with: pip install "
    "'interpreted-align[{extra}]'": (
        "Il faut pour cela la bibliothèque logicielle « {library} », qui n’est pas installée. "
        "Installez-la par : pip install 'interpreted-align[{extra}]'"
    ),
    # drafts
    "no passage of it is interpreted, so there is nothing to draft; --draft-all drafts every "
    "English passage": (
        "aucun passage n’y est interprété : il n’y a donc rien à traduire ; le réglage draft-all "
        "fait traduire tous les passages anglais"
    ),
    "{name}: this machine draft was made from another transcript; make it anew": (
        "{name} : ce brouillon automatique vient d’une autre transcription ; refaites-le"
    ),
    # translators
    "The translator {name!r} cannot be loaded: {cause}": (
        "Le traducteur « {name} » ne peut pas être chargé : {cause}"
    ),
    "The translator {name!r} cannot be loaded: {cause} Give the path of a folder that holds one, "
    "or the name of one on the hub.": (
        "Le traducteur « {name} » ne peut pas être chargé : {cause} Donnez le chemin d’un dossier "
        "qui en contient un, ou le nom d’un modèle du hub."
    ),
    "{folder}: no translator here; restore the checkpoints folder, or name another translator with "
    "--translator": (
        "{folder} : il n’y a pas de traducteur ici ; rétablissez le dossier checkpoints, ou nommez "
        "un autre traducteur par --translator"
    ),
    "{folder}: {files} is not as it was made (its SHA-256 does not fit SHA256SUMS); restore the "
    "checkpoints folder": (
        "{folder} : {files} n’est pas tel qu’il a été fait (son SHA-256 ne correspond pas à "
        "SHA256SUMS) ; rétablissez le dossier checkpoints"
    ),
    "{folder}: this model cannot be converted for translation ({cause}); Marian and NLLB models "
    "can": (
        "{folder} : ce modèle ne peut pas être converti pour la traduction ({cause}) ; les modèles "
        "Marian et NLLB le peuvent"
    ),
    "{folder}: this translator does not know the language {code!r}": (
        "{folder} : ce traducteur ne connaît pas la langue « {code} »"
    ),
    "{folder}: its vocabulary cannot be read ({cause})": (
        "{folder} : son vocabulaire ne peut pas être lu ({cause})"
    ),
    "{folder}: no model can be read here: its {name} is missing or broken": (
        "{folder} : aucun modèle ne peut être lu ici : son fichier {name} manque ou est abîmé"
    ),
    "{folder}: its weights do not fit its config.json ({kind}: {cause})": (
        "{folder} : ses poids ne correspondent pas à son config.json ({kind} : {cause})"
    ),
    "{path}: these weights cannot be read ({cause})": (
        "{path} : ces poids ne peuvent pas être lus ({cause})"
    ),
    "{folder}: a converted model cannot be kept here ({cause}); make the folder writable, or let "
    "XDG_CACHE_HOME name another one": (
        "{folder} : un modèle converti ne peut pas être gardé ici ({cause}) ; permettez l’écriture "
        "dans ce dossier, ou nommez-en un autre par XDG_CACHE_HOME"
    ),
    "{folder}: cannot be replaced ({cause})": "{folder} : ne peut pas être remplacé ({cause})",
    # other models
    "The encoder {name!r} cannot be loaded: {cause} Give the path of a folder that holds one, or "
    "the name of one on the hub.": (
        "L’encodeur « {name} » ne peut pas être chargé : {cause} Donnez le chemin d’un dossier qui "
        "en contient un, ou le nom d’un modèle du hub."
    ),
    "this linker was learned from other evidence than is looked at now; learn it anew: "
    "python -m eval.train_link": (
        "cet aligneur a été appris sur d’autres indices que ceux qui sont examinés ; apprenez-le à "
        "nouveau : python -m eval.train_link"
    ),
    "{place}: no {what} here; restore the checkpoints folder": (
        "{place} : il n’y a pas de {what} ici ; rétablissez le dossier checkpoints"
    ),
    "{folder}: this {what} cannot be read ({cause}); restore the checkpoints folder": (
        "{folder} : ce {what} ne peut pas être lu ({cause}) ; rétablissez le dossier checkpoints"
    ),
    "judge of fidelity": "juge de fidélité",
    "judge of gaps": "juge des lacunes",
    "judge of pairs": "juge des paires",
    "linker": "modèle de mise en regard",
    "model of seams": "modèle des jointures",
    "word lexicon": "lexique",
    "{width:,} English words; a lexicon holds at most {most:,}": (
        "{width:,} mots anglais ; un lexique en contient {most:,} au plus"
    ),
    # libraries
    "there is no such folder. Make a library with: align library add": (
        "ce dossier n’existe pas. Créez une bibliothèque par : align library add"
    ),
    "this library was made by a newer version of align (format {found}, this version knows "
    "{known}). Update align.": (
        "cette bibliothèque vient d’une version plus récente d’align (format {found}, cette "
        "version connaît le format {known}). Mettez align à jour."
    ),
    "this is no library, and not empty. Name a library, or a new folder for one.": (
        "ce n’est pas une bibliothèque, et le dossier n’est pas vide. Nommez une bibliothèque, ou "
        "un nouveau dossier."
    ),
    "this folder is no library ({note} is missing). Make one: align library add": (
        "ce dossier n’est pas une bibliothèque ({note} manque). Créez-en une par : align library "
        "add"
    ),
    "{note} cannot be read ({cause}). Restore it.": (
        "{note} ne peut pas être lu ({cause}). Rétablissez-le."
    ),
    "its vectors were made by the encoder {made_by}, but {encoder} is to search it. Name that "
    "encoder, or make a new library.": (
        "ses vecteurs viennent de l’encodeur {made_by}, mais c’est {encoder} qui doit y chercher. "
        "Nommez le premier, ou créez une nouvelle bibliothèque."
    ),
    "its vectors were made by another version of the encoder {encoder}. Make a new library.": (
        "ses vecteurs viennent d’une autre version de l’encodeur {encoder}. Créez une nouvelle "
        "bibliothèque."
    ),
    "another process has been writing to this library for {seconds:g} seconds. Try again when it "
    "is done.": (
        "un autre processus écrit dans cette bibliothèque depuis {seconds:g} secondes. Réessayez "
        "quand il aura fini."
    ),
    "writing here is not permitted. Change its permissions.": (
        "l’écriture n’est pas permise ici. Changez les droits."
    ),
    "the disk is full. What was added before is kept; make room and add again.": (
        "le disque est plein. Ce qui a été ajouté avant est gardé ; faites de la place et ajoutez "
        "le reste."
    ),
    "its table {of!r} cannot be read ({cause}). Restore it, or add all anew.": (
        "sa table « {of} » ne peut pas être lue ({cause}). Rétablissez-la, ou ajoutez tout à "
        "nouveau."
    ),
}
