"""Words that deny, and words that may answer a denial, in French and in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.cues import cues, strong_cues, weak_cues, words_at
from align.types import Segment, WordLink

TABLES = {
    "fr": cues(
        # “ne … que” is “only”, and “ne” alone after “craindre que” denies nothing.
        # “Je ne vous cache pas” and “je ne doute pas” say yes.
        r"(?:ne\s+|n['’])(?!est-ce|(?:(?:vous|te|lui|leur|nous|en)\s+)?(?:cach|dout|ignor|manqu)"
        r"|fai(?:t|sait)\s+(?:pas|aucun|nul|guère)\s+(?:de\s+)?doute"
        r"|(?:[\w’'-]+\s+){0,2}?(?:pas|jamais|point|guère)\s+(?:cess|manqu|oubli|dout|ignor|cach|échapp|rien|moins"
        r"|sans\b|tard|arrêté\s+d)"
        r"|(?:oubli|cess)\w*\s+(?:pas|jamais))"
        r"(?:(?!que\b|qu['’])[\w’'-]+\s+){0,4}?(?:pas|jamais|rien|aucune?s?|nulle?|guère|point|personne|ni"
        r"|(?<!\bon\sne\speut\s)plus(?!(?:\s+[\w’'-]+){0,2}?\s+qu(?:e\b|['’])))"
        # “D’aucuns” are some, “nul n’ignore” and “aucun doute” say yes.
        r"|(?<!d['’])aucune?s?(?!\s+doute)|jamais de"
        r"|(?:personne|rien|nul)(?=\s+n(?:e\s|['’])(?!ignor))",
        r"pas|non|sans|sinon|ni|plus|rien|jamais|personne|nulle?|que|ne|n['’]\w+|guère|peu"
        r"|loin d(?:e|['’])|manqu\w*"
        r"|refus\w*|éch(?:ec|ou|app)\w*|empêch\w*|évit\w*|nier|nie\w*|reje\w+|interdi\w*"
        r"|imposs\w*|in\w+able\w*"
        r"|in(?:cap|suf|adéq|acc|jus|eff|séc|stab|vis|comp|corr|hum|tol|conv|exp|admi|diff|utile|égal)\w*"
        r"|(?<!['’])indép\w+|im(?:poss|prob|propre|prév|mobil(?!ier)|pat|pun|par)\w+|irr?[ée]\w+"
        r"|ill[éoi]\w+|d[ée]s[ahiou]\w{3,}|mé(?:con|fi)\w+|anti(?!cip|qu|ll)\w+|au lieu|plutôt que"
        r"|à moins|hors|sauf|seul\w*|excep\w*"
        r"|contraire\w*|fini\w*|cess\w*|arrêt\w*|contre|malgré|défaut|faute|perd\w*|zéro|faux"
        r"|fausse\w*|oppos(?!it|ant)\w+|difficile\w*|aussi peu|(?<!['’])autre\w*|trop"
        r"|dénué\w*|dépourvu\w*|fin"
        r"|moindre|moins|exclu\w*|abs(?:en|t[ei]|urd)\w*|rarement|inconnu\w*|abolir|supprim\w*|ignor\w*|oubli\w*"
        r"|dou\w+|tout sauf|bien que|om(?:is|ett)\w*|hésit\w*",
    ),
    "en": cues(
        # “Not least”, “not only” and “whether or not” deny nothing, “if not” hardly does.
        r"(?<!\bor )(?<!\bif )not(?!\s+(?:least|less|only|just|to mention)\b)"
        r"|\w+n['’]t|cannot|never|nothing|nobody|none|no one|nowhere|neither",
        r"no|not|nor|without|hardly|barely|scarcely|few|little|rarely|seldom|unable|fail\w*|lack\w*"
        r"|refus\w*|avoid\w*|prevent\w*|den(?:y|ies|ied)|reject\w*|absen\w*|miss\w*|unless"
        r"|except\w*|only|instead|rather than|un(?!der|ion|it|til|iv|iq|anim|if)\w{3,}"
        r"|in(?:cap|suf|adeq|acc|jus|eff|sec|stab|vis|comp|corr|hum|tol|conv|exp|admi|dep|diff|eq)\w*"
        r"|im(?:pos|prob|mob|pat|pun|par|pract)\w+|irr[ea]\w+|ill[eoi]\w+|dis\w{4,}|non\w*"
        r"|mis\w{3,}|\w+less|impossib\w*|against|despite|stop\w*|ceas\w*|end\w*|longer|far from"
        r"|far|(?:all|\w*thing|none|one) but|other|otherwise|barring|ban\w*|forbid\w*|forbidden"
        r"|prohibit\w*|contrary|out of"
        r"|too|least|anti\w*|wrong|false|different\w*|lost|lose|losing|loss|gone|rid|zero|minus|fewer"
        r"|less|any|anything|anyone|ever|yet|difficult\w*|hard|doubt\w*|forget\w*|ignor\w*"
        r"|abolish\w*|remov\w*|oppos\w*|just|until|beyond|free (?:from|of)|opposite"
        r"|poor\w*|terribl\w*|neglect\w*|trouble|hesita\w*|omi(?:t|ss)\w*",
    ),
}

#: Weak words that deny whatever they are linked with; the others only say something bad.
ALWAYS = re.compile(
    r"(?:pas|non|sans|ni|plus|rien|jamais|personne|nul\w*|ne|n['’]\w*|guère|que|seul\w*|trop"
    r"|no|nor|without|hardly|barely|scarcely|rarely|seldom|any\w*|ever|instead|rather than|only"
    r"|just|too)",
    re.IGNORECASE,
)
#: A link of two words is believed from this score on.
BELIEVED = 0.5


def can_answer(
    segments: Sequence[Segment],
    language: str,
    others: Sequence[Segment],
    other_language: str,
    links: Sequence[WordLink],
) -> bool:
    """Whether a word of ``segments`` can answer a denial of ``others``.

    A weak word that renders a weak word of the other side is used up by it: *all is lost* does not
    answer *tout n'est pas perdu*.
    """
    if strong_cues(segments, language, TABLES):
        return True
    content = [
        span
        for span in weak_cues(others, other_language, TABLES)
        if not ALWAYS.fullmatch(words_at(others, span))
    ]
    pairs = [(each.source, each.target) for each in links if each.score >= BELIEVED]
    if language == "fr":
        pairs = [(target, source) for source, target in pairs]
    return any(
        ALWAYS.fullmatch(words_at(segments, span))
        or not any(
            span.overlaps(own) and any(other.overlaps(each) for each in content)
            for other, own in pairs
        )
        for span in weak_cues(segments, language, TABLES)
    )
