"""Which word is which, in sentences a linguist can read."""

import pytest

from align import compare, load_models, original_from, read_transcript
from align.models.word_aligner import LexiconAligner
from align.samples import PRESS_CONFERENCE
from align.tokens import find_words, split_forms


@pytest.fixture(scope="module")
def aligner():
    return load_models().word_aligner


@pytest.fixture(scope="module")
def report():
    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    french = original_from(read_transcript(PRESS_CONFERENCE.french))
    return compare(transcript, french, load_models())


def links(aligner, french: str, english: str) -> set[str]:
    one, other = split_forms(french, "fr"), split_forms(english, "en")
    (found,) = aligner.align([(one, other)])
    return {f"{one[each.source]}={other[each.target]}" for each in found}


def test_links_words_that_change_their_order(aligner):
    made = links(aligner, "C'est une question politique importante.", "This is an important "
                 "political issue.")  # fmt: skip
    assert {"question=issue", "politique=political", "importante=important"} <= made


def test_links_a_name_that_no_lexicon_knows(aligner):
    made = links(aligner, "Le ministre Zorbavel a parlé.", "Minister Zorbavel spoke.")
    assert {"ministre=minister", "zorbavel=zorbavel"} <= made


def test_leaves_alone_what_nothing_answers(aligner):
    made = links(aligner, "Je remercie la présidence.", "I thank the presidency for its water.")
    assert not any(each.endswith("=water") for each in made)


def test_links_nothing_in_an_empty_text(aligner):
    found = aligner.align([((), ("peace",)), (("paix",), ()), ((), ())])
    assert [list(each) for each in found] == [[], [], []]
    assert list(aligner.align([])) == []


def test_a_pair_is_linked_alike_alone_and_among_others(aligner):
    texts = [
        ("La paix est fragile.", "Peace is fragile."),
        ("Nous avons signé un accord sur le commerce en mai.", "In May we signed a trade deal."),
    ]
    pairs = [(split_forms(one, "fr"), split_forms(other, "en")) for one, other in texts]
    together = aligner.align(pairs)
    for pair, found in zip(pairs, together, strict=True):
        (alone,) = aligner.align([pair])
        assert [each[:2] for each in alone] == [each[:2] for each in found]
        assert [each.score for each in alone] == pytest.approx([each.score for each in found], 1e-3)


def test_a_very_long_pair_is_linked_along_its_whole_length(aligner):
    many = range(101, 171)
    french = split_forms(" ".join(f"L'article {n} traite de la paix." for n in many), "fr")
    english = split_forms(" ".join(f"Article {n} deals with peace." for n in many), "en")
    (found,) = aligner.align([(french, english)])
    numbers = [(french[i], english[j]) for i, j, _ in found if french[i].isdigit()]
    assert numbers == [(str(n), str(n)) for n in many]
    assert len({each[:2] for each in found}) == len(found)


def test_every_word_link_lies_in_its_link_and_joins_words(report):
    comparison = report.comparison
    assert len(comparison.words) == len(comparison.alignment.links)
    for link, words in zip(comparison.alignment.links, comparison.words, strict=True):
        sides = (
            [comparison.alignment.source[index].span for index in link.source],
            [comparison.alignment.target[index].span for index in link.target],
        )
        for each in words:
            assert any(each.source in span for span in sides[0])
            assert any(each.target in span for span in sides[1])
            assert 0 < each.score <= 1


def test_words_of_a_mark_are_not_words():
    found = find_words("these (inaudible) demands", "en", 10, [find_span("these (inaudible)", 6)])
    assert [(word.form, word.span.start) for word in found] == [("these", 10), ("demands", 28)]


def find_span(text: str, start: int):
    from align.types import Span

    return Span(start, len(text))


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        ("Qu’a-t-il dit aujourd’hui ?", "fr", ["qu'", "a", "il", "dit", "aujourd'hui", "?"]),
        ("jusqu'à 2,5 millions", "fr", ["jusqu'", "à", "2.5", "millions"]),
        ("The U.S. can't wait 1,000 years", "en", ["the", "u.s.", "ca", "n't", "wait", "1000",
                                                  "years"]),
    ],
)  # fmt: skip
def test_words_are_cut_where_a_linguist_would(text, language, forms):
    assert split_forms(text, language) == forms
    assert [word.form for word in find_words(text, language)] == forms


def test_the_signature_names_the_word_aligner(report):
    assert f"words:{LexiconAligner.name}" in report.signature


def test_linked_words_of_a_row_share_a_class_on_both_sides_of_the_report(report):
    import re

    from align.report.html import write_html

    page = write_html(report).decode()
    place = page.index("fleuve")
    row = page[page.rindex('id="row-', 0, place) : page.index('id="row-', place)]
    source, target = row.split('class="cell target"')
    river = re.search(r'<span class="w (w\d+)">(?:<span class="stop" tabindex="0"></span>)?'
                      r"fleuve", source)  # fmt: skip
    assert river
    assert f'<span class="w {river[1]}">river</span>' in target
    assert f".{river[1]}:is(:hover, :focus-within)" in page


def test_words_joined_by_way_of_others_light_up_together():
    from align.report.word_groups import grouped_words
    from align.types import Alignment, Comparison, Detection, Original, Span, Transcript, WordLink

    text = Transcript("t", "a b c", ())
    nothing = Detection((), (), ())
    links = (
        WordLink(Span(0, 1), Span(0, 1)), WordLink(Span(2, 3), Span(0, 1)),
        WordLink(Span(4, 5), Span(2, 3)),
    )  # fmt: skip
    made = Comparison(text, nothing, Original(text, nothing), Alignment((), (), ()), (links,))
    source, target = grouped_words(made)
    assert [(word.group, word.leads) for word in source] == [(1, True), (1, False), (2, True)]
    assert [word.group for word in target] == [1, 2]
