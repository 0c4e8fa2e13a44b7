"""Linking: arithmetic on vectors made up here, and small texts a linguist can read."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.band import find_band
from align.embed import EDGE, Side, embed_texts, encode_edges
from align.errors import ModelError
from align.evidence import make_scene
from align.field import COLUMNS_AT_ONCE, Potentials, infer
from align.grid import ROWS_AT_ONCE, Band, shapes
from align.link import join_silent, link, weigh
from align.models.linker import load_linker
from align.models.load import load_models
from align.types import Link

WEIGHTS = load_linker().weights
FRENCH = (
    "Je vous remercie de votre accueil.",
    "Le pont sur le fleuve sera ouvert au printemps.",
    "Nous avons dépensé douze millions d'euros pour ce chantier, et nos voisins autant.",
    "La navette fluviale transportera les écoliers.",
    "Les bateaux rouleront à l'électricité.",
)
ENGLISH = (
    "Thank you for your welcome.",
    "The bridge over the river will open in the spring.",
    "We have spent twelve million euros on this building site.",
    "And our neighbours have spent as much.",
    "The river shuttle will carry schoolchildren, and the boats will run on electricity.",
)
FOREIGN = (
    "The harvest of apples was poor this year.",
    "My sister plays the violin in an orchestra.",
    "Volcanoes on that island have been quiet for a century.",
    "He painted the kitchen in three shades of green.",
    "The chess tournament ended in a draw.",
    "Penguins do not live at the North Pole.",
    "The bakery on the corner closes at noon.",
    "Our library lends umbrellas on rainy days.",
)


def side(texts):
    models = load_models()
    return embed_texts(texts, models.encoder, 6)


def pairs(source, target):
    links = link(side(source), side(target), WEIGHTS)
    return [(each.source, each.target) for each in links]


def test_merges_and_splits_are_found():
    assert pairs(FRENCH, ENGLISH) == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2, 3)),
        ((3, 4), (4,)),
    ]


def test_a_sentence_left_out_stays_alone():
    assert ((1,), ()) in pairs(FRENCH[:3], (ENGLISH[0], *ENGLISH[2:4]))


def test_foreign_speech_between_stays_unlinked():
    links = pairs(FRENCH, (*ENGLISH[:2], *FOREIGN, *ENGLISH[2:]))
    alone = {j for source, target in links if not source for j in target}
    assert alone == set(range(2, 2 + len(FOREIGN)))
    assert ((2,), (10, 11)) in links


def test_french_of_one_speaker_finds_its_part_of_a_joint_event():
    links = pairs(FRENCH, (*FOREIGN, *ENGLISH))
    assert ((0,), (8,)) in links
    assert ((3, 4), (12,)) in links


def test_french_is_left_out_more_readily_where_the_record_says_that_the_start_is_lost():
    source, target = side(FRENCH), side(ENGLISH[1:])
    late = replace(target, late=np.array([True, False, False, False]))
    scores = [link(source, each, WEIGHTS)[0] for each in (target, late)]
    assert [(each.source, each.target) for each in scores] == [((0,), ())] * 2
    assert scores[1].score > scores[0].score


def test_no_link_crosses_a_boundary():
    source, target = side(FRENCH), side(ENGLISH)
    parted = replace(target, groups=np.array([0, 0, 0, 1, 1]))
    for each in link(source, parted, WEIGHTS):
        assert not {2, 3} <= set(each.target)


@pytest.mark.parametrize(("rows", "columns"), [(0, 3), (3, 0), (0, 0)])
def test_an_empty_side_leaves_the_other_alone(rows, columns):
    links = link(side(FRENCH[:rows]), side(ENGLISH[:columns]), WEIGHTS)
    assert len(links) == rows + columns


def test_edges_are_the_first_and_the_last_words():
    encoder = load_models().encoder
    texts = ("un deux trois", "un", "", " ".join(map(str, range(40))))
    expected = encoder.encode(
        ["un deux", "un", "", "0 1 2 3 4 5", "deux trois", "un", "", "34 35 36 37 38 39"]
    )
    assert EDGE == 6
    assert np.abs(encode_edges(texts, encoder) - expected.reshape(2, 4, -1)).max() < 1e-3


def test_a_clause_said_in_the_sentence_before_joins_the_two():
    source = side(
        (
            FRENCH[0],
            "Nous avons réparé le vieux pont sur le fleuve avec l'aide de nos voisins.",
            "Pour la première fois depuis la guerre, les bateaux rouleront à l'électricité.",
        )
    )
    target = side(
        (
            ENGLISH[0],
            "We have repaired the old bridge over the river with the help of our neighbours, for "
            "the first time since the war.",
            "The boats will run on electricity.",
        )
    )
    joined = next(each for each in link(source, target, WEIGHTS) if each.source == (1, 2))
    without = (replace(each, edges=each.runs[:1].repeat(2, axis=0)) for each in (source, target))
    blind = next(each for each in link(*without, WEIGHTS) if each.source == (1, 2))
    assert joined.target == (1, 2)
    assert joined.score > blind.score + 0.1


def test_weights_of_other_evidence_are_told():
    older = replace(WEIGHTS, match=WEIGHTS.match[1:])
    with pytest.raises(ModelError, match="learn it anew"):
        link(side(FRENCH), side(ENGLISH), older)


def random_side(generator, count, longest=4):
    runs = np.zeros((longest, count, 16), np.float32)
    runs[0] = generator.normal(size=(count, 16))
    for k in range(1, longest):
        runs[k, k:] = runs[k - 1, k:] + runs[0, : count - k]
    norms = np.linalg.norm(runs, axis=-1, keepdims=True)
    sizes = generator.integers(0, 200, count).astype(float)
    runs /= np.where(norms > 0, norms, 1)
    return Side(
        runs,
        runs[:1].repeat(2, axis=0).astype(np.float16),
        sizes,
        np.zeros(count, np.int64),
        np.zeros(count, np.bool_),
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 14), st.integers(1, 14), st.integers(0, 2**16))
def test_every_segment_is_used_once_and_in_order(rows, columns, seed):
    generator = np.random.default_rng(seed)
    links = link(random_side(generator, rows), random_side(generator, columns), WEIGHTS)
    assert [i for each in links for i in each.source] == list(range(rows))
    assert [j for each in links for j in each.target] == list(range(columns))
    assert all(0 <= each.score <= 1 for each in links)


def every_path(rows, columns, steps):
    """All sequences of steps from the first place to the last, as the field allows them."""
    whole = (rows, columns)
    waiting = [((0, 0), "", ())]
    while waiting:
        (i, j), last, path = waiting.pop()
        if (i, j) == whole:
            yield path
            continue
        for m, n in steps:
            if i + m <= rows and j + n <= columns:
                waiting.append(((i + m, j + n), "", (*path, ("match", m, n, i + m, j + n))))
        for mode in (0, 1):
            if i < rows and last in ("", f"omit{mode}"):
                step = ("omit", mode, not last, i, j)
                waiting.append(((i + 1, j), f"omit{mode}", (*path, step)))
            if j < columns and (not last.startswith("add") or last == f"add{mode}"):
                step = ("add", mode, last != f"add{mode}", j)
                waiting.append(((i, j + 1), f"add{mode}", (*path, step)))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (3, 2)])
def test_probabilities_are_those_of_all_paths_counted_one_by_one(rows, columns):
    generator = np.random.default_rng(rows)
    steps = shapes(2)
    potentials = random_potentials(generator, rows, columns, 2)
    match = potentials.match[0]

    def value(path):
        total = 0.0
        for kind, *step in path:
            if kind == "match":
                m, n, i, j = step
                total += match[i, steps.index((m, n)), j]
            else:
                mode, opens, place, *at = step
                if kind == "omit":
                    total += potentials.omitted[mode, place]
                    total += opens * potentials.open_omitted[mode, at[0]]
                else:
                    total += potentials.added[mode, place]
                    total += opens * potentials.open_added[mode, place]
        return total

    paths = list(every_path(rows, columns, steps))
    values = np.array([value(path) for path in paths])
    evidence = np.logaddexp.reduce(values)
    share = np.exp(values - evidence)
    posterior = infer(potentials)
    assert posterior.evidence == pytest.approx(evidence)
    omitted = [
        sum(
            s
            for s, path in zip(share, paths, strict=True)
            if ("omit", mode, i) in [(step[0], step[1], step[3]) for step in path]
        )
        for mode, i in itertools.product((0, 1), range(rows))
    ]
    assert posterior.omitted == pytest.approx(np.array(omitted).reshape(2, rows))
    last = sum(
        s for s, path in zip(share, paths, strict=True) if ("match", 1, 1, rows, columns) in path
    )
    assert posterior.match[0][rows, 0, columns] == pytest.approx(last)


def random_potentials(generator, rows, columns, longest):
    """Potentials of any size, everywhere looked at."""
    steps = shapes(longest)
    band = Band(np.zeros(rows + 1, np.int64), np.full(rows + 1, columns))
    match = generator.normal(size=(rows + 1, len(steps), columns + 1)).astype(np.float32)
    for k, (m, n) in enumerate(steps):
        match[:m, k], match[:, k, :n] = -np.inf, -np.inf
    return Potentials(
        band.blocks(),
        longest,
        tuple(match[block.first : block.last] for block in band.blocks()),
        generator.normal(size=(2, rows)),
        generator.normal(size=(2, columns)),
        generator.normal(size=(2, columns + 1)),
        generator.normal(size=(2, columns + 1)),
    )


def in_narrow_blocks(potentials, width):
    """The same potentials inside a band that moves with the rows."""
    rows, columns = potentials.omitted.shape[1], potentials.added.shape[1]
    whole = np.concatenate(potentials.match)
    low = (np.arange(rows + 1) // 4 * 4 - width).clip(0)
    high = (np.arange(rows + 1) // 4 * 4 + width).clip(max=columns)
    high[-4:] = columns
    blocks = Band(low, high).blocks()
    match = tuple(whole[each.first : each.last, :, each.low : each.high] for each in blocks)
    outside = whole.copy()
    for i in range(rows + 1):
        outside[i, :, : low[i]], outside[i, :, high[i] + 1 :] = -np.inf, -np.inf
    wide = tuple(outside[each.first : each.last] for each in potentials.blocks)
    return replace(potentials, blocks=blocks, match=match), replace(potentials, match=wide)


def test_probabilities_do_not_depend_on_how_the_rows_are_cut():
    generator = np.random.default_rng(5)
    size = 3 * ROWS_AT_ONCE + 5
    narrow, wide = in_narrow_blocks(random_potentials(generator, size, size, 3), 20)
    found, expected = infer(narrow), infer(wide)
    for block, match in zip(narrow.blocks, found.match, strict=True):
        whole = np.concatenate(expected.match)[block.first : block.last]
        assert match == pytest.approx(whole[:, :, block.low : block.high], abs=1e-3)


def test_probabilities_do_not_depend_on_how_the_columns_are_cut():
    generator = np.random.default_rng(6)
    potentials = random_potentials(generator, 5, 2 * COLUMNS_AT_ONCE + 9, 3)
    posterior = infer(potentials)
    ends = np.concatenate(posterior.match).sum(axis=0)
    for j in range(potentials.added.shape[1]):
        total = posterior.added[:, j].sum()
        for k, (_, n) in enumerate(shapes(3)):
            total += ends[k, j + 1 : j + 1 + n].sum()
        assert total == pytest.approx(1.0, abs=1e-5)


def test_a_way_far_ahead_of_the_right_one_does_not_push_it_out_of_range():
    count = 3000
    potentials = random_potentials(np.random.default_rng(7), 3, count, 2)
    added = np.stack([np.full(count, -1.0), np.full(count, 0.8)])
    match = np.full((4, len(shapes(2)), count + 1), -np.inf, np.float32)
    for i in range(1, 4):
        match[i, 0, i] = 15.0
    posterior = infer(replace(potentials, added=added, match=(match,)))
    assert [posterior.match[0][i, 0, i] for i in range(1, 4)] == pytest.approx([1.0] * 3, abs=0.01)


def test_probabilities_of_a_segment_add_up_to_one():
    source, target = side(FRENCH), side(ENGLISH)
    band = find_band(source, target)
    scene = make_scene(source, target, band)
    posterior = infer(weigh(scene, band, WEIGHTS))
    ends = np.concatenate(posterior.match)
    for i in range(len(FRENCH)):
        total = posterior.omitted[:, i].sum()
        for row in range(i + 1, len(FRENCH) + 1):
            for k, (m, _) in enumerate(shapes(scene.longest)):
                if row - m <= i:
                    total += ends[row, k].sum()
        assert total == pytest.approx(1.0)


def test_long_texts_are_looked_at_along_the_same_way_as_short_ones(monkeypatch):
    source, target = planted(np.random.default_rng(3), 900, 300)
    known = find_band(source, target)
    monkeypatch.setattr("align.band.LONG", 200)
    found = find_band(source, target)
    assert (found.low == known.low).all()
    assert (found.high == known.high).all()


def test_a_wide_space_without_clear_anchors_is_not_looked_at_as_a_whole():
    generator = np.random.default_rng(4)
    source, target = random_side(generator, 1500), random_side(generator, 1500)
    band = find_band(source, target)
    assert (band.high - band.low).sum() < 1500 * 1500 / 4


def planted(generator, count, front):
    source = random_side(generator, count)
    noise = random_side(generator, front)
    runs = np.concatenate([noise.runs, source.runs], axis=1)
    edges = np.concatenate([noise.edges, source.edges], axis=1)
    sizes = np.concatenate([noise.sizes, source.sizes])
    groups, alone = np.zeros(front + count, np.int64), np.zeros(front + count, np.bool_)
    return source, Side(runs, edges, sizes, groups, alone)


@pytest.mark.parametrize("front", [0, 40, 400])
def test_the_band_holds_the_way_even_after_a_long_unrelated_front(front):
    source, target = planted(np.random.default_rng(1), 200, front)
    band = find_band(source, target)
    assert band.low[0] == 0
    assert band.high[-1] == len(target)
    for i in range(201):
        assert band.low[i] <= front + i <= band.high[i]


def test_a_band_changes_no_link_of_a_long_clear_pair():
    source, target = planted(np.random.default_rng(2), 160, 0)
    links = link(source, target, WEIGHTS)
    assert [(each.source, each.target) for each in links] == [((i,), (i,)) for i in range(160)]


def test_a_whole_utterance_lost_gets_the_french_left_out_there():
    before, after = Link((0,), (0,), 0.9), Link((2,), (2,), 0.9)
    joined = join_silent([before, Link((1,), ()), Link((), (1,)), after], {1})
    assert joined == (before, Link((1,), (1,), 0.0), after)


def test_a_sentence_alone_beside_it_does_not_keep_a_lost_utterance_from_its_french():
    alone = Link((), (1,), 0.9)
    joined = join_silent([Link((0,), (0,), 0.9), alone, Link((1,), ()), Link((), (2,))], {2})
    assert joined[1:] == (alone, Link((1,), (2,), 0.0))


def test_a_long_foreign_stretch_is_no_answer_to_a_lost_utterance():
    links = [*(Link((i,), ()) for i in range(9)), Link((), (0,))]
    assert join_silent(links, {0}) == tuple(links)
