"""Gold as it lies in files, joint events made of it, and the commands on a tiny folder."""

import json
import lzma
from random import Random

import numpy as np
import pytest

from align.embed import Side
from align.scores import score
from align.types import Link
from eval import alignment, batch, belonging, corpus, joint, speed
from eval.calibration import correct, fit
from eval.errors import differences
from eval.events import SPEECHES, Bank, Piece, cut_half, put_together, turn_round
from eval.folds import connect, keys_of
from eval.gold import DataMissingError, GoldDocument, read_corpora, read_dataset
from eval.joint import foreign_left
from eval.measure import f1, parts, score_document, summarise
from eval.packages import installed
from eval.rivals import RIVALS, bertalign, gale_church, vecalign
from eval.synthetic import make_sides

FRENCH = ("Bonjour.", "Je remercie la présidence.", "Il fait froid.", "La paix est à ce prix.")
ENGLISH = ("Good morning.", "I thank the presidency.", "Peace comes", "at this price.")
LINKS = "[0]:[0]\n[1]:[1]\n[3]:[2, 3]\n[2]:[]\n"
PARSED = (((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2, 3)))


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "set" / "small"
    corpus.mkdir(parents=True)
    for name in ("one", "two"):
        (corpus / f"{name}.src.txt").write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
        (corpus / f"{name}.tgt.txt").write_text("\n".join(ENGLISH) + "\n", encoding="utf-8")
        (corpus / f"{name}.ref").write_text(LINKS, encoding="utf-8")
    return tmp_path


def test_reads_texts_and_puts_links_in_order(folder):
    first, second = read_corpora(folder)
    assert first == GoldDocument("set/small", "one", FRENCH, ENGLISH, PARSED)
    assert second.name == "two"


def test_undoes_the_tokens_of_a_corpus(tmp_path):
    for name, text in (
        ("a.src.txt", "I did n't ."),
        ("a.tgt.txt", "l' Union"),
        ("a.ref", "[0]:[0]"),
    ):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    (document,) = read_corpora(tmp_path)
    assert document.source == ("I didn't.",)
    assert document.target == ("l'Union",)


def test_reads_a_dataset_of_one_row_a_document(tmp_path):
    file = tmp_path / "gold.jsonl"
    links = [[list(source), list(target)] for source, target in PARSED]
    row = {"source": FRENCH, "target": ENGLISH, "links": links}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (document,) = read_dataset(str(file))
    assert document == GoldDocument("gold", "0", FRENCH, ENGLISH, PARSED)


def test_names_the_columns_that_a_dataset_lacks(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text('{"source": ["a"]}\n', encoding="utf-8")
    with pytest.raises(DataMissingError, match="no column links, target"):
        list(read_dataset(str(file)))


@pytest.mark.parametrize("command", [alignment, batch, belonging, corpus, joint, speed])
def test_missing_data_end_a_command_with_a_message(command, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ALIGN_DATA", str(tmp_path / "nowhere"))
    assert command.main([]) == 2
    assert "nowhere: no such folder. Set ALIGN_DATA" in capsys.readouterr().err


def test_a_folder_without_gold_is_said_to_be_so(tmp_path, capsys):
    assert alignment.main(["--data", str(tmp_path)]) == 2
    assert "No gold document was found" in capsys.readouterr().err


def test_the_command_scores_a_folder_and_signs_every_line(folder, capsys):
    result = folder / "result.json"
    assert alignment.main(["--data", str(folder), "--rivals", "--json", str(result)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    for line in lines:
        assert line.endswith("signature") or "encoder:use-m3|" in line
    assert [line.split()[1] for line in lines[1:5]] == ["ours", *RIVALS]
    saved = json.loads(result.read_text(encoding="utf-8"))
    assert saved["pooled"]["set/small"]["ours"]["documents"] == 2
    assert 0 <= saved["pooled"]["set/small"]["ours"]["strict"]["f1"] <= 1


def test_a_result_compared_with_itself_does_not_differ(folder, capsys):
    result = str(folder / "result.json")
    assert alignment.main(["--data", str(folder), "--json", result]) == 0
    capsys.readouterr()
    assert alignment.main(["--compare", result, result]) == 0
    assert "+0.000" in capsys.readouterr().out
    assert alignment.main(["--compare", result, str(folder / "none.json")]) == 2


def test_a_result_is_compared_with_a_rival_of_the_same_run(folder, capsys):
    result = str(folder / "rivals.json")
    assert alignment.main(["--data", str(folder), "--rivals", "--json", result]) == 0
    told = capsys.readouterr().out
    assert alignment.main(["--compare", result, result, "--aligner", "gale-church"]) == 0
    compared = capsys.readouterr().out
    ours, theirs = (
        next(line.split()[5] for line in told.splitlines() if line.split()[1:2] == [name])
        for name in ("ours", "gale-church")
    )
    assert ours != theirs
    strict = next(line.split() for line in compared.splitlines() if " strict " in line)
    assert strict[3:5] == [ours, theirs]
    assert alignment.main(["--compare", result, result, "--aligner", "hunalign"]) == 2
    assert "No links of hunalign" in capsys.readouterr().err


def side(vectors, sizes):
    """A side whose run vectors are the normalised sums of its segment vectors."""
    vectors = np.array(vectors, np.float32)
    runs = np.zeros((4, *vectors.shape), np.float32)
    for size in range(1, 5):
        for last in range(size - 1, len(vectors)):
            runs[size - 1, last] = vectors[last - size + 1 : last + 1].sum(0)
    norm = np.linalg.norm(runs, axis=-1, keepdims=True)
    groups = np.zeros(len(vectors), np.int64)
    alone = np.zeros(len(sizes), np.bool_)
    runs /= np.where(norm > 0, norm, 1)
    return Side(runs, runs[:1].repeat(2, axis=0), np.array(sizes, float), groups, alone)


@pytest.mark.parametrize("aligner", [bertalign, vecalign, gale_church])
def test_rivals_find_a_split_sentence(aligner):
    ways = np.eye(6)
    source = side([ways[0], ways[1], ways[2] + ways[3], ways[4]], [40, 90, 160, 30])
    noise = np.random.default_rng(1).normal(scale=0.1, size=(5, 6))
    target = side(ways[:5] + noise, [40, 90, 80, 80, 30])
    made = [(each.source, each.target) for each in aligner(source, target)]
    assert made == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]


@pytest.mark.parametrize("aligner", RIVALS.values())
def test_rivals_use_every_segment_once_and_in_order(aligner):
    random = np.random.default_rng(3)
    one, other = (
        side(random.normal(size=(count, 8)), random.integers(5, 90, count)) for count in (7, 11)
    )
    links = aligner(one, other)
    assert [i for each in links for i in each.source] == list(range(7))
    assert [j for each in links for j in each.target] == list(range(11))


def test_the_f1_of_counts_is_the_f1_of_scores():
    document = GoldDocument("c", "d", FRENCH, ENGLISH, PARSED)
    sides = side(np.eye(4), [1] * 4), side(np.eye(4), [1] * 4)
    scored = score_document(document, *sides, "ours", lambda _s, _t: made_links())
    summary = summarise([scored] * 4)
    for measure in ("strict", "lax", "null", "omitted", "added", "matched"):
        assert summary[measure]["interval"] == pytest.approx([summary[measure]["f1"]] * 2)
    assert parts("matched") == (("matched_precision",), ("strict_recall",))
    assert f1(np.zeros((1, 18)), "strict").tolist() == [0]


def made_links():
    pairs = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((), (3,))]
    return tuple(Link(source, target, 0.9) for source, target in pairs)


@pytest.fixture
def bank():
    first = GoldDocument(SPEECHES, "a", FRENCH, ENGLISH, PARSED)
    second = GoldDocument(
        SPEECHES, "b", ("Non.", "Si."), ("No.", "Yes."), (((0,), (0,)), ((1,), (1,)))
    )
    return Bank((first, second), own=(0, 1), other=())


def test_a_speech_without_its_french_is_foreign(bank):
    event = put_together(bank, "k", "0", [bank.source(1)], [bank.target(0), bank.target(1)])
    assert event.document.source == ("Non.", "Si.")
    assert event.document.target == (*ENGLISH, "No.", "Yes.")
    assert event.foreign_target == {0, 1, 2, 3}
    assert event.foreign_source == frozenset()
    assert [pair for pair in event.document.links if all(pair)] == [((0,), (4,)), ((1,), (5,))]


def test_an_omission_of_the_interpreter_is_not_foreign(bank):
    event = put_together(bank, "k", "0", [bank.source(0)], [bank.target(0)])
    assert event.document.links == PARSED
    assert event.foreign_source == event.foreign_target == frozenset()


def test_half_a_speech_leaves_the_other_half_foreign(bank):
    event = put_together(bank, "k", "0", [Piece(0, 0, 2)], [bank.target(0)])
    assert event.foreign_target == {2, 3}


def test_halves_are_cut_between_links(bank):
    halves = {cut_half(bank, 0, Random(seed), side=1) for seed in range(20)}  # noqa: S311
    assert halves == {Piece(0, 0, 2), Piece(0, 2, 4)}


def test_foreign_segments_left_alone_are_counted_on_both_sides(bank):
    event = put_together(bank, "k", "0", [bank.source(1)], [bank.target(0), bank.target(1)])
    links = [
        Link((0,), (3, 4), 1.0),
        *(Link((), (j,), 1.0) for j in (0, 1, 2)),
        Link((1,), (), 1.0),
    ]
    precision, recall = foreign_left(event, [*links, Link((), (5,), 1.0)])
    assert (precision.hits, precision.total) == (
        3,
        5,
    )  # 1 on the left and 5 on the right have links
    assert (recall.hits, recall.total) == (3, 4)


def test_sides_are_exchanged_with_their_links():
    turned = turn_round(GoldDocument("c", "d", FRENCH, ENGLISH, PARSED))
    assert turned.source == ENGLISH
    assert turned.links == (((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2, 3), (3,)))


def test_planted_links_are_nearer_than_other_pairs_and_use_every_segment_once():
    source, target, links = make_sides(200, longest=3)
    assert [i for left, _ in links for i in left] == list(range(len(source)))
    assert [j for _, right in links for j in right] == list(range(len(target)))
    linked = [
        float(source.runs[len(left) - 1, left[-1]] @ target.runs[len(right) - 1, right[-1]])
        for left, right in links
        if left and right
    ]
    assert np.mean(linked) > 0.6
    assert float((source.runs[0] @ target.runs[0].T).mean()) < 0.35
    assert np.linalg.norm(source.runs[0], axis=1) == pytest.approx(1)


@pytest.mark.parametrize(("name", "aligner"), installed().items())
def test_packages_give_links_over_all_segments(name, aligner):
    source, target, gold = make_sides(40, longest=6)
    links = aligner(source, target)
    assert sorted(i for each in links for i in each.source) == list(range(len(source)))
    assert name != "sentweave" or score(gold, [(x.source, x.target) for x in links]).strict > 0.7


def test_versions_and_translations_of_a_speech_are_in_one_fold():
    speeches = {"1": ("2011-01-18", "A"), "3": ("2011-01-18", "A"), "5": ("2011-01-19", "B")}
    spoken, written, other = (
        GoldDocument("eptic/x", name, FRENCH, ENGLISH, PARSED) for name in ("1-2", "3-4", "5-6")
    )
    keys = [keys_of(document, speeches) for document in (spoken, other, written)]
    assert connect(keys) == [[0, 2], [1]]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ([((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3))], "absorbed"),
        ([((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((), (3,))], "left alone"),
        ([((0, 1), (0, 1)), ((2,), ()), ((3,), (2, 3))], "merged"),
    ],
)
def test_a_difference_from_the_gold_is_named_by_what_went_wrong(made, kind):
    document = GoldDocument("set", "one", FRENCH, ENGLISH, PARSED)
    assert [each.kind for each in differences(document, made)] == [kind]


def test_scores_that_are_not_sure_enough_are_corrected():
    judged = [(0.7, k % 10 > 0) for k in range(200)] + [(0.3, k % 5 == 0) for k in range(200)]
    corrected = correct(judged, fit(judged))
    assert corrected[0][0] == pytest.approx(0.9, abs=0.03)
    assert corrected[-1][0] == pytest.approx(0.2, abs=0.03)


def test_wrong_pairs_are_made_of_true_ones(tmp_path, monkeypatch):
    (tmp_path / "training").mkdir()
    words = "un deux trois quatre cinq six sept huit neuf dix"
    lines = [f"{words} {number}\t{words} {number} en français" for number in range(451)]
    with lzma.open(tmp_path / "training" / "part.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    monkeypatch.setenv("ALIGN_DATA", str(tmp_path))
    kinds = corpus.make_pairs(4, "part.tsv.xz", seed=1)
    true = kinds["true"]
    assert [source.split()[-3] for source, _ in true] == ["0", "150", "300"]
    assert not set(kinds["shuffled"]) & set(true)
    assert not set(kinds["nearly right"]) & set(true)
    assert [target.split()[-1] for _, target in kinds["neighbour"]] == ["1", "151", "301"]
    for cut, whole in zip(kinds["truncated"], true, strict=True):
        assert sum(a != b for a, b in zip(cut, whole, strict=True)) == 1
        assert sum(map(len, cut)) < sum(map(len, whole))
