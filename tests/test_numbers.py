"""Numbers by value: the same number in two languages is the same, whatever its form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.numbers.find import number_values
from align.numbers.values import are_equal


def values(text, language):
    """Value, unit and the words of every firm number."""
    found = number_values(text, language)
    return [(n.value, n.unit, n.span.of(text)) for n in found if not n.is_soft]


SAME = [
    ("1 000", "1,000"),
    ("1\u202f000", "a thousand"),
    ("1.500", "1,500"),
    ("mille", "1,000"),
    ("2,5", "2.5"),
    ("2,5 %", "2.5 percent"),
    ("cinq pour cent", "5%"),
    ("cent pour cent", "100 per cent"),
    ("soixante-dix", "70"),
    ("quatre-vingt-onze", "ninety-one"),
    ("quinze jours", "two weeks"),
    ("quinze jours", "15 days"),
    ("quinze jours", "a fortnight"),
    ("huit jours", "a week"),
    ("48 heures", "two days"),
    ("dix-huit mois", "a year and a half"),
    ("une décennie", "ten years"),
    ("cinquante ans", "half a century"),
    ("deux siècles et demi", "two and a half centuries"),
    ("2,5 milliards", "2.5 billion"),
    ("deux millions et demi", "two and a half million"),
    ("12 millions", "twelve million"),
    ("trois cent mille", "300,000"),
    ("mille neuf cent quatre-vingt-neuf", "nineteen eighty-nine"),
    ("2021", "twenty twenty-one"),
    ("les années 90", "the 1990s"),
    ("les années quatre-vingt-dix", "the nineties"),
    ("le XXIe siècle", "the 21st century"),
    ("le dix-neuvième siècle", "the nineteenth century"),
    ("la 5e fois", "the fifth time"),
    ("le 6 juin", "June 6th"),
    ("le 1er mai", "the first of May"),
    ("le 24 décembre", "the 24th of December"),
    ("14h30", "2:30 p.m."),
    ("20 heures", "8 p.m."),
    ("23:35", "11:35 pm"),
    ("entre le Xe–XIe siècle", "the 10th-11th centuries"),
    ("la mi-2030", "mid-2030"),
    ("un tiers des voix", "one third of the votes"),
    ("les deux tiers de la somme", "two-thirds of the sum"),
    ("une dizaine", "ten"),
    ("une dizaine", "a dozen"),
    ("une centaine", "a hundred"),
    ("la moitié", "50%"),
    ("hier", "a day ago"),
    ("il y a 24 heures", "yesterday"),
    ("avant-hier", "two days ago"),
    ("il y a deux jours", "the day before yesterday"),
    ("après-demain", "in two days"),
    ("dans 48 heures", "the day after tomorrow"),
    ("15 h 30", "half past three"),
    ("quinze heures trente", "half past three"),
    ("trois heures et demie", "half past three"),
    ("14 h 15", "a quarter past two"),
    ("14h45", "a quarter to three"),
    ("huit heures moins le quart", "quarter to eight"),
    ("10 h 20", "twenty minutes past ten"),
    ("à 18 heures", "at six p.m."),
    ("à 18 heures", "six in the evening"),
    ("9 heures 30", "nine thirty in the morning"),
    ("midi", "12 o'clock"),
    ("le 11 septembre", "9/11"),
    ("500 millions", "half a billion"),
    ("un demi-milliard", "500 million"),
    ("750 millions", "three quarters of a billion"),
    ("1 000 milliards", "a trillion"),
    ("trois Français sur quatre", "three quarters of the French"),
    ("90 %", "nine in ten"),
    ("un enfant sur cinq", "twenty percent of children"),
    ("en 1988", "in eighty-eight"),
    ("en 2016-2017", "in 2016–17"),
    ("15 %", "a 15-per-cent credit"),
    ("mardi", "on Tuesday"),
    ("sous quinzaine", "within two weeks"),
    ("une quinzaine de pays", "some 15 countries"),
    ("une quinzaine d'années", "fifteen years"),
    ("cet hiver", "this winter"),
    ("une quarantaine de milliards", "about 40 billion"),
    ("une dizaine de millions d’euros", "about ten million euros"),
    ("plusieurs centaines de milliers", "several hundred thousand"),
    ("plusieurs centaines de personnes", "a few hundred people"),
    ("des centaines de millions", "hundreds of millions"),
    ("des dizaines de milliers", "tens of thousands"),
    ("2h30", "2:30 p.m."),
    ("2h30", "2:30 a.m."),
    ("midi", "12 p.m."),
    ("midi", "1200 hours"),
    ("minuit", "12 a.m."),
    ("3 heures", "three in the afternoon"),
    ("40 milliards de roubles", "40 billion rubles"),
    ("54 millions de francs suisses", "54 million Swiss francs"),
    ("deux cents couronnes", "200 Swedish kronor"),
    ("cent livres", "a hundred books"),
    ("en octobre", "on October 5th"),
    ("hier soir", "last night"),
    ("aujourd’hui", "today"),
    ("d’un cinquième", "by 20 percent"),
    ("de 20 à 30 %", "from a fifth"),
    ("divisé par quatre", "a quarter"),
    ("14 juillet", "Bastille Day"),
    ("en 2001", "since 9/11"),
]


@pytest.mark.parametrize(("french", "english"), SAME)
def test_the_same_number_in_two_languages(french, english):
    source, target = number_values(french, "fr"), number_values(english, "en")
    assert any(are_equal(one, other) for one in source for other in target)


DIFFERENT = [
    ("1 500", "1,600"),
    ("quinze jours", "fifteen weeks"),
    ("hier", "two days ago"),
    ("avant-hier", "three days ago"),
    ("le 6 juin", "June 8th"),
    ("le 6 juin", "July 6th"),
    ("2,5 milliards", "2.5 million"),
    ("soixante-dix", "60"),
    ("les années 90", "the 1980s"),
    ("14h30", "3:30 p.m."),
    ("le XXIe siècle", "the 20th century"),
    ("une dizaine", "thirty"),
    ("deux tiers des voix", "one third of the votes"),
    ("5 %", "15 %"),
    ("15 h 30", "half past four"),
    ("15 h 30", "a quarter past three"),
    ("500 millions", "half a million"),
    ("un enfant sur cinq", "one child in four"),
    ("en 1988", "in eighty-nine"),
    ("une quarantaine de milliards", "40 million"),
    ("plusieurs centaines de milliers", "300 million"),
    ("14h30", "2:30 a.m."),
    ("15 heures", "three in the morning"),
    ("40 milliards de roubles", "40 billion dollars"),
    ("800 millions de yuans", "800 million yen"),
    ("54 millions de dollars", "54 million Swiss francs"),
    ("un cinquième", "30 percent"),
]


@pytest.mark.parametrize(("french", "english"), DIFFERENT)
def test_different_numbers_stay_different(french, english):
    assert values(english, "en")
    assert not any(
        are_equal(one, other)
        for one in number_values(french, "fr")
        for other in number_values(english, "en")
        if not other.is_soft
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No one of them said that this was the first or the second one."),
        ("en", "Third countries and third parties took part, half in jest."),
        ("en", "The G20, the G 7, COVID-19, an F-16, 5G and the P5+1."),
        ("en", "Dozens of people gave thousands of reasons."),
        ("fr", "Le premier ministre, d’abord, et l’un des nôtres, une fois."),
        ("fr", "Un homme neuf, une seconde, un quart, les pays tiers."),
        ("fr", "Le G20, le G 7, la COVID-19 et un A400M."),
        ("en", "Yesterday, the day before yesterday, and the day after tomorrow."),
        ("fr", "Avant-hier, hier, demain et après-demain."),
        ("fr", "Des milliers, des centaines, des millions de gens."),
        ("en", "A quarter of an hour past the half of it."),
        ("en", "A new spring on Monday, 24/7."),
        ("fr", "Lundi midi, cet été."),
        ("fr", "Des avions neufs, en dollars et en cents."),
        ("fr", "Un franc succès, un franc-tireur, cent pour cent des élus."),
        ("fr", "Noël, en octobre, ce matin et cette nuit."),
        ("fr", "On ne peut rien diviser ; divisé par zéro, c’est un zéro."),
        ("en", "May I march in May, or in June, on Christmas or today?"),
    ],
)
def test_words_that_are_often_no_number_raise_no_alarm(language, text):
    assert values(text, language) == []


def months_in(text, language):
    return [n.value for n in number_values(text, language) if n.unit == "month name"]


def test_months_alone_are_told_from_verbs_names_and_planets():
    assert months_in("May we march in March or since May? March 1990, May and June.", "en") == [
        3, 5, 3, 6,
    ]  # fmt: skip
    assert months_in("De mars à mai, sur Mars, le 3 juin.", "fr") == [3, 5]


@pytest.mark.parametrize(
    ("french", "english"),
    [("hier", "tomorrow"), ("demain", "today"), ("en octobre", "in August"),
     ("après-demain", "tomorrow"), ("en juin", "on July 5th")],
)  # fmt: skip
def test_another_day_or_month_is_another(french, english):
    ((source,), (target,)) = number_values(french, "fr"), number_values(english, "en")
    assert not are_equal(source, target)


def test_a_number_has_its_place_with_its_unit():
    text = "Il y a quinze jours, 2,5 % des 1 000 élus, le 6 juin 1944."
    assert values(text, "fr") == [
        (15.0, "day", "quinze jours"),
        (2.5, "percent", "2,5 %"),
        (1000.0, "", "1 000"),
        (6.0, "date-06", "6 juin"),
        (1944.0, "", "1944"),
    ]


def test_a_number_at_the_end_of_a_sentence_is_whole():
    assert [value for value, _, _ in values("It was 2.5. Then 1,000, and 30.", "en")] == [
        2.5,
        1000.0,
        30.0,
    ]


def test_may_and_march_are_months_only_with_a_capital():
    assert values("May 6 and 10 may be enough", "en") == [
        (6.0, "date-05", "May 6"),
        (10.0, "", "10"),
    ]


def test_other_languages_have_no_numbers_yet():
    assert number_values("drei Tage", "de") == ()


@given(st.integers(3, 999_999_999))
@settings(deadline=None)
def test_every_whole_number_is_read_in_the_writing_of_both_languages(number):
    english, french = f"{number:,}", f"{number:,}".replace(",", "\u202f")
    (source,), (target,) = number_values(french, "fr"), number_values(english, "en")
    assert source.value == target.value == number
    assert are_equal(source, target)


@given(st.text(), st.sampled_from(["en", "fr"]))
@settings(deadline=None)
def test_any_text_gives_numbers_in_order_and_inside_it(text, language):
    found = number_values(text, language)
    assert [n.span for n in found] == sorted(n.span for n in found)
    assert all(n.span.end <= len(text) for n in found)
