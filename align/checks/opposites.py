"""Words that say the contrary of what was said: *augmenter* rendered by *cut*.

Word vectors hardly tell a word from its contrary, since both stand in the same sentences; so these
are told by a table. A pair counts if the other side has no word of the right kind anywhere and
nothing on either side denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.checks.wording import quoted
from align.cues import find_spans, has_match, strong_cues, words_at
from align.denial import TABLES
from align.types import Comparison, Finding, Severity, Span, WordLink

CHECK, CATEGORY = "term", "Accuracy/Mistranslation/Term"
CONFIDENCE = 0.6
#: A word and its contrary, French and English: (said, its contrary, heard, its contrary).
OPPOSITES = (
    (r"augment\w*|accro[iî]\w*|hauss\w*|relev(?:er|ons|é\w*)",
     r"diminu\w*|rédui\w*|réduc\w*|baiss\w*|recul\w*|chut\w*|abaiss\w*",
     r"increas\w*|rais(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grow\w*|grew|grown|higher|up",
     r"decreas\w*|reduc\w*|cut|cuts|cutting|lower\w*|"
     r"fall\w*|fell|drop\w*|declin\w*|shr[aiu]nk\w*|down|slash\w*"),
    (r"accept\w*|approuv\w*|adopt\w*|accueill\w*",
     r"refus\w*|rejet\w*|repouss\w*|éta(?:it|ient) contre",
     r"accept\w*|approv\w*|adopt\w*|welcom\w*|agree\w*|pass|passed",
     r"reject\w*|refus\w*|turned down"),
    (r"réuss\w*|succès|parven\w*|parvien\w*", r"échou\w*|échec\w*|rat(?:é|er|ons)",
     r"succe\w*|manag(?:e|es|ed|ing)|achiev\w*|able", r"fail\w*"),
    (r"souten\w*|soutien\w*|appu[iy]\w*|favorable\w*", r"oppos\w*|contre|hostil\w*",
     r"support\w*|favou?r\w*|back|backs|backed|backing|endors\w*|uph[eo]ld\w*",
     r"oppos\w*|against"),
    (r"gagn\w*|remport\w*|victoire\w*", r"perd\w*|perte\w*|défait\w*",
     r"w[io]n|wins|winning|gain\w*|victor\w*|earn\w*", r"los\w+|defeat\w*"),
    (r"autoris\w*|permet\w*|permis\w*", r"interdi\w*|prohib\w*",
     r"allow\w*|authori[sz]\w*|permi\w*|let|enabl\w*|possible",
     r"ban|bans|banned|forb\w+|prohibit\w*"),
    (r"renforc\w*|consolid\w*|fortifi\w*", r"affaibli\w*|fragilis\w*",
     r"strength\w*|strong\w*|reinforc\w*|bolster\w*|consolid\w*", r"weak\w*|undermin\w*"),
    (r"majorité\w*|majoritaire\w*", r"minorité\w*|minoritaire\w*", r"majorit\w*|most",
     r"minorit\w*"),
    (r"maxim\w*", r"minim\w*", r"maxim\w*|most", r"minim\w*|least"),
    (r"importations?|importer|importatrices?|importateurs?", r"export\w*", r"import\w*",
     r"export\w*"),
    (r"nord", r"sud", r"north\w*", r"south\w*"),
    (r"ouest|occident\w*", r"orient\w*", r"west\w*|occident\w*", r"east\w*"),
    (r"difficile\w*", r"facile\w*|aisé\w*", r"difficult\w*|hard\w*|tough", r"eas[iy]\w*"),
    (r"meilleure?s?|mieux|amélior\w*", r"pires?|aggrav\w*|empir\w*|dégrad\w*",
     r"better|best|improv\w*|superior", r"worse\w*|worst|deteriorat\w*|aggravat\w*"),
    (r"amie?s?|alliée?s?", r"ennemie?s?|adversaires?", r"friend\w*|all(?:y|ies|ied)",
     r"enem(?:y|ies)|adversar\w*|foes?"),
    (r"guerre\w*", r"paix", r"war|wars|wartime", r"peace\w*"),
    (r"ache[tv]\w*|achats?", r"vend\w*|ventes?|vente", r"b(?:uy|uys|ought|uying)|purchas\w*",
     r"s(?:ell\w*|old|ales?)"),
    (r"positi(?:f|fs|ve|ves|vement)", r"négati(?:f|fs|ve|ves|vement)", r"positive\w*",
     r"negative\w*"),
    (r"publi(?:c|cs|que|ques)", r"privée?s?", r"public\w*", r"private\w*"),
    (r"matin\w*", r"soir\w*", r"morning\w*", r"evening\w*|tonight"),
    (r"ouvr(?:ir\w*|ons|ez|ent|e|es|it|ait|aient)|ouvertures?",
     r"ferm(?:er\w*|ons|ez|ent|e|é\w*|ait|aient)|fermetures?", r"open\w*",
     r"clos(?:e|es|ed|ing|ures?)|shut\w*"),
    (r"avant", r"après", r"before|prior|ahead|preced\w*|earlier|pre|until",
     r"after\w*|follow\w*|once|since|later|post"),
    (r"excédent\w*", r"déficit\w*", r"surplus\w*|excess\w*", r"deficit\w*"),
    (r"riches?", r"pauvres?", r"rich\w*|wealth\w*|affluent", r"poor\w*"),
    (r"gauche", r"droite", r"left\w*", r"right-wing|right"),
    (r"court terme", r"long terme", r"short\w*|immediate\w*", r"long[ -]term|long run"),
    (r"cré(?:er\w*|ons|ez|ent|e|é|ée|és|ées)|instaur\w*", r"supprim\w*|abol\w*",
     r"creat\w*|establish\w*|set\w*|introduc\w*", r"abolish\w*|abolition|scrap\w*|eliminat\w*"),
    (r"début\w*|commenc\w*", r"fin|finir\w*|finit|termin\w*",
     r"beginn\w*|beg[aiu]n\w*|start\w*|early|earl\w*|onset|outset", r"end|ends|ended|ending"),
    (r"accélér\w*", r"ralenti\w*", r"accelerat\w*|speed\w*|faster|quick\w*", r"slow\w*"),
    (r"léga(?:l|le|ux|les|lement)", r"illéga(?:l|le|ux|les|lement)", r"legal\w*|lawful\w*",
     r"illegal\w*|unlawful\w*"),
    (r"légitimes?", r"illégitimes?", r"legitimate\w*", r"illegitimate\w*"),
    (r"possibles?", r"impossibles?", r"possib\w*|can|could|may|might", r"impossib\w*"),
    (r"offre", r"demande", r"suppl\w*|offer\w*", r"demand\w*"),
    (r"créanci\w*", r"débit\w*", r"creditor\w*|lender\w*", r"debtor\w*|borrower\w*"),
    (r"optimis[mt]\w*", r"pessimis[mt]\w*", r"optimis[mt]\w*", r"pessimis[mt]\w*"),
)  # fmt: skip


def check_opposites(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each word that is linked with a contrary of what it means."""
    if languages_of(comparison) != ("fr", "en") or not comparison.words:
        return
    for pair in interpreted_pairs(comparison):
        sides = (pair.source, "fr"), (pair.target, "en")
        if pair.has_gap or any(strong_cues(*side, TABLES) for side in sides):
            continue
        yield from _contraries(pair, comparison.words[pair.number])


def _contraries(pair: Pair, links: tuple[WordLink, ...]) -> Iterator[Finding]:
    for said, unsaid, unheard, heard in _tables():
        if has_match(pair.source, unsaid) or has_match(pair.target, unheard):
            continue
        for one in find_spans(pair.source, said):
            other = next(
                (each for each in find_spans(pair.target, heard) if _linked(one, each, links)), None
            )
            if other is not None:
                yield _finding(pair, one, other)
                break


@cache
def _tables() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Each row of ``OPPOSITES`` in both directions: said, its contrary, what renders it, heard."""
    rows = []
    for one, other, rendered, turned in OPPOSITES:
        words = [
            re.compile(rf"(?<![\w-])(?:{part})(?![\w-])", re.IGNORECASE)
            for part in (one, other, rendered, turned)
        ]
        rows += [tuple(words), (words[1], words[0], words[3], words[2])]
    return tuple(rows)


def _linked(one: Span, other: Span, links: tuple[WordLink, ...]) -> bool:
    """Whether they are linked, or neither is linked with anything."""
    ends = [(each.source.overlaps(one), each.target.overlaps(other)) for each in links]
    return (True, True) in ends or not any(map(any, ends))


def _finding(pair: Pair, one: Span, other: Span) -> Finding:
    said, heard = words_at(pair.source, one), words_at(pair.target, other)
    message = (
        f"The French says {quoted(said)}; the English says {quoted(heard)}, "
        "which is something else."
    )
    return Finding(
        CHECK, CATEGORY, Severity.MAJOR, message, pair.number, (one,), (other,), CONFIDENCE
    )
