"""The words that marks are made of, folded: to teach the program a word, add it to its table.

Two kinds of tables. A *core* is a pattern, and one core must be there: ``INAUDIBLE``, ``NOISE``.
*Fillers* are words that may stand around a core and change nothing: ``(several words inaudible)``.
``LANG`` stands for the name of any language, ``TIME`` for a time.
"""

from __future__ import annotations


def one_of(words: str) -> str:
    """One of these words."""
    return "|".join(sorted(set(words.split()), key=lambda word: (-len(word), word)))


def among(core: str, words: str) -> str:
    """``core`` with any number of these words before and after it, and nothing else."""
    others = one_of(words)
    return rf"(?:(?:{others}) )*(?:{core})(?: (?:{others}|{core}))*"


# --------------------------------------------------------------------- fillers

_SMALL = (
    "a an the his her their its of from in into to by as and with for at on is are was being "
    "un une le la les l de du des d en par avec a au dans sur son sa et il elle est"
)
PREPOSITIONS = "via through thru by as per using par with avec"
MEDIUM = (
    f"{_SMALL} {PREPOSITIONS} voice simultaneous consecutive live official unofficial whispered "
    "speaks speaking spoke spoken speech delivered remarks statement question answer response "
    "original originally text audio continues continuing continued provided heard english-language "
    "were asks asked answers answered answering responds responding replies greets greeting begins "
    "beginning now then again back resumes resuming resumed returns returning returned reverts "
    "partially partly sign speaker minister president "
    "intermediaire truchement voix simultanee consecutive officielle propos parle parlant "
    "s exprime exprimant discours intervention question reponse oral orale"
)
INTERPRETING = (
    r"interpret(?:er|ers|or|ors|ation|ations|ed|ing|s)?|interpretors?"
    r"|(?:re ?)?translat(?:or|ors|er|ion|ions|ed|ing|es|e)|retranslation"
    r"|interpretee?s?|interpretariat|traduction|traduite?s?|traducteur|traductrice|retraduite?"
)
SPEAKING = (
    "were was original originally audio his her in en speaks speaking spoke spoken speak speech "
    "said says say remarks comments greeting greets question questions answer answers answering "
    "asks asked asking responds responded responding replied answered greeted reply replies "
    "continues continuing continued continue "
    "begins resumes resuming switches switching switched switch back returns reverts changes to "
    "into sings reads reading statement phrase words word exchange conversation speaker minister "
    "president secretary member he she they the a partly mostly then again briefly parle parlant "
    "parlent s exprime exprimant propos poursuit poursuivant suite reprend passe repasse revient "
    "au il elle l orateur le la les ministre mots dit repond salutations salue language langue "
    "chants toast intervention interventions discours reponse phrases"
)
GAP_WORDS = (
    "partially partly mostly largely nearly completely somewhat several few some many a an the of "
    "in on at by from and to is are was one two three word words name names phrase sentence part "
    "parts portion section passage segment question questions response answer remarks comment "
    "comments speech speaker speakers audience member members reporter reporters journalist voice "
    "voices background multiple simultaneous continues continued again briefly momentarily here "
    "end beginning start first last seconds second minute minutes approximately about for more "
    "mot mots nom propos reponse passages debut fin partie quelques plusieurs un une le la les l "
    "de du des d en au partiellement presque totalement suite intervention echange echanges "
    "journaliste salle secondes note redaction ndlr nde at once together editor s ed editors "
    "transcriber transcribers recording audio tape camera exchange chatter conversation low very "
    "too trop faible voix hors champ TIME speaks speaking spoke talking talks transmission "
    "signal said says interpreter interpreters"
)

# ----------------------------------------------------------------------- cores

#: Words that marks are known by, as a slip of a key may leave them.
OFTEN_MISSPELLED = (
    "interpreter", "interpreters", "interpreted", "interpretation", "translator", "translated",
    "translation", "inaudible", "unintelligible", "indiscernible", "crosstalk", "microphone",
)  # fmt: skip

INAUDIBLE = (
    r"inaudibles?|inaudibly|inaud|unint(?:el|ell)?|un ?intelligible"
    r"|indiscernible|indistinct|indistinguishable"
    r"|indecipherable"
    r"|garbled|unclear|incomprehensible|muffled|mumbl(?:es|ing|ed)|not audible"
    r"|(?:cannot|can not|could not|can t|couldn t) (?:be heard|hear)"
    r"|drowned out(?: by(?: [a-z]+){1,3})?"
    r"|poor audio|incompris(?:e|es)?"
    r"|inintelligibles?"
    r"|(?:non|pas|mal|peu|a peine) audibles?|untranscribable|not (?:heard|captured|transcribed)"
)
# So clear by themselves that any few words may stand around them, but none that begins a clause.
SURELY_INAUDIBLE = r"inaudibles?|unintelligible|indiscernible|inintelligibles?|incomprehensibles?"
CLAUSE_WORDS = (
    "which that who whom where when because to he she they it i we you me us said says not never "
    "nobody for qui que quoi ou pour n etait sont dit on il elle ils je nous vous pas jamais"
)
_MIC = r"(?:mic|mics|mike|mikes|microphone|microphones|micro|micros)"
OFF_MIC = (
    rf"off (?:the )?{_MIC}|(?:away|(?:too )?far) from (?:the )?{_MIC}"
    rf"|{_MIC} (?:is |was )?(?:still )?(?:off|muted|dead|deactivated"
    r"|not (?:on|activated|switched on|working)|turned off|switched off|cut off)"
    r"|no microphone|no mic|un ?miked"
    rf"|not (?:on|at|near) (?:the )?{_MIC}|without (?:a |the )?{_MIC}|muted|on mute"
    rf"|hors {_MIC}|sans {_MIC}|{_MIC} (?:coupe|ferme|eteint|non branche|debranche)s?"
)
CROSSTALK = (
    r"cross ?talk(?:ing)?|over ?talk(?:ing)?|overlapp?(?:ing)?"
    r"|(?:multiple|several|many) (?:speakers|voices|people)"
    r"|plusieurs (?:voix|personnes|intervenants)|voix simultanees"
    r"|simultaneous (?:speech|speaking|talking|conversation|crosstalk)"
    r"|(?:talking|speaking|talk|speak)(?: all)? (?:over (?:each|one an)? ?other|at once"
    r"|simultaneously"
    r"|at the same time)|(?:propos|echanges|conversations|voix) (?:croise|superpose|mele)e?s"
    r"|parlent (?:tous )?en meme temps|chevauchements?"
)
_CARRIER = (
    r"(?:audio|sound|signal|feed|recording|tape|transmission|video|line|connection|broadcast|stream"
    r"|webcast|webex|link|screen|interpretation|translation|son|enregistrement|bande|liaison|ligne"
    r"|connexion"
    r"|retransmission|transcript|text|microphone|mic|mike|micro|satellite|phone)"
)
_LOSS = (
    r"(?:gaps?|cuts?(?: out| off| in and out)?|cutting(?: in and)? out|drops?(?: out| off)?|dropped"
    r"(?: out| off)?|dropout|lost|loss|missing|breaks?(?: up| off)?|breaking up|broke(?:n)?(?: up)?"
    r"|interrupted|interruptions?|interrupts|problems?|issues?|difficult(?:y|ies)|fail(?:s|ed|ure)"
    r"|malfunctions?|glitch(?:es)?|skips?|freez(?:es|ing)|froze|blank|distort(?:ed|ion)"
    r"|unavailable|not available|out"
    r"|goes out|went out|fad(?:es|ing|ed)(?: out)?|disconnect(?:s|ed)|interference|disruption"
    r"|coupee?|interrompue?|perdue?|manquante?|inexploitable|defaillante?)"
)
AUDIO_LOST = (
    rf"(?:coupures?|pannes?)(?: (?:(?:de|du|d|des|la|le|l) )*{_CARRIER})?|(?:cuts?|cutting) out"
    rf"|breaking up"
    r"|"
    rf"{_CARRIER} {_LOSS}|(?:no|poor|bad|low) (?:audio|sound)(?: quality)?"
    r"|pas de son|sans son|static|interference"
    rf"|dead air|lost {_CARRIER}"
    r"|technical (?:difficult(?:y|ies)|problems?|issues?|interruption|glitch)"
    r"|(?:difficultes?|problemes?|incidents?) techniques?"
    r"|(?:interruptions?|breaks?|gaps?|cuts?|loss|drops?|problems?|difficult(?:y|ies)|failure"
    r"|glitch"
    r"|disruption|interference|coupures?|perte|rupture|problemes?|absence) "
    rf"(?:to|in|of|with|on|de|du|dans|d) (?:(?:the|la|le|l) )?{_CARRIER}"
    r"|(?:words?|portion|section|passage|remarks|sentence) (?:lost|missing|not recorded|dropped)"
    r"|missing (?:words?|audio|portion|text)|blank on tape|not recorded|non enregistree?s?"
    r"|(?:mots?|passage) manquants?"
)
_OPENING = (
    r"(?:event|already|joined|joins|joining|remarks|speech|audio|recording|begins|began|starts"
    r"|started"
    r"|beginning|starting|picked up|picks up|conference|press|conversation|statement|coverage"
    r"|broadcast"
    r"|feed|meeting|video|transcript|interview|briefing|session|is|are|was|while|transcription"
    r"|discours|intervention|deja|seance)"
)
START_LOST = (
    rf"(?:{_OPENING} )*in progress|(?:{_OPENING} )*en cours"
    r"|(?:the )?(?:beginning|start|opening|first (?:part|words?|few words|seconds|minutes?))"
    r"(?: of (?:the |his |her |this |your )?\w+(?: \w+)?)? (?:is |was |were )?"
    r"(?:inaudible|missing|lost|not recorded|cut(?: off)?|not available|off mic|not captured"
    r"|unclear)"
    r"|(?:recording|audio|tape|video|transcript) (?:begins|starts|joins|picks up) "
    r"(?:mid|in mid|midway|in the middle).*"
    r"|debut (?:(?:de|du|d|des|l|la|le|son) )*(?:\w+ )?"
    r"(?:inaudible|manquante?|coupee?|perdue?|tronquee?|non enregistree?)"
)
NOISE = (
    r"laughter|laugh(?:s|ing|ed)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|applause|applau(?:ds?|ding|se)"
    r"|cheers?|cheering|clap(?:s|ping)|ovation|boo(?:s|ing)|music|cough(?:s|ing)?|clears throat"
    r"|sigh(?:s|ing)?|gasps?|pauses?|silence|gavel|bell rings|phone rings?|whistl(?:es|ing)"
    r"|shout(?:s|ing)"
    r"|chant(?:s|ing)|interruptions?|noise|nod(?:s|ding)|gestur(?:es|ing)|smil(?:es|ing)"
    r"|shakes? hands|handshake|recess|commotion"
    r"|(?:video|film|clip) (?:plays|playing|played|is shown|is played|presentation|begins|ends)"
    r"|rires?|rit|sourires?|sourit|applaudissements?|exclamations?|murmures?|protestations?"
    r"|brouhaha"
    r"|mouvements? divers|hymnes?|musique|huees?|acclamations?|sonnerie|toux|suspension"
)
NOISE_WORDS = (
    "sustained loud general more some long brief scattered light the a an of in from mild "
    "prolonged standing continued continues moment minute audience crowd room and to at as he she "
    "they his her background vifs vives nourris longs divers sur dans les le la l de des du salle "
    "public nouveaux nouvelle is are plays playing starts"
)
NOTE = (
    r"sic|ph|phon|phonetic(?:ally)?|sp|spelling|sp ?\?|phonetique|orthographe phonetique"
    r"|as (?:delivered|prepared|given|written|spoken)|voice ?over|on camera|off camera|on screen"
    r"|commercial break|(?:begin|end|start)s? (?:video|audio|of)?(?: ?(?:clip|tape|transcript"
    r"|videotape|recording|video|audio|excerpt))|(?:audio|recording|tape|video) (?:ends|ended"
    r"|resumes|begins)"
    r"|no (?:audible )?(?:response|answer|reply)|break|TIME"
)
SPOKEN = among("LANG", SPEAKING)
AFTER_A_PREPOSITION = rf"(?=(?:.* )?(?:{one_of(PREPOSITIONS)}) )"
