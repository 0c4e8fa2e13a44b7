"""Scores by hand: small alignments whose precision and recall can be counted on paper."""

import pickle

import numpy as np
import pytest

from align.errors import InputError, MissingExtraError
from align.scores import Ratio, harmonic, links_as_sets, parse_links, pool, score
from eval.bootstrap import interval, paired_p
from eval.calibration import bins, calibration_error

GOLD = [
    ((0,), (0,)),
    ((1, 2), (1,)),
    ((3,), (2, 3)),
    ((4,), ()),
    ((), (4,)),
    ((5,), (5,)),
]


def test_a_perfect_alignment_scores_one_everywhere():
    perfect = score(GOLD, GOLD)
    assert (perfect.strict, perfect.lax, perfect.null, perfect.matched) == (1, 1, 1, 1)
    assert perfect.strict_precision == Ratio(6, 6)
    assert perfect.strict_recall == Ratio(4, 4)


def test_strict_asks_for_the_very_pair_and_lax_for_any_common_target():
    made = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2, 3)), ((4,), (4,)), ((5,), (5,))]
    reached = score(GOLD, made)
    assert reached.strict_precision == Ratio(3, 6)  # 0-0, 3-23, 5-5
    assert reached.lax_precision == Ratio(4, 6)  # 1-1 as well: source 1 has target 1 in the gold
    assert reached.strict_recall == Ratio(3, 4)  # of 0-0, 12-1, 3-23, 5-5
    assert reached.lax_recall == Ratio(4, 4)  # 12-1 meets 1-1
    assert reached.strict == pytest.approx(0.6)
    assert reached.lax == pytest.approx(0.8)


def test_recall_exchanges_gold_and_made_not_source_and_target():
    gold, made = [((0, 1), (0,))], [((0,), (0,)), ((1,), (1,))]
    reached = score(gold, made)
    assert reached.lax_precision == Ratio(1, 2)  # source 1 leads to gold target 0, not to 1
    assert reached.lax_recall == Ratio(1, 1)  # sources 0 and 1 lead to made targets 0 and 1
    assert score(made, gold).lax_precision == Ratio(1, 1)
    assert score(made, gold).lax_recall == Ratio(1, 2)


def test_a_null_link_counts_in_precision_but_not_in_recall():
    gold, made = [((0,), (0,)), ((1,), ())], [((0,), (0,)), ((1,), ()), ((), (1,))]
    reached = score(gold, made)
    assert reached.strict_precision == Ratio(2, 3)
    assert reached.strict_recall == Ratio(1, 1)
    assert reached.lax_precision == Ratio(2, 3)  # a null link never has a lax hit
    assert reached.lax_recall == Ratio(1, 1)


def test_null_links_are_scored_apart_omitted_added_and_both():
    gold = [((0,), ()), ((1,), ()), ((), (0,)), ((2,), (1,))]
    made = [((0,), ()), ((1,), (0,)), ((2,), (1,)), ((), (2,))]
    reached = score(gold, made)
    assert (reached.omitted_precision, reached.omitted_recall) == (Ratio(1, 1), Ratio(1, 2))
    assert (reached.added_precision, reached.added_recall) == (Ratio(0, 1), Ratio(0, 1))
    assert reached.omitted == pytest.approx(2 / 3)
    assert reached.added == 0
    assert reached.null == pytest.approx(0.4)  # precision 1 of 2, recall 1 of 3
    assert reached.matched == pytest.approx(2 / 3)  # precision 1 of 2, recall 1 of 1


def test_no_links_on_either_side_score_nothing():
    assert score([], []).strict == 0
    assert harmonic(Ratio(), Ratio()) == 0


def test_links_are_sets_of_segments():
    assert score([((1, 0), (0,))], [((0, 1), (0,))]).strict == 1
    assert links_as_sets([((0,), (0,)), ((0,), (0,)), ((), ())]) == {((0,), (0,))}


def test_documents_are_pooled_by_their_counts():
    one, other = score(GOLD, GOLD), score([((0,), (0,))], [((0,), ()), ((), (0,))])
    both = pool([one, other])
    assert both.strict_precision == Ratio(6, 8)
    assert both.strict_recall == Ratio(4, 5)


def share(counts):
    return counts[:, 0] / counts[:, 1]


def test_the_interval_holds_the_pooled_value_and_is_repeatable():
    counts = np.array([[8, 10], [5, 10], [9, 10], [7, 10], [6, 10]], float)
    low, high = interval(counts, ["a"] * 5, share)
    assert 0.5 < low < 0.7 < high < 0.9
    assert interval(counts, ["a"] * 5, share) == (low, high)


def test_few_documents_have_no_interval():
    assert np.isnan(interval(np.array([[1.0, 2.0]]), ["a"], share)).all()


def test_draws_keep_the_number_of_documents_of_each_corpus():
    counts = np.array([[1, 1]] * 3 + [[0, 1]] * 3, float)
    assert interval(counts, ["a"] * 3 + ["b"] * 3, share) == (0.5, 0.5)


def test_the_paired_test_tells_a_steady_difference_from_none():
    theirs = np.array([[k % 5, 10] for k in range(12)], float)
    better = theirs + np.array([2, 0])
    assert paired_p(better, theirs, ["a"] * 12, share) < 0.01
    assert paired_p(theirs, theirs, ["a"] * 12, share) == 1


def test_calibration_sets_the_score_against_the_share_of_right_links():
    judged = [(0.95, True)] * 9 + [(0.95, False)] + [(0.45, True)] * 2 + [(0.45, False)] * 2
    (low, high) = bins(judged)
    assert (low.links, low.right) == (4, 0.5)
    assert (high.links, high.right) == (10, 0.9)
    assert calibration_error(judged) == pytest.approx(0.05)
    assert calibration_error([]) == 0


def test_links_are_read_as_the_field_writes_them():
    text = "[0]:[0]\n\n[1, 2]:[]:0.25\n[]:[1]\n"
    assert parse_links(text, "talk.ref") == (((0,), (0,)), ((1, 2), ()), ((), (1,)))


def test_a_line_that_is_no_link_is_named():
    with pytest.raises(InputError, match=r"talk\.ref, line 2: expected a link such as"):
        parse_links("[0]:[0]\n1-1\n", "talk.ref")


@pytest.mark.parametrize(
    "error", [InputError("a.txt", "is empty", line=3), MissingExtraError("ray", "cluster")]
)
def test_errors_pass_from_one_process_to_another(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)
