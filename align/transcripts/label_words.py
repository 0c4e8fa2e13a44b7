"""The words of speaker labels: roles, titles, and the words that no name holds.

A new role, such as ``BRIEFER:``, is a word in ``ROLES``; one that is no particular person, such as
``QUESTION:``, stands in ``NO_PERSON`` as well.
"""

from __future__ import annotations

import re


def _words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())


ROLES = re.compile(
    r"(?:the |le |la |l')?(?:"
    r"(?:unidentified |unknown |first |second |third |last )?(?:(?:male|female|off-camera) )?"
    r"(?:question|questioner|questions|moderator|moderators|interpreter|translator|speaker"
    r"|operator|host"
    r"|anchor|reporter|reporters|journalist|interviewer|audience|audience member|participant|voice"
    r"|reuters|bloomberg|afp|tass|kyodo|yonhap|xinhua|ansa|efe|dpa|interfax|ukrinform|politico"
    r"|euronews|al jazeera|associated press|guest|caller|panelist|panellist|witness|correspondent"
    r"|co-chair|translation|interpretation"
    r"|voices|male|female|man|woman|student|press|media|staff|aide|chair|chairman|chairwoman|clerk"
    r"|spokesperson|spokesman|spokeswoman|president|vice president|prime minister|secretary"
    r"|secretary[- ]general|minister|foreign minister|chancellor|ambassador|official|answer"
    r"|response"
    r"|presenter|announcer|narrator|mc|king|queen|emir|briefer|person)(?:s)?(?: [#n°]*(?:\d{1,2}"
    r"|[a-z]|\?))?"
    r"|speaker ?\?|q(?:uestion)? ?(?:n°|#)? ?\d{1,2}|(?:unidentified|unknown)(?: \w+){0,2}"
    r"|(?:multiple|several) speakers|crowd|members? of the audience|question from(?: \w+){1,4}"
    r"|senior (?:\w+ ){0,3}official(?: (?:\d{1,2}|one|two|three|four))?"
    r"|(?:some |an )?hon\.? members?|several hon\.? members|some members|a voice"
    r"|(?:une |des )?voix|(?:un |une )?intervenante?|moderateur|moderatrice|interprete|traducteur"
    r"|traductrice|journalistes?|animateur|animatrice|presentateur|presentatrice|presidente"
    r"|premier ministre|premiere ministre|ministre|secretaire general|chanceliere?|porte-parole"
    r"|reponse|salle|public|questions?|oratrice|orateur|un depute|une deputee|(?:un "
    r"|une )?journaliste"
    r"|vice-presidente?|greffiere?|interlocuteur|interlocutrice"
    r")"
)
NO_PERSON = re.compile(
    r"q ?\d{0,2}|a|r|(?:.*\b)?(?:question|questions|questioner|reporters?|journalistes?"
    r"|journalists?|press|media"
    r"|unidentified|unknown|speaker ?\?|audience|voice|voices|voix|crowd|participants?"
    r"|hon\.? members?"
    r"|multiple speakers|interpreter|translator|interprete|traducteur|traductrice|intervenante?"
    r"|salle"
    r"|public|answer|reponse|student|male|female|man|woman)(?:\b.*)?"
)
INTERPRETER = re.compile(
    r".*\b(?:interpreter|translator|interprete|traducteur|traductrice)s?\b.*"
    r"|translation|interpretation|traduction"
)
TITLES = _words(
    """
    president presidente vice-president minister ministre secretary secretaire undersecretary
    under-secretary chancellor chancelier chanceliere king queen prince princess emir sultan
    roi reine ambassador ambassadeur ambassadrice senator sen. sen senateur senatrice rep.
    representative congressman congresswoman governor gov. mayor maire general gen. admiral
    adm. colonel col. captain commander lieutenant lt. director directeur directrice
    commissioner commissaire speaker chair chairman chairwoman chairperson president-elect
    spokesperson spokesman spokeswoman porte-parole moderator premier premiere deputy attorney
    judge justice lord lady sir dame baroness pope pape cardinal bishop archbishop rabbi imam
    dr dr. prof prof. professor professeur mr mr. mrs mrs. ms ms. miss mx m. mm. mme mlle
    madame monsieur me hon. hon honourable honorable chief head leader correspondent anchor
    host reporter journalist editor interpreter translator envoy delegate member coordinator
    depute deputee rapporteur herr frau excellency amb. amb foreign-minister taoiseach
    high-representative secretary-general vice-presidente l'hon. sheikh crown presenter
    moderateur moderatrice interprete
    """
)
HONORIFICS = _words(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. m. mm. mme mlle madame monsieur madam hon. hon dear
    cher chere sir
    """
)
PARTICLES = _words(
    """
    de du des la le les von van der den di da do dos das del della al el bin ibn ben abu ter
    ten zu y e af av d' l' st. st bint dem in 't ’t
    """
)
#: Particles that a label may begin with: ``de Guindos:``
BEFORE_SURNAMES = _words("de von van di da del al bin")
CONNECTORS = PARTICLES | _words("the of and for to in on at et aux au à en & sur pour l'")
#: What stands before a title or a name and holds words that no name holds.
STYLE = re.compile(
    r"(?:his|her|their|your) (?:(?:royal|serene|imperial|most) )?(?:majesty|highness|excellency"
    r"|holiness|beatitude|grace|honou?r|worship|eminence)\b|first lady\b"
    r"|(?:first|second|third) (?=(?:\w+ )?(?:deputy|vice|minister|secretary|counsellor|lord)\b)"
)
#: Function words that are names, too, at either end of one: Theresa May, Will Hurley, Do Thi An.
ALSO_NAMES = _words("may will so he do can an who us she")
#: What follows a name: Theresa May MP.
POSTNOMINALS = _words("mp mep msp qc kc obe cbe phd")
#: Words that stand inside a name or title and begin none: ``To the Prime Minister: do you agree?``
BEGIN_NO_NAME = _words("to for and in at on of et en sur pour au aux")
FUNCTION_WORDS = _words(
    """
    i you he she we they it this that these those who whom what when where why how which is
    are was were be been am do does did have has had will would shall should can could may
    might must not no yes but or if then so because as with from by than there here my your
    his her our their its me us them very more most some any each every all both first second
    third fourth fifth firstly secondly thirdly finally lastly one two three four five another
    other next last again also only just now today let say said says think know thing things
    point points question questions answer example je tu il elle nous vous ils elles ce cela
    ceci ces cet cette qui que quoi dont ou est sont etait sera suis sommes avons avez ont
    mais donc car si ne pas plus moins tres tout tous toute toutes mon ma mes ton ta tes notre
    votre nos vos leur leurs premierement deuxiemement troisiemement enfin ensuite aussi
    seulement voici voila deux trois quatre cinq autre autres chose choses deuxieme troisieme
    dernier exemple ladies gentlemen mesdames messieurs friends amis dear thank thanks merci
    note nb ps re cc date place time subject location event topic participants present
    speakers intervenants personnalite fonction circonstances source sources tags themes theme
    link links photo video image related copyright contact tel fax email phone address result
    results conclusion warning update read watch see background summary introduction agenda
    updated published posted topics keywords lieu heure objet sujet mots-cles resume contexte
    usa eu etc
    """
)
