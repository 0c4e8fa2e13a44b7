"""Scoring a parallel corpus: what is read, what is flagged, what is kept."""

from __future__ import annotations

import csv
import gzip
import json
import lzma
from html.parser import HTMLParser

import pytest
from running import align
from small_batch import ENGLISH, FRENCH, here

from align.corpus.judge import check_pair, judge_pairs, load_judge
from align.corpus.page import histogram, summary_lines, write_page
from align.corpus.pairs import TextPair, read_pairs
from align.corpus.score import Outputs, Totals, overwritten, score_corpus, words_of
from align.corpus.wordwise import find_wordwise
from align.errors import InputError, SettingsError
from align.models.load import load_models
from align.settings import DEFAULTS, Settings

PAIRS = list(zip(FRENCH, ENGLISH, strict=True))
SHUFFLED = list(zip(FRENCH, (*ENGLISH[3:], *ENGLISH[:3]), strict=True))

TMX = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="fr"/><body>
<tu><tuv xml:lang="fr-FR"><seg>Le port est <bpt i="1">b</bpt>ouvert.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The port is open.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Seul en français.</seg></tuv></tu>
<tu><tuv xml:lang="EN"><seg>Thank you.</seg></tuv><tuv xml:lang="FR"><seg>Merci.</seg></tuv></tu>
</body></tmx>
"""


def read(*names, **keywords):
    found = read_pairs([str(name) for name in names], DEFAULTS, **keywords)
    return [(pair.source, pair.target) for pair in found]


def tsv(pairs):
    return "".join(f"{source}\t{target}\n" for source, target in pairs)


# ------------------------------------------------------------------------ reading


def test_every_kind_of_file_gives_the_same_pairs(tmp_path):
    (tmp_path / "a.tsv").write_text(tsv(PAIRS), encoding="utf-8")
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress(tsv(PAIRS).encode()))
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(tsv(PAIRS).encode()))
    (tmp_path / "a.fr").write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
    (tmp_path / "a.en.gz").write_bytes(gzip.compress(("\n".join(ENGLISH) + "\n").encode()))
    rows = ({"translation": {"fr": fr, "en": en}} for fr, en in PAIRS)
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for names in (["a.tsv"], ["a.tsv.gz"], ["a.txt.xz"], ["a.fr", "a.en.gz"], ["a.jsonl"]):
        assert read(*(tmp_path / name for name in names)) == PAIRS


def test_tmx_is_read_by_language_whatever_stands_first_and_without_its_tags(tmp_path):
    (tmp_path / "a.tmx").write_text(TMX, encoding="utf-8")
    assert read(tmp_path / "a.tmx") == [
        ("Le port est bouvert.", "The port is open."),
        ("Merci.", "Thank you."),
    ]


def test_the_target_may_stand_first(tmp_path):
    (tmp_path / "a.tsv").write_text("Thank you.\tMerci.\n")
    assert read(tmp_path / "a.tsv", swapped=True) == [("Merci.", "Thank you.")]


@pytest.mark.parametrize(
    ("files", "names", "told"),
    [
        ({"a.tsv": "un\tone\ndeux\n"}, ["a.tsv"], r"a\.tsv, line 2: expected two texts"),
        ({"a.fr": "un\ndeux\n", "a.en": "one\n"}, ["a.fr", "a.en"], r"a\.en, line 2: ends before"),
        ({"a.fr": "un\n", "a.en": "one\ntwo\n"}, ["a.fr", "a.en"], r"a\.fr, line 2: ends before"),
        ({"a.tmx": "<tmx><body><tu>"}, ["a.tmx"], r"a\.tmx.*no well-formed TMX"),
        ({}, ["none.tsv"], r"none\.tsv: there is no such file"),
        ({"a.tsv.xz": "no xz"}, ["a.tsv.xz"], r"a\.tsv\.xz: this file cannot be read"),
        ({"a.jsonl": '{"text": "x"}\n'}, ["a.jsonl"], r"expected the columns source and target"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, files, names, told):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=told):
        read(*(tmp_path / name for name in names))


def test_entities_of_a_tmx_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    bomb = (
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><tmx><body><tu>'
        '<tuv xml:lang="fr"><seg>a&x;</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv>'
        "</tu></body></tmx>"
    )
    (tmp_path / "a.tmx").write_text(bomb)
    assert "secret" not in str(read(tmp_path / "a.tmx"))


# ------------------------------------------------------------------------ judging


@pytest.fixture(scope="module")
def judged():
    pairs = [*PAIRS, *SHUFFLED, (FRENCH[0], FRENCH[0]), (FRENCH[0], "Minister."), ("Oui.", "")]
    texts = [TextPair(number, *pair) for number, pair in enumerate(pairs, 1)]
    return judge_pairs(texts, load_models().encoder, load_judge())


def test_translations_are_likelier_than_shuffled_copied_cut_and_empty_pairs(judged):
    threshold = load_judge().threshold
    true, wrong = judged[: len(PAIRS)], judged[len(PAIRS) :]
    assert all(each.probability >= threshold for each in true)
    assert all(each.probability < threshold for each in wrong)


def test_a_changed_number_is_a_finding_of_its_pair():
    right = TextPair(1, "La ligne ouvrira le 6 mai.", "The line will open on May 6th.")
    wrong = TextPair(2, "La ligne ouvrira le 6 mai.", "The line will open on May 8th.")
    assert check_pair(right) == ()
    (finding,) = check_pair(wrong)
    assert finding.category == "Accuracy/Mistranslation/Number"
    assert finding.target[0].of(wrong.target) == "May 8th"


def test_words_are_checked_where_that_is_asked_for_and_found_where_they_stand():
    pairs = [
        TextPair(1, "Le port n'est pas ouvert aux navires de Marseille.", ""),
        TextPair(2, "Le traité sera signé à Marseille.", "The treaty will be signed in Marseille."),
        TextPair(
            3,
            "Nous n'avons pas reçu le rapport de Marie Delcourt sur les écoles rurales.",
            "We have received the report by Helen Brighton on rural schools.",
        ),
    ]
    none, right, wrong = find_wordwise(pairs, load_models(), DEFAULTS)
    assert (none, right) == ((), ())
    words = {each.check: words_of(pairs[2], each) for each in wrong}
    assert words == {
        "names": ("Marie Delcourt", "Helen Brighton"),
        "negation": ("n'avons pas", ""),
    }


def test_a_pair_is_judged_the_same_whatever_stands_beside_it(judged):
    alone = judge_pairs([judged[3].pair], load_models().encoder, load_judge())
    assert alone == (judged[3],)


# ------------------------------------------------------------------- whole corpora


def score(pairs, outputs=Outputs(), **keywords):  # noqa: B008
    texts = [TextPair(number, *pair) for number, pair in enumerate(pairs, 1)]
    return score_corpus(iter(texts), outputs, DEFAULTS, here(), **keywords)


def test_kept_pairs_and_scores_are_written_in_order(tmp_path):
    keep = (str(tmp_path / "kept.fr"), str(tmp_path / "kept.en.gz"))
    scores = tmp_path / "scores.tsv"
    totals = score([*PAIRS, *SHUFFLED], Outputs(keep, str(scores)))
    assert (totals.pairs, totals.flagged) == (14, 7)
    assert (tmp_path / "kept.fr").read_text().splitlines() == list(FRENCH)
    english = gzip.decompress((tmp_path / "kept.en.gz").read_bytes()).decode()
    assert english.splitlines() == list(ENGLISH)
    rows = list(csv.DictReader(scores.open(), dialect="excel-tab"))
    assert [row["pair"] for row in rows] == [str(number) for number in range(1, 15)]
    assert [row["flag"] for row in rows] == [""] * 7 + ["not a translation"] * 7
    assert "judge:" in rows[0]["signature"]


def test_findings_name_their_category_and_the_words_on_both_sides(tmp_path):
    scores = tmp_path / "scores.tsv"
    pair = ("La ligne de tramway ouvrira le 6 mai.", "The tramway line will open on May 8th.")
    totals = score([pair], Outputs((), str(scores)), threshold=0.0)
    (row,) = csv.DictReader(scores.open(), dialect="excel-tab")
    assert row["findings"].startswith("major Accuracy/Mistranslation/Number: The French says")
    assert (row["source_words"], row["target_words"]) == ("6 mai", "May 8th")
    assert "Accuracy/Mistranslation/Number: 1 of 1 pairs (100.0%)" in list(summary_lines(totals))
    assert "le <mark>6 mai</mark>." in write_page(totals).decode()


def test_the_threshold_can_be_chosen():
    assert score(PAIRS, threshold=0.0).flagged == 0
    assert score(PAIRS, threshold=1.0).flagged == len(PAIRS)


def test_the_judge_refuses_an_encoder_it_has_not_learned_from():
    with pytest.raises(SettingsError, match="knows use-m3 alone"):
        score_corpus(iter(()), Outputs(), Settings(encoder="other"), here())


def test_an_output_that_is_an_input_is_seen(tmp_path):
    file = str(tmp_path / "a.tsv")
    assert overwritten(Outputs((file,)), [file]) == file
    assert overwritten(Outputs(("-",)), ["-"]) is None


def test_the_histogram_counts_every_pair():
    totals = score([*PAIRS, *SHUFFLED])
    assert sum(totals.similarities) == totals.pairs
    lines = list(summary_lines(totals))
    bars = [line for line in lines if line[0].isdigit()]
    assert sum(int(line.split()[-1].replace(",", "")) for line in bars) == totals.pairs
    assert any("▒" in line for line in bars)
    assert histogram(totals).count("<title>") == 50


def test_the_page_loads_nothing_and_escapes_its_texts():
    totals = score([("<script>alert(1)</script> Bonjour.", "The cat sleeps.")])
    page = write_page(totals).decode()
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)
    parser.feed(page)
    assert not {"script", "img", "link", "iframe"} & set(tags)
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_memory_does_not_grow_with_the_pairs():
    totals = Totals(0.5, "")
    (one,) = judge_pairs([TextPair(1, *PAIRS[0])], load_models().encoder, load_judge())
    for _ in range(1000):
        totals.add(one, is_flagged=False)
    assert len(totals.worst) <= 40


def test_the_command_is_a_filter_between_two_pipes():
    done = align(
        "eval", "corpus", "-", "--keep", "-", "--workers", 1, input=tsv([*SHUFFLED, *PAIRS])
    )
    assert done.exit_code == 0, done.stderr
    assert done.stdout == tsv(PAIRS)
    assert "Not a translation: 7 (50.0%)" in done.stderr
