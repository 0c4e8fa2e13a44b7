"""Text that belongs to the page and not to the event: banners, dates, share buttons, footers.

Each rule matches a whole line (or a whole unwrapped paragraph). To teach the program a new piece of
boilerplate, add a row to ``RULES``. Lines that only *look* like a title
are judged in ``headings.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache

from align.text import ends_sentence, fold


class Where(Flag):
    """The part of a document in which a rule holds."""

    TOP = auto()
    END = auto()
    MIDDLE = auto()
    EDGES = TOP | END
    ANYWHERE = TOP | END | MIDDLE


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: matches a whole line, folded.

    Attributes:
        is_sentence: Whether a sentence may be one: ``Next week we meet again.`` is no footer.
    """

    name: str
    pattern: re.Pattern[str]
    where: Where
    why: str
    is_sentence: bool = True


def _rule(name: str, where: Where, why: str, *patterns: str, is_sentence: bool = True) -> Rule:
    pattern = re.compile("|".join(f"(?:{p})" for p in patterns))
    return Rule(name, pattern, where, why, is_sentence)


_DAY = (
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|fevrier|mar(?:ch|s)|apr(?:il)?|avril|may|mai|june?|juin"
    r"|july?"
    r"|juillet|aug(?:ust)?|aout|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?"
    r"|dec(?:ember|embre)?)\.?"
)
_DATE = (
    rf"(?:(?:{_DAY})\.?,? )?(?:(?:le )?\d{{1,2}}(?:er|st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|\d{{4}}-\d\d-\d\d)"
)
_CLOCK = (
    r"\d{1,2}(?:[:.h]\d{2})? ?(?:[ap]\.? ?m\.?|h(?:eures)?)?(?: ?\(?(?:e[ds]?t|c[de]?s?t|gmt|utc"
    r"|bst|p[ds]t"
    r"|local(?: time)?|eastern(?: time)?|heure de paris)\)?)?\.?"
)
_PLACE = r"[\w .,'()-]{2,60}"

RULES: tuple[Rule, ...] = (
    _rule(
        "government banner",
        Where.ANYWHERE,
        "The banner of sites of the United States Government.",
        r"an official website of the .{3,60}? government.{0,30}",
        r"here'?s how you know.{0,3}",
        r"official websites use \.(?:gov|mil)",
        r"a \.(?:gov|mil) website belongs to .{5,120}",
        r"secure \.(?:gov|mil) websites use https.{0,40}",
        r"a lock \(? ?.{0,30}\)? ?or https:// means .{5,200}",
        r"the \.gov means it'?s official.{0,200}",
        r"the site is secure\.?(?: the https.{0,200})?",
        r"share sensitive information only on official, secure websites\.?",
    ),
    _rule(
        "archive notice",
        Where.ANYWHERE,
        "Says that the page is kept for the record.",
        r"this is (?:an )?(?:archived|historical material|archive).{0,200}",
        r"archived (?:content|page).{0,160}",
        r"you are viewing:? .{3,160}",
        r"(?:the )?content (?:on|in) this (?:page|site) .{0,60}(?:archiv|updated|current).{0,160}",
        r"information released online .{0,200}",
        r"note: .{0,80}external (?:internet )?sites.{0,200}",
        r"(?:this|cette) page (?:est|a ete) archivee.{0,160}",
        r"page archivee.{0,160}",
    ),
    _rule(
        "rush transcript",
        Where.ANYWHERE,
        "Says how final or how official the record is.",
        r"(?:this is a )?rush transcript.{0,240}",
        r"this (?:rush )?transcript (?:was|is|has been|may).{3,300}",
        r"this copy may not be in its final form.{0,120}",
        r"(?:unofficial|uncorrected|unedited|draft|partial|full"
        r"|edited|raw|verbatim|near-verbatim|complete|auto-generated|automated) (?:transcript"
        r"|transcription)"
        r"(?: .{0,120})?",
        r"\(?(?:begin|start|end) (?:of )?(?:rush )?transcript(?:ion)?\)?",
        r"\(?fin de (?:la )?transcription\)?",
        r"check against delivery.{0,20}",
        r"as (?:prepared|delivered|released)(?: for delivery)?",
        r"(?:the )?following is (?:a|an|the) .{0,80}(?:transcript|text|transcription|record)"
        r".{0,200}",
        r"ci-(?:dessous|apres) .{0,60}(?:transcription|texte|verbatim).{0,160}",
        r"transcript:?",
        r"transcription:?",
        r"(?:seul )?le (?:texte )?prononce fait foi.{0,40}",
        r"seul le prononce fait foi.{0,40}",
        r"(?:le )?texte integral.{0,30}",
        r"verbatim:?",
        r"remarks",
        r"transcription (?:integrale|non officielle).{0,80}",
        r"\*? ?transcript (?:provided|courtesy) .{0,120}",
    ),
    _rule(
        "translation note",
        Where.EDGES,
        "Says that the text is a translation; above the first speaker it is evidence first.",
        r"\[?(?:unofficial|official|draft|provisional|courtesy|working|free) translation.{0,120}",
        r"(?:the )?following is (?:a|an|the) .{0,80}translation.{0,200}",
        r"traduction (?:non officielle|de courtoisie).{0,80}",
    ),
    _rule(
        "release line",
        Where.EDGES,
        "Says when the text may be published.",
        r"for immediate release.{0,40}",
        r"embargoed? .{0,80}",
        r"for (?:internal|official) use.{0,40}",
        r"pour diffusion immediate.{0,40}",
        r"sous embargo.{0,60}",
        r"media (?:note|advisory)",
        r"press (?:release|statement)",
        r"office of the (?:press secretary|spokesperson|historian|secretary).{0,60}",
        r"communique(?: de presse)?",
        r"compte[- ]rendu(?: integral)?",
        r"the white house",
        r"speeches(?: & remarks)?",
        r"briefing room",
        r"statements and releases",
    ),
    _rule(
        "date or time",
        Where.EDGES,
        "When, and perhaps where, it was said.",
        _DATE,
        _CLOCK,
        rf"{_DATE},? (?:-|at|a|[|.·]|,)? ?(?:{_CLOCK}|.{{0,60}})",
        rf"{_CLOCK},? {_DATE}",
        rf"{_PLACE},? (?:le |on )?{_DATE}\.?",
        rf"\(?{_PLACE}[,-] ?(?:le )?{_DATE}\)?\.?",
        rf"(?:aired|published|updated|posted|delivered|released|last updated|publie|mis a jour"
        rf"|modifie|issued)"
        rf"(?: on| le|:)* ?{_DATE}.{{0,60}}",
        rf"{_DATE} - seul le prononce fait foi",
    ),
    _rule(
        "end of record",
        Where.EDGES,
        "Closes the record.",
        rf"[-*# ]*[(\[]?ends?[)\]]?[-*#. ]*(?:{_CLOCK})?",
        r"(?:# ?)+|\*[ *]*\*|-{2,}|={2,}|_{2,}|-? ?30 ?-?|fin\.?",
        r"\(?(?:the )?(?:press conference|briefing|meeting|sitting|event|session|interview)"
        r"(?: was)? (?:ended|concluded|adjourned|rose).{0,60}\)?",
        r"\(la seance est levee.{0,60}\)|la seance est levee a \d.{0,40}",
        r"-? ?more ?-?",
        r"\(?end of (?:the )?(?:press conference|briefing|remarks|event|interview|meeting"
        r"|statement|speech|session|q ?(?:&|and) ?a).{0,30}\)?",
        r"\(end\.?\)",
        r"end transcript",
        r"e ?& ?oe.{0,80}",
        r"to be continued\.?",
        r"to order a copy of this transcript.{0,200}",
        r"copy: content and programming copyright.{0,200}",
    ),
    _rule(
        "time on the page",
        Where.ANYWHERE,
        "The clock of a broadcast or of a sitting, on a line of its own.",
        r"[•●*]? ?[\[(] ?(?:\d{4}|\d{1,2}:\d{2}(?::\d{2})?) ?[\])]",
    ),
    _rule(
        "page of the United Nations",
        Where.ANYWHERE,
        "The number of a page or of the document, and the head above it.",
        r"\d{1,3}/\d{1,3}(?: \d{2}-\d{5})?|\d{2}-\d{5}(?: \(e\))?(?: \d{1,3}/\d{1,3})?",
        r"(?:\d{1,2}/\d{1,2}/\d{4} .{2,100} )?[as](?:/[a-z0-9.-]+)*/pv\.\d+(?: \(.{2,20}\))?"
        r"(?: .{2,100} \d{1,2}/\d{1,2}/\d{4})?",
        r"(?:\d{2}-\d{5} \(e\) )?this record contains the text of speeches delivered.{0,300}",
        r"accessible document|please recycle.{0,10}|\*?\d{7}\*?",
    ),
    _rule(
        "table of contents",
        Where.EDGES,
        "Leaders of dots join a title and a page, or a country and its delegate.",
        r".{2,160}?(?: ?\.){4,}.{0,160}",
    ),
    _rule(
        "French press header",
        Where.EDGES,
        "The fields above a speech in French public collections.",
        r"prononce le .{3,80}",
        r"(?:intervenants?|intervenant\(s\)|personnalite|auteurs?|auteur\(s\)|circonstances?"
        r"|thematiques?|mots?-cles?|themes?|source|type|date|lieu|nature|titre|media|emission"
        r"|personnalite, fonction"
        r"|prononce par|ti) ?: ?.{0,200}",
        r"intervenant\(s\)",
        r"mots-cles",
        r"thematique",
        r"caracteristiques.{0,40}",
        r"consulter le texte.{0,60}",
        r"`.{3,200}`",
        r"publie le .{3,80}",
        r"ajoute a la collection.{0,60}",
    ),
    _rule(
        "header field",
        Where.TOP,
        "A field above the first speaker.",
        r"(?:location|venue|date|time|place|event|subjects?|topic|participants?|speakers?"
        r"|moderator\(s\)|duration"
        r"|length|format|host|guests?|by|author|byline|type|title|source|present|presents?|re"
        r"|lieu|heure|objet"
        r"|evenement|duree|participants? presents?|briefer|language|series|note|keywords"
        r"|media contact|contact)"
        r" ?:(?: .{0,200})?",
        r"questions? \d+ ?[-–] ?\d+",
        r"members present ?: .{2,300}",
        r"ordered by .{5,120}",
        r"witness(?:es)? ?: .{2,200}",
        r"[ivx]{1,4} ?: .{3,200}",
    ),
    _rule(
        "buttons",
        Where.ANYWHERE,
        "Buttons and links of the page.",
        r"(?:share|partager|print|imprimer|email|e-mail|tweet|download|telecharger|copy link"
        r"|copier le lien|facebook"
        r"|twitter|linkedin|whatsapp|pinterest|youtube|instagram|subscribe|s'abonner|listen"
        r"|ecouter|watch|menu|search"
        r"|rechercher|home|accueil|skip to (?:main )?content|aller au contenu|back to top"
        r"|haut de page|retour(?: en haut)?"
        r"|return to top|close|fermer|login|sign in|read more|lire la suite|en savoir plus"
        r"|show more|advertisement"
        r"|publicite|print this page|imprimer la page)(?: (?:on|sur) .{2,20})?[.: !>»›]*",
        r"(?:share|partager) (?:this|cet?|la|on|sur|via) .{0,40}",
        r"telecharger (?:le|la|en|au) ?\.? ?\w.{0,30}",
        r"download (?:the )?(?:pdf|transcript|audio|video|as).{0,30}",
        r"(?:voir|watch|see) (?:aussi|also|the video|la video).{0,80}",
        r"(?:click|cliquez) (?:here|ici).{0,80}",
        r"(?:advertisement )?- scroll to continue reading",
        r"(?:facebook|twitter|x|linkedin|email|whatsapp|print)(?:[ |/,·]+(?:facebook|twitter|x"
        r"|linkedin|email|whatsapp|print))+",
        is_sentence=False,
    ),
    _rule(
        "addresses and cookies",
        Where.ANYWHERE,
        "What a page says of itself between its parts.",
        r"https?://\S+",
        r"www\.\S+",
        r"accept (?:all )?cookies.{0,80}",
        r"(?:accepter|refuser) (?:les|tous les) cookies.{0,80}",
    ),
    _rule(
        "photo caption",
        Where.EDGES,
        "Belongs to a picture.",
        r"\(?(?:photo|photos|image|picture|credits?|photo credit|credits? photo|photograph"
        r"|file photo|illustration)"
        r"(?: by| :|:| /|/| ©) ?.{0,200}\)?",
        r"©.{2,120}",
        r".{5,200}\((?:photo|image|photograph)(?: by|:| /).{2,80}\)\.?",
        r".{5,200}(?:/afp|/reuters|/ap|getty images|via ap|/pool)\)?\.?",
        r"legende ?:.{2,160}",
        r"image caption.{0,160}",
    ),
    _rule(
        "site footer",
        Where.END,
        "The foot of the page.",
        r"(?:u\.?s\.? )?department of (?:state|defense|justice).{0,60}",
        r"the office of website management.{5,300}",
        r"external links to other .{5,300}",
        r"(?:copyright|\(c\)|all rights reserved|tous droits reserves).{0,200}",
        r"only the french (?:text|version) is authentic\.?",
        r"for information media\. not an official record\.?",
        r"published under (?:the )?authority of .{2,100}",
        r"reproduction is permitted .{2,100}",
        r"transcribed by https?://\S+",
        r"this (?:site|website) (?:is|was|uses|contains|may contain) .{5,200}",
        r"transcript(?:ion)? (?:by|provided by|courtesy|par) .{2,80}",
    ),
    _rule(
        "line of a footer",
        Where.END,
        "Links and fields at the foot of the page.",
        r"(?:privacy|cookie|terms|mentions legales|accessibilite|accessibility|contact us"
        r"|contactez|plan du site|sitemap"
        r"|about us|a propos|legal|disclaimers?|foia|no fear act|usa\.gov"
        r"|office of inspector general).{0,80}",
        r"(?:follow|suivez)[- ](?:us|nous|le|la|@).{0,80}",
        r"(?:source|sources|tags?|topics?|categories|filed under|keywords"
        r"|prn|in this story|published by|edited by|contact|media contacts?|press contact"
        r"|for more information.{0,60}) ?:.{0,200}",
        r"sources? (?:https?://|www\.)\S+.{0,80}",
        r"(?:lire|read|voir) (?:aussi|next|more|egalement)\b.{0,120}",
        r"(?:links?|lien) (?:to|vers) .{2,200}",
        r"subscribe to .{2,120}",
        r"top of (?:the )?page|suggest to a friend|listen to this segment|publication status",
        r"(?:direct link|press officer|support provided by) ?:.{0,100}",
        r"(?:other transcripts|fastscripts|see also)\b.{0,80}",
        r"\[photo:.{2,200}\]",
        r"abonnez-vous.{0,120}",
        r"sign up for .{2,120}",
        r"related (?:to )?.{0,60}",
        r"(?:a lire|a voir|sur le meme sujet|dans la meme rubrique|articles? (?:lies?|recents?"
        r"|similaires?)|voir aussi|latest"
        r"|recent posts|more (?:from|on|news)|popular|trending|you may also like|previous|next"
        r"|suivant|precedent).{0,80}",
        is_sentence=False,
    ),
    _rule(
        "course of a sitting",
        Where.ANYWHERE,
        "Says when it was broken off, and when it went on.",
        r"sitting suspended .{2,100}|on resuming\W*",
        r"[(\[]?whereupon, .{5,200}[)\]]?",
        r"\(?the (?:hearing|meeting|sitting) (?:ends|rose|(?:was |is )?(?:adjourned|suspended))"
        r" (?:at \d|until ).{0,60}",
    ),
    _rule(
        "chair of a sitting",
        Where.ANYWHERE,
        "Says who presides from here on.",
        r"in the chair ?: ?.{2,80}",
    ),
)

_RULES_IN = {where: tuple(rule for rule in RULES if where & rule.where) for where in Where} | {
    Where.ANYWHERE: RULES
}
MAX_LENGTH = 420


@lru_cache(maxsize=4096)
def rule_for(line: str, where: Where) -> Rule | None:
    """The rule that drops a line in a part of the document, if any.

    >>> rule_for("Official websites use .gov", Where.TOP).name
    'government banner'
    """
    if len(line) > MAX_LENGTH:
        return None
    folded, is_sentence = " ".join(fold(line).split()), ends_sentence(line.strip())
    return next(
        (
            rule
            for rule in _RULES_IN[where]
            if (rule.is_sentence or not is_sentence) and rule.pattern.fullmatch(folded)
        ),
        None,
    )


@lru_cache(maxsize=4096)
def is_label_like(line: str) -> bool:
    """Whether a line that looks like a label is a field of the page: ``Intervenant(s) : …``."""
    if len(line) > MAX_LENGTH:
        return False
    folded = " ".join(fold(line).split())
    named = {
        "French press header",
        "header field",
        "line of a footer",
        "site footer",
        "photo caption",
        "table of contents",
    }
    return any(rule.pattern.fullmatch(folded) for rule in RULES if rule.name in named)
