"""Why a passage is what it is, where a rare mark of the record says so."""

from __future__ import annotations

MARKS: tuple[tuple[str, str], ...] = (
    (
        "The label says that an interpreter speaks; the words render the turn before.",
        "Le nom en tête dit qu’un interprète parle ; ces mots rendent le tour précédent.",
    ),
    (
        "{} was spoken at {}, and nothing is printed for it.",
        "Une autre langue ({}) a été parlée à {}, et rien n’en est imprimé.",
    ),
    (
        "Tells what happens between the speaker and the interpreter; nothing is said.",
        "Elle dit ce qui se passe entre l’orateur et l’interprète ; rien n’est dit.",
    ),
    (
        "The recording begins after the speech did.",
        "L’enregistrement commence après le discours.",
    ),
    (
        "The microphone was off or too far away.",
        "Le micro était coupé ou trop loin.",
    ),
    ("Several people spoke at once.", "Plusieurs personnes parlaient à la fois."),
    ("The recording has a hole.", "L’enregistrement a un trou."),
    (
        "The transcriber could not make out the words.",
        "Le transcripteur n’a pas pu distinguer les mots.",
    ),
    (
        "The transcriber could not make out the words, and says which.",
        "Le transcripteur n’a pas pu distinguer les mots, et dit lesquels.",
    ),
    (
        "The record says that it holds no translation of what was said here.",
        "Le compte rendu dit qu’il ne contient pas de traduction de ce qui a été dit ici.",
    ),
    (
        "Nobody interprets from here on; the speaker is heard directly.",
        "À partir d’ici, personne n’interprète ; on entend l’orateur lui-même.",
    ),
    (
        "These words are printed in {}, and the record is in {}; no mark says that anybody "
        "interprets.",
        "Ces mots sont imprimés dans une autre langue ({}) que le compte rendu ({}) ; rien ne dit "
        "que quelqu’un interprète.",
    ),
    (
        "The words are the interpreter's; the language is none of the table's.",
        "Ces mots sont ceux de l’interprète ; la langue n’est pas dans la table.",
    ),
    (
        "A line of the page that cuts a sentence; nobody said it.",
        "Une ligne de la page qui coupe une phrase ; personne ne l’a dite.",
    ),
    (
        "Foreign speech that the transcriber could not write down.",
        "Des paroles étrangères que le transcripteur n’a pas pu noter.",
    ),
    (
        "Stands for a whole speech in a language that the record does not print.",
        "Elle remplace tout un discours dans une langue que le compte rendu n’imprime pas.",
    ),
    (
        "From here on the speaker is heard directly.",
        "À partir d’ici, on entend l’orateur lui-même.",
    ),
    (
        "The foreign words themselves are printed below.",
        "Les mots étrangers eux-mêmes sont imprimés plus bas.",
    ),
    (
        "The interpretation of the foreign words above.",
        "L’interprétation des mots étrangers qui précèdent.",
    ),
    (
        "The Canadian parliament's sign that what follows was said in the other language.",
        "Le signe du parlement canadien : ce qui suit a été dit dans l’autre langue.",
    ),
    (
        "United Nations: the printed words are the interpretation.",
        "Nations unies : les mots imprimés sont l’interprétation.",
    ),
    (
        "Other words of the United Nations for the same; on a line of its own they say less.",
        "Une autre formule des Nations unies pour la même chose ; seule sur une ligne, elle en dit "
        "moins.",
    ),
    (
        "The label says that the whole turn was spoken in another language.",
        "Le nom en tête dit que tout le tour a été parlé dans une autre langue.",
    ),
    ("The words are the interpreter's.", "Ces mots sont ceux de l’interprète."),
    (
        "The words are the interpreter's; said so shortly that it could be an aside in the middle "
        "of a sentence.",
        "Ces mots sont ceux de l’interprète ; dit si brièvement que ce pourrait être un aparté au "
        "milieu d’une phrase.",
    ),
    (
        "Names a language; in mid-sentence that is an ordinary bracket.",
        "Elle nomme une langue ; au milieu d’une phrase, c’est une parenthèse ordinaire.",
    ),
    (
        "Spoken in another language; whether what follows is its interpretation the form alone "
        "cannot tell.",
        "Dit dans une autre langue ; la forme seule ne permet pas de savoir si la suite en est "
        "l’interprétation.",
    ),
    (
        "Names the language of the record itself: the speaker's own words follow.",
        "Elle nomme la langue du compte rendu : les mots de l’orateur lui-même suivent.",
    ),
    (
        "A parliament's sign that what follows was said in the language of the record.",
        "Le signe d’un parlement : la suite a été dite dans la langue du compte rendu.",
    ),
    (
        "European Parliament: the language spoken, as a code.",
        "Parlement européen : la langue parlée, par son code.",
    ),
    (
        "A note above the first speaker: what is printed below is a translation.",
        "Une note au-dessus du premier orateur : ce qui suit est une traduction.",
    ),
    (
        "The newspaper's own cut, not a gap in the sound.",
        "Une coupure du journal, pas une lacune du son.",
    ),
    (
        "A footnote or a page or time number.",
        "Une note de bas de page, un numéro de page ou une heure.",
    ),
    ("A sound in the room; no words are lost.", "Un bruit dans la salle ; aucun mot n’est perdu."),
    (
        "A remark by whoever wrote the record.",
        "Une remarque de l’auteur du compte rendu.",
    ),
)
"""Shape of an English sentence → its French, as in ``messages.SHAPES``."""
