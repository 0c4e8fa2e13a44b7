"""What one side of a link alone says, findings by their sureness, and the scores of both."""

from dataclasses import replace

import numpy as np
import pytest
from test_checks import comparison, said

from align.checks import ALL_CHECKS, find_all, run_checks, shown
from align.checks.bounds import check_bounds
from align.checks.hedge import check_hedge
from align.checks.mood import check_mood
from align.checks.names import check_names, is_answered
from align.checks.negation import check_negation
from align.checks.numbers import check_numbers
from align.checks.opposites import check_opposites
from align.checks.unsaid import check_additions, check_omissions, check_terms
from align.fidelity import weighed
from align.meaning import read_meanings
from align.models.judge import Judge, load_weights
from align.models.load import load_models
from align.types import Finding, Severity, Span
from align.words import link_words
from eval.fidelity import Judged, Overlap, score_marked, score_ranked, score_voted, words_under
from eval.fidelity_gold import Mark, MarkedPair, RankedPair, VotedPair
from eval.perturb import KINDS, perturb


def read(rows):
    """A comparison with word links and meanings."""
    models = load_models()
    bare = comparison(rows)
    linked = replace(bare, words=link_words(bare, models.word_aligner))
    return replace(linked, meanings=read_meanings(linked, models.judge))


def messages(check, rows):
    return [finding.message for finding in check(read(rows)) if finding.confidence >= 0.5]


# -------------------------------------------------------------------- negation, doubt


def test_a_lost_negation_is_major():
    rows = [("Nous n’avons pas signé l’accord.", "We signed the agreement.")]
    assert said(check_negation, rows) == [
        (Severity.MAJOR, "The French denies something here; the English does not.")
    ]


def test_a_negation_that_nobody_said_is_found():
    rows = [("Nous avons signé l’accord.", "We did not sign the agreement.")]
    assert said(check_negation, rows) == [
        (Severity.MAJOR, "The English denies something here; the French does not.")
    ]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Ce n’est pas possible.", "It is impossible."),
        ("Nous ne voulons que la paix.", "We only want peace."),
        ("Il est parti sans un mot.", "He left and did not say a word."),
        ("Nous n’avons jamais cédé.", "We have never given in."),
    ],
)
def test_a_denial_in_other_words_is_no_finding(french, english):
    found = check_negation(comparison([(french, english)]))
    assert [each for each in found if each.confidence >= 0.5] == []


@pytest.mark.parametrize(
    ("french", "english", "is_found"),
    [
        ("Cela ne signifie pas que tout soit perdu.", "This means that all is lost.", True),
        ("Ce n’est pas difficile.", "It is difficult.", True),
        ("L’échec de ce projet nous inquiète.", "We fear that it did not succeed.", False),
        ("Ce n’est pas seulement un début.", "It is more than just a start.", False),
    ],
)
def test_a_word_that_renders_another_one_answers_no_denial(french, english, is_found):
    assert bool(messages(check_negation, [(french, english)])) is is_found


def test_a_person_is_not_answered_by_a_common_word_spelled_somehow_alike():
    rows = [("Le président Trump est venu, puis il est parti.", "President Putin came and left.")]
    assert any("Trump" in message and "Putin" in message for message in messages(check_names, rows))


def test_a_probably_that_is_gone_is_found():
    rows = [("Ils viendront probablement demain.", "They are coming tomorrow.")]
    assert said(check_hedge, rows) == [
        (Severity.MINOR, "The French says “probablement”; nothing in the English leaves it open.")
    ]


def test_only_that_becomes_not_is_found():
    rows = [("Je sais que ce n’est qu’un début.", "I know that this is not a beginning.")]
    assert said(check_negation, rows) == [
        (Severity.MAJOR, "The French says “only” (ne … que); the English denies it.")
    ]
    closed_in = check_negation(comparison([(rows[0][0], "It is not more than a beginning.")]))
    assert [each for each in closed_in if each.confidence >= 0.5] == []


def test_doubt_may_be_said_otherwise():
    assert said(check_hedge, [("Ils viendront peut-être.", "They might come.")]) == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Personne ne veut la guerre.", "Everyone wants a war."),
        ("Rien n’a été décidé hier.", "Everything was decided yesterday."),
        ("La France n’est plus membre de ce club.", "France is a member of this club."),
    ],
)
def test_nobody_and_nothing_before_their_verb_deny(french, english):
    assert [severity for severity, _ in said(check_negation, [(french, english)])] == [
        Severity.MAJOR
    ]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Je ne vous cache pas que c’est grave.", "Frankly, it is serious."),
        ("Je ne doute pas de sa bonne foi.", "I am sure of his good faith."),
        ("Il ne fait pas de doute que c’est vrai.", "It is clearly true."),
        ("Nous n’avons pas cessé de le dire.", "We have kept saying so."),
        ("Je n’ai jamais cessé d’y croire.", "I have always believed in it."),
        ("N’oublions pas nos morts.", "Let us remember our dead."),
        ("Il n’en demeure pas moins que c’est grave.", "The fact remains that it is serious."),
        ("Il n’est plus que l’ombre de lui-même.", "He is the shadow of his former self."),
        ("Ce n’est pas sans importance.", "It is of great importance."),
        ("Nul n’ignore ces faits.", "Everybody knows these facts."),
        ("C’est sans aucun doute vrai.", "It is certainly true."),
        ("Ils n’ont pas tardé à venir.", "They came quickly."),
        ("Surtout pour les jeunes.", "Not least for the young."),
        ("C’est utile et nécessaire.", "It is useful, if not necessary."),
        ("Je me demande s’il est là.", "I wonder whether or not he is here."),
        ("Il aide la France et l’Europe.", "He helps not only France but Europe."),
    ],
)
def test_a_denial_that_says_yes_is_none(french, english):
    assert said(check_negation, [(french, english)]) == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il s’agit d’éviter une escalade.", "The point is not to escalate."),
        ("J’ignore si cela suffira.", "I do not know whether that will be enough."),
        ("Elle s’est abstenue de voter.", "She did not vote."),
        ("Je regrette l’échec des pourparlers.", "I regret that the talks did not succeed."),
        ("Il s’oppose à toute réforme.", "He does not want any reform."),
        ("D’aucuns pensent le contraire.", "Some people think otherwise."),
    ],
)
def test_a_denial_may_follow_an_elided_word(french, english):
    found = check_negation(comparison([(french, english)]))
    assert [each for each in found if each.confidence >= 0.5] == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il a soutenu l’institution.", "He did not support the institution."),
        ("Nous aiderons l’immobilier et d’autres secteurs.", "We will not help housing."),
        ("L’échange et l’indépendance sont utiles.", "Trade and autonomy are not useful."),
        ("D’aucuns soutiennent cette réforme.", "Nobody supports this reform."),
        ("L’Antiquité a inspiré l’opposition.", "Antiquity did not inspire them."),
    ],
)
def test_a_word_that_looks_like_a_denial_answers_none(french, english):
    assert [each.confidence for each in check_negation(comparison([(french, english)]))] == [0.7]


def test_a_doubt_may_follow_an_elided_word():
    assert said(check_hedge, [("J’espère que nous réussirons.", "Perhaps we will succeed.")]) == []


# ------------------------------------------------------------------------------ amounts, mood


@pytest.mark.parametrize(
    ("french", "english", "words"),
    [
        (
            "Nous avons parlé plus d’une heure.",
            "We spoke for an hour about it.",
            "plus d’une heure",
        ),
        ("Il y a eu au moins 40 blessés.", "There were 40 wounded.", "au moins 40"),
        ("Cela a coûté 3 millions.", "It cost nearly 3 million.", "nearly 3"),
        ("Trois millions en 2 ans.", "Over 3 million in 2 years.", "Over 3"),
        ("Il y a vécu 9 ans.", "He lived there for over nine years.", "over nine"),
    ],
)
def test_an_amount_that_is_open_on_one_side_alone_is_found(french, english, words):
    ((severity, message),) = said(check_bounds, [(french, english)])
    assert severity is Severity.MINOR
    assert f"“{words}”" in message


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Nous avons parlé plus d’une heure.", "We spoke for over an hour."),
        ("Depuis près de trente ans.", "For some thirty years."),
        ("Une quarantaine de blessés.", "About forty wounded."),
        ("Un millier de gendarmes.", "About a thousand gendarmes."),
        ("Plus de 200 personnes.", "Two hundred people or more."),
        ("Ils habitent près de deux villes.", "They live near two towns."),
        ("Plus de dix pays ont signé.", "They signed."),
        ("Trente milliards sur cinq ans.", "30 billion over five years."),
        ("Chez les plus de 65 ans.", "Among the over-65s."),
        ("Négocié au cours des quatre derniers jours.", "Negotiated over the last four days."),
        ("L’aide sera versée en trois ans.", "The aid will be paid over three years."),
        ("Cela s’étale sur une décennie.", "It is spread over a decade."),
    ],
)
def test_an_amount_left_open_in_other_words_is_no_finding(french, english):
    assert said(check_bounds, [(french, english)]) == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Plus de mille personnes ont été évacuées.", "Fewer than a thousand were evacuated."),
        ("Il y a eu au moins huit morts.", "There were at most eight deaths."),
        ("Il y a moins de 3 ans.", "It was over 3 years ago."),
    ],
)
def test_an_amount_that_is_open_the_other_way_is_a_change(french, english):
    ((severity, message),) = said(check_bounds, [(french, english)])
    assert severity is Severity.MAJOR
    assert message.endswith("which is the other way round.")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Ce n’est pas plus de 10 %.", "It is less than 10 percent."),
        ("Près de mille personnes.", "Almost 1,000 people."),
        ("Au moins 3 et moins de 8.", "More than 3, fewer than 8."),
        ("Près de mille personnes.", "Just over 1,000 people."),
        ("Plus de 3 ans.", "At least 3 years."),
        ("Il y a eu au moins 4 traités.", "There were no less than 4 treaties."),
        ("Au moins 30 jours après.", "Not less than 30 days later."),
        ("Plus de 150 km de mur.", "It goes up to 25 km."),
    ],
)
def test_an_amount_that_is_open_the_same_way_is_no_finding(french, english):
    assert said(check_bounds, [(french, english)]) == []


def test_what_would_be_is_not_what_will_be():
    rows = [("Nous signerions cet accord demain.", "We will sign this agreement tomorrow.")]
    assert said(check_mood, rows) == [
        (
            Severity.MAJOR,
            "The French says what would be, “signerions”; the English what will be, “will”.",
        )
    ]


@pytest.mark.parametrize(
    ("french", "english", "words"),
    [
        ("La France enverrait des troupes.", "France will send troops.", "enverrait"),
        ("Les emplois disparaîtraient.", "The jobs will disappear.", "disparaîtraient"),
        ("Il recevrait une aide.", "He will receive aid.", "recevrait"),
        ("Cela romprait l’équilibre.", "That will upset the balance.", "romprait"),
        ("La Turquie pourrait y prendre part.", "Turkey will take part.", "pourrait"),
        ("Nous pourrions envoyer des soldats.", "We will send soldiers.", "pourrions"),
        ("Le chantier devrait s’achever.", "The work will be completed.", "devrait"),
        ("Le régime aurait utilisé des gaz.", "The regime used gas.", "aurait utilisé"),
        ("Trois soldats auraient été tués.", "Three soldiers were killed.", "auraient été"),
    ],
)
def test_what_could_be_or_is_only_told_is_no_fact(french, english, words):
    ((severity, message),) = said(check_mood, [(french, english)])
    assert severity is Severity.MAJOR
    assert f"“{words}”" in message


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Nous signerions cet accord.", "We would sign this agreement."),
        ("Je voudrais dire que cela suffira.", "I will say that this is enough."),
        ("Il préparait son départ.", "He will have been preparing to leave."),
        ("Il a déclaré qu’il n’y aurait pas de hausse.", "He said there will be no rise."),
        ("Les Français viendront.", "The French will come."),
        ("Je serais heureux de vous accueillir.", "I will be happy to welcome you."),
        ("Le ministre a promis : nous baisserions les impôts.", "He said we will cut taxes."),
        ("Il tirait, il éclairait, il encadrait.", "He will have been pulling."),
        ("Pourrions-nous commencer ?", "Will we begin?"),
        ("Vous pourriez nous aider.", "You will help us."),
        ("Le chantier devrait s’achever en juin.", "It is expected that it will end in June."),
        ("Je dis que la Turquie pourrait y prendre part.", "I say that Turkey will take part."),
        ("La France pourrait signer.", "France will be able to sign."),
        ("Peu de gens pourraient le savoir.", "The few who will know it are here."),
        ("Trois soldats auraient été tués.", "Three soldiers were reportedly killed."),
        ("Sans vous, nous aurions échoué et ils auraient gagné.", "They won, without you."),
        ("Il aurait dû partir.", "He did not leave."),
        ("La fête aurait lieu ici.", "The party was here."),
        ("Il aurait été possible de le faire.", "It was feasible."),
        ("Trois soldats avaient été tués.", "Three soldiers were killed."),
    ],
)
def test_a_wish_a_report_or_a_past_is_no_change_of_mood(french, english):
    assert said(check_mood, [(french, english)]) == []


# ------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Cela dure depuis presque deux siècles et demi.", "For some two and a half centuries."),
        ("Il a coûté un milliard et demi.", "It cost 1.5 billion."),
        ("Nous partons à 6h30.", "We leave at 6.30."),
        ("Une prime de 1,335 euros.", "A bonus of 1,335 euros."),
        ("Trois Français sur quatre le pensent.", "Three quarters of the French think so."),
        ("De 300 à 450 millions d’euros.", "From 300 million to 450 million euros."),
        ("Élu en 1981 et en 1988.", "Elected in nineteen eighty-one and in eighty-eight."),
        ("Nous votons mardi.", "We vote the day after tomorrow."),
        ("Aujourd’hui comme hier, nous votons.", "As yesterday, we vote now."),
        ("Rendez-vous en octobre.", "See you this fall."),
        ("Le coût a été divisé par quatre.", "The cost is a quarter of what it was."),
        ("Cent pour cent des élèves ont réussi.", "All of the pupils passed."),
        ("Depuis le 11 septembre 2001.", "Since 9/11."),
        ("Nos émissions ont reculé d’un cinquième.", "Our emissions have fallen by 20 percent."),
        ("Ce fut un franc succès.", "It was a great success."),
    ],
)
def test_the_same_amount_in_another_form_is_no_finding(french, english):
    assert said(check_numbers, [(french, english)]) == []


@pytest.mark.parametrize(
    ("french", "english", "said_words", "heard"),
    [
        ("Le vote aura lieu mardi.", "The vote will be on Thursday.", "mardi", "Thursday"),
        ("Le sommet du printemps.", "The autumn summit.", "printemps", "autumn"),
        ("La moitié des élus.", "A quarter of the members.", "moitié", "quarter"),
        ("Le train de 15 h 30.", "The half past four train.", "15 h 30", "half past four"),
        ("Un enfant sur cinq.", "One child in four.", "cinq", "four"),
        ("Le Conseil s’est réuni hier.", "The Council meets tomorrow.", "hier", "tomorrow"),
        ("Publié en octobre.", "It was published in August.", "octobre", "August"),
        ("L’avion part à 14h30.", "The plane leaves at 2:30 a.m.", "14h30", "2:30 a.m."),
        ("40 milliards de roubles.", "40 billion dollars.", "40 milliards de roubles",
         "40 billion dollars"),
    ],
)  # fmt: skip
def test_another_day_season_time_or_share_is_found(french, english, said_words, heard):
    assert said(check_numbers, [(french, english)]) == [
        (Severity.MAJOR, f"The French says {said_words}; the English says {heard}.")
    ]


def test_a_number_that_is_gone_beside_a_gap_was_lost_with_it():
    assert said(check_numbers, [("Il y a quatre ans, oui.", "(inaudible) yes.")]) == []


def test_a_month_alone_does_not_say_the_day():
    rows = [("Ils votent le 12 décembre.", "They vote in December.")]
    assert said(check_numbers, rows) == [
        (Severity.MINOR, "The French says 12 décembre; the English has no such number.")
    ]


def test_another_currency_is_another_amount():
    rows = [("Cela coûte 3 millions d’euros.", "It costs 3 million dollars.")]
    assert said(check_numbers, rows) == [
        (
            Severity.MAJOR,
            "The French says 3 millions d’euros; the English says 3 million dollars.",
        )
    ]


def test_more_than_an_hour_is_an_amount_that_can_be_lost():
    rows = [("Nous avons parlé plus d’une heure.", "We talked.")]
    assert said(check_numbers, rows) == [
        (Severity.MINOR, "The French says une heure; the English has no such number.")
    ]


def test_numbers_that_have_changed_places_are_found():
    rows = [("Il y avait 12 soldats et 30 enfants.", "There were 30 soldiers and 12 children.")]
    (finding,) = check_numbers(read(rows))
    assert "changed places" in finding.message


# -------------------------------------------------------------------- names, words


def test_a_word_that_says_another_thing_is_found_with_what_stands_for_it():
    rows = [("Le ministre a refusé cette proposition hier soir.",
             "The minister welcomed this proposal last night.")]  # fmt: skip
    assert messages(check_terms, rows) == [
        "The French says “refusé”; the English says “welcomed”, which is something else."
    ]


def test_the_same_ordinal_is_no_other_word():
    rows = [("Sous la IIIe République, l’école devint gratuite pour tous les enfants.",
             "Under the Third Republic, school became free for all children.")]  # fmt: skip
    assert messages(check_terms, rows) == []


@pytest.mark.parametrize(
    ("french", "english", "words"),
    [
        ("Nous augmenterons les impôts.", "We will cut taxes.", ("augmenterons", "cut")),
        ("Nous avons réussi à convaincre nos alliés.", "We failed to convince our allies.",
         ("réussi", "failed")),
        ("Ils ont accepté cette offre hier soir.", "They rejected this offer last night.",
         ("accepté", "rejected")),
        ("Nous achetons du gaz à la Norvège.", "We sell gas to Norway.", ("achetons", "sell")),
        ("Nous allons ouvrir trois consulats.", "We are going to close three consulates.",
         ("ouvrir", "close")),
        ("L’attaque a eu lieu avant la signature.", "The attack took place after the signing.",
         ("avant", "after")),
        ("L’excédent commercial est élevé.", "The trade deficit is high.",
         ("excédent", "deficit")),
        ("Les pays riches devront payer davantage.", "The poor countries will have to pay more.",
         ("riches", "poor")),
        ("Les partis de gauche ont voté.", "The right-wing parties have voted.",
         ("gauche", "right-wing")),
        ("À court terme, c’est nécessaire.", "In the long term, it is necessary.",
         ("court terme", "long term")),
        ("Ils veulent créer un conseil.", "They want to abolish a council.",
         ("créer", "abolish")),
        ("Au début de la semaine, il a parlé.", "At the end of the week, he spoke.",
         ("début", "end")),
        ("Le président est légitime.", "The president is illegitimate.",
         ("légitime", "illegitimate")),
        ("Il est impossible de le vérifier.", "It is possible to verify it.",
         ("impossible", "possible")),
        ("L’offre de logements baisse.", "The demand for housing is going down.",
         ("offre", "demand")),
        ("Les créanciers de la Grèce se réunissent.", "Greece’s debtors are meeting.",
         ("créanciers", "debtors")),
        ("Je suis optimiste pour l’avenir.", "I am pessimistic about the future.",
         ("optimiste", "pessimistic")),
    ],
)  # fmt: skip
def test_the_contrary_of_a_word_is_found(french, english, words):
    assert messages(check_opposites, [(french, english)]) == [
        f"The French says “{words[0]}”; the English says “{words[1]}”, which is something else."
    ]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Ils n’ont pas accepté cette offre.", "They rejected this offer."),
        ("La guerre et la paix.", "Peace and war."),
        ("La hausse des impôts, puis leur baisse.", "Taxes were raised, then cut."),
        ("Les dépenses augmentent.", "Spending keeps growing."),
        ("Il vient avant la fin de la semaine.", "He is coming by the end of the week."),
        ("Nous demandons une réponse.", "We demand an answer."),
        ("Il est parti, à droite.", "He left, to the right."),
        ("Mettre fin à la guerre.", "To begin to end the war."),
        ("Il a le droit de partir.", "He has the right to leave."),
    ],
)
def test_a_contrary_that_is_denied_or_said_too_is_no_finding(french, english):
    assert messages(check_opposites, [(french, english)]) == []


def test_a_word_taken_over_as_it_is_is_no_other_word():
    rows = [("Les troupes ont pris le Danevirke hier.", "The troops took the Danevirke yesterday.")]
    assert messages(check_terms, rows) == []


@pytest.mark.parametrize(
    ("french", "english", "said", "heard"),
    [
        ("Les forces africaines prendront le relais.", "The American forces will take over.",
         "africaines", "American"),
        ("Il arrive du Tchad ce matin.", "He arrived from Cyprus this morning.", "Tchad", "Cyprus"),
        ("Nous pensons que l’ONU a bien réagi.", "We think that the EU has reacted well.", "ONU",
         "EU"),
        ("Aujourd’hui le Niger a signé l’accord.", "Nigeria has signed the agreement today.",
         "Niger", "Nigeria"),
        ("Le président Macron a parlé hier avec M. Zelensky.",
         "President Macron spoke with Mr. Putin yesterday.", "Zelensky", "Putin"),
        ("Nous avons vu que l’Union africaine a condamné l’attaque.",
         "We saw yesterday that the European Union condemned the attack.", "Union africaine",
         "European Union"),
        ("Je sais que la Banque mondiale nous soutient.",
         "I know that the International Monetary Fund supports us.", "Banque mondiale",
         "International Monetary Fund"),
        ("Je pense que notre ambassade restera à Tel Aviv.",
         "I think that our embassy will stay in Jerusalem.", "Tel Aviv",
         "Jerusalem"),
        ("Hier, Varsovie a voté contre ce texte.", "Yesterday Spain voted against this bill.",
         "Varsovie", "Spain"),
        ("J’en ai parlé à Antonio Guterres ce matin.",
         "I spoke about it to Kofi Annan this morning.", "Antonio Guterres", "Kofi Annan"),
    ],
)  # fmt: skip
def test_one_place_for_another_is_found_where_both_are_well_known(french, english, said, heard):
    assert f"The French names {said}; the English names {heard}." in messages(
        check_names, [(french, english)]
    )


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Les Coréens et les Chinois ont signé.", "Korea and China have signed."),
        ("La Banque centrale a aidé.", "The ECB has helped."),
        ("Les positions de Paris et de Washington.", "France and the United States agree."),
        ("Les soldats allemands sont partis.", "The German soldiers have left."),
        ("Je remercie le président Xi Jinping.", "I thank President Xi."),
        ("M. Poutine et M. Eltsine se sont vus.", "Mr. Putin and Mr. Yeltsin met."),
        ("Monsieur le Ministre, cher Antony, merci.", "Mr. Secretary, dear Tony, thank you."),
        ("Le garde des Sceaux est parti hier.", "The Minister of Justice left yesterday."),
        ("Hier, Varsovie a voté contre ce texte.", "Yesterday Poland voted against this bill."),
        ("Le Caire et Doha jouent les médiateurs.", "Egypt and Qatar are acting as mediators."),
        ("Riyad et Abou Dhabi ont signé.", "Saudi Arabia and the Emirates have signed."),
        ("Le Quai d’Orsay a réagi hier.", "The Foreign Ministry reacted yesterday."),
        ("Depuis, l’Hexagone a changé.", "Since then, France has changed."),
        ("Le traité d’Aix-la-Chapelle a été signé.", "The Treaty of Aachen has been signed."),
        ("Je sais que l’Union africaine a réagi.", "I know that the African Union reacted."),
        ("Nous pensons que l’Union a réagi.", "We think that the EU reacted."),
    ],
)
def test_a_people_a_capital_or_an_acronym_stands_for_its_country(french, english):
    assert messages(check_names, [(french, english)]) == []


def test_a_seat_of_government_is_no_other_word_than_its_country():
    rows = [("Le Kremlin nie toute implication.", "Moscow denies any involvement.")]
    assert messages(check_terms, rows) == []


def test_names_are_known_in_both_languages():
    assert is_answered("Nations unies", "at the UN")
    assert is_answered("Etats-Unis", "the United States")
    assert is_answered("Zelensky", "President Zelenskyy said")


def test_another_country_is_a_changed_entity():
    rows = [("Nous avons parlé de la Norvège avec eux.", "We talked about Hungary with them.")]
    (finding,) = check_names(read(rows))
    assert finding.message == "The French names Norvège; the English names Hungary."
    assert finding.severity is Severity.MAJOR


def test_a_phrase_that_is_gone_is_an_omission_with_its_words():
    rows = [
        (
            "Nous avons signé le traité avec nos voisins après trois longues années de guerre.",
            "We signed the treaty with our neighbours.",
        )
    ]
    compared = read(rows)
    (finding,) = [each for each in check_omissions(compared) if each.confidence >= 0.5]
    assert "années de guerre" in finding.source[0].of(compared.original.transcript.text)
    assert finding.severity is Severity.MAJOR
    assert finding.category == "Accuracy/Omission"


def test_an_aside_that_nobody_said_is_an_addition():
    rows = [
        (
            "Le gouvernement a présenté le budget.",
            "The government presented the budget, and the weather was wonderful in the mountains.",
        )
    ]
    assert any("mountains" in message for message in messages(check_additions, rows))


def test_words_begun_anew_are_no_omission():
    rows = [("Nous voulons, nous voulons la paix.", "We want peace.")]
    assert messages(check_omissions, rows) == []


def test_a_faithful_sentence_has_no_finding():
    rows = [
        (
            "Le gouvernement a présenté le budget hier.",
            "The government presented the budget yesterday.",
        )
    ]
    assert run_checks(read(rows)) == ()


def test_without_meanings_nothing_is_said_of_words():
    bare = comparison([("Un deux trois.", "Four five six.")])
    for check in (check_omissions, check_additions, check_terms, check_names):
        assert list(check(bare)) == []


# ------------------------------------------------------------------------- sureness


def finding(check, confidence, span=(0, 5)):
    return Finding(check, "Accuracy", Severity.MINOR, "", 0, (Span(*span),), (), confidence)


def test_a_higher_sensitivity_shows_more():
    found = (finding("names", 0.9), finding("names", 0.4))
    assert [len(shown(found, each)) for each in (0.0, 0.1, 0.5, 0.6, 1.0)] == [0, 1, 1, 2, 2]


def test_the_same_words_are_told_once():
    found = (finding("numbers", 0.8), finding("omission", 0.8), finding("omission", 0.8, (20, 40)))
    assert [each.check for each in shown(found, 0.5)] == ["numbers", "omission"]


def test_a_finding_speaks_against_a_link():
    compared = read([("Nous avons signé l’accord.", "We signed the agreement.")])
    less = weighed(compared, [finding("negation", 0.8)], {"negation": 2.0})
    assert less.meanings[0].same < compared.meanings[0].same
    assert weighed(compared, [finding("other", 0.8)], {"negation": 2.0}) == compared


def test_every_check_runs_on_a_comparison_without_words():
    assert find_all(comparison([("Bonjour.", "Hello."), ("Merci.", "")]), ALL_CHECKS) is not None


def test_probabilities_are_probabilities():
    layers = load_weights().words
    made = layers.probability(np.zeros((3, len(layers.mean))))
    assert ((made >= 0) & (made <= 1)).all()
    assert Judge().name == load_weights().name


# -------------------------------------------------------------------------- scores


def test_words_without_counterpart_are_scored_against_both_people():
    marks = (Mark("partial", frozenset({1}), frozenset()), Mark("sure", frozenset(), frozenset()))
    pair = MarkedPair(1, ("oui", "madame"), ("yes",), marks)
    judged = Judged(0.5, (Span(4, 10),), (), ())
    scored = score_marked([pair], [judged])["partial"]
    assert scored["french"] == Overlap(both=1, told=2, right=1)
    assert scored["french"].f1 == pytest.approx(2 / 3)
    assert scored["french ceiling"] == Overlap(both=0, told=1, right=0)


def test_a_word_is_told_if_any_part_of_it_is():
    assert words_under([Span(2, 3)], [(0, 3), (4, 6)]) == {0}


def test_divergent_pairs_are_ranked_by_how_little_they_say_the_same():
    pairs = [VotedPair(n, "c", "", "", n % 2 == 0, 1.0) for n in range(4)]
    judged = [Judged(same, (), (), ()) for same in (0.9, 0.1, 0.4, 0.6)]
    scored = score_voted(pairs, judged)
    assert scored["auc"] == pytest.approx(0.75)
    assert scored["f1 divergent"] == pytest.approx(0.5)


def test_a_pair_is_ranked_right_only_if_the_worse_one_is_strictly_below():
    pairs = [RankedPair(n, "names", "major", "", "a", "b") for n in range(3)]
    good = [Judged(0.9, (), (), ())] * 3
    worse = [Judged(same, (), (), ()) for same in (0.8, 0.9, 0.95)]
    assert score_ranked(pairs, good, worse)["names"].value == pytest.approx(1 / 3)


def test_what_is_planted_and_what_is_taken_is_marked():
    pairs = [
        (
            "Nous avons signé le traité de paix avec nos voisins hier.",
            "We signed the peace treaty with our neighbours yesterday.",
        ),
        (
            "Le gouvernement présente un budget de crise au parlement.",
            "The government presents a crisis budget to parliament.",
        ),
        (
            "Les soldats ont quitté la ville après la longue bataille.",
            "The soldiers left the town after the long battle.",
        ),
        ("Le buffet de la gare est fermé.", "The buffet of the station is closed."),
    ] * 20
    made = list(perturb(pairs, load_models().word_aligner, seed=1))
    assert {each.kind for each in made} == set(KINDS)
    for each in made:
        alone = (*each.source_alone, *each.target_alone)
        assert bool(alone) is (each.kind != "clean")
