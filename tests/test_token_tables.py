"""Tables of tokens, kept from one call to the next."""

from threading import Thread

import numpy as np
import pytest

from align.models import token_tables
from align.models.load import load_models
from align.models.token_tables import BLANK, TokenTables


@pytest.fixture(scope="module")
def weights():
    return load_models().encoder._tables.weights


def rows_of(tables, ids):
    found, places = tables.of(np.array(ids))
    arrays = [
        found.embedded,
        *(each for one in found.branches for each in (one.inputs, *one.makes)),
    ]
    return np.hstack([each[places] for each in arrays])


def test_a_token_gets_the_same_whatever_was_met_before_it(weights):
    often, once = TokenTables(weights), TokenTables(weights)
    for start in range(0, 60, 7):
        rows_of(often, range(start, start + 9))
    assert np.array_equal(rows_of(often, range(60)), rows_of(once, range(60)))


def test_what_is_full_keeps_the_first_half_and_gives_the_same(weights, monkeypatch):
    expected = rows_of(TokenTables(weights), range(400))
    monkeypatch.setattr(token_tables, "KEPT", 100)
    tables = TokenTables(weights)
    for start in range(0, 400, 40):
        assert np.array_equal(
            rows_of(tables, range(start, start + 40)), expected[start : start + 40]
        )
        assert len(tables.of(np.array([0]))[0].ids) <= 100
    assert 0 in tables.of(np.array([0]))[0].ids


def test_more_tokens_than_are_kept_get_tables_all_the_same(weights, monkeypatch):
    expected = rows_of(TokenTables(weights), range(300))
    monkeypatch.setattr(token_tables, "KEPT", 100)
    tables = TokenTables(weights)
    assert np.array_equal(rows_of(tables, range(300)), expected)
    assert np.array_equal(rows_of(tables, range(250, 300)), expected[250:])


def test_blanks_stand_for_nothing(weights):
    assert not rows_of(TokenTables(weights), [BLANK, 5])[0, :512].any()


def test_threads_that_share_tables_get_what_one_gets(weights, monkeypatch):
    expected = rows_of(TokenTables(weights), range(600))
    monkeypatch.setattr(token_tables, "KEPT", 200)
    tables, wrong = TokenTables(weights), []

    def ask(seed):
        random = np.random.default_rng(seed)
        for _ in range(40):
            ids = random.integers(0, 600, 30)
            if not np.array_equal(rows_of(tables, ids), expected[ids]):
                wrong.append(ids)

    threads = [Thread(target=ask, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
