"""Training the translator, in miniature: real text in, a loadable Marian model out."""

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba", reason="needs the extra [train]")
pytest.importorskip("torch", reason="needs the extra [train]")

import torch

from checkpoints.translator import augment, batches, export, guide, model, training
from checkpoints.translator.clean import clean, fault
from checkpoints.translator.recipe import EOS, PAD, RECIPES, TO_ENGLISH, TO_FRENCH
from checkpoints.translator.tokens import Special, TokenPairs, load, plan, ragged, save
from checkpoints.translator.vocabulary import load_vocabulary, piece_ids, train_vocabulary

NOUNS = {"treaty": "traité", "budget": "budget", "vote": "vote", "report": "rapport"}
VERBS = {"ends": "finit", "begins": "commence", "fails": "échoue", "passes": "passe"}
PAIRS = [
    (f"The {noun} {verb} in {year}, and we {act}.", f"Le {nom} {verbe} en {year}, et nous {agir}.")
    for noun, nom in NOUNS.items()
    for verb, verbe in VERBS.items()
    for year in (1999, 2004, 2021)
    for act, agir in (("wait", "attendons"), ("vote", "votons"))
]
RECIPE = replace(
    RECIPES["cpu"], vocabulary=56, width=32, inner=64, heads=2, batch=400, warmup=20, candidates=40
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("translator")
    train_vocabulary(PAIRS, RECIPE.vocabulary, RECIPE.longest, made)
    return made


@pytest.fixture(scope="module")
def special(folder):
    return Special(*piece_ids(folder, (PAD, EOS, TO_FRENCH, TO_ENGLISH)))


@pytest.fixture(scope="module")
def pairs(folder):
    spm = load_vocabulary(folder)
    return TokenPairs(*(ragged(spm.encode(list(side))) for side in zip(*PAIRS, strict=True)))


@pytest.fixture(scope="module")
def lexicon(pairs):
    return guide.learn_lexicon(pairs.english, pairs.french, RECIPE.vocabulary)


@pytest.fixture(scope="module")
def text(pairs, lexicon, special):
    return text_of(pairs, special, lexicon)


def text_of(pairs, special, *lexicons):
    return batches.text_on(torch.device("cpu"), pairs, special, *lexicons)


def start(special):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    return training.begin(model.new_model(RECIPE, special), RECIPE, special, torch.device("cpu"))


def train(run, text, folder, seconds=1e9, steps=None):
    """Trains for a number of steps, by cutting the text off after them."""
    with pytest.MonkeyPatch.context() as patch:
        if steps is not None:
            onward = training._onward
            patch.setattr(
                training,
                "_onward",
                lambda *args: (b for _, b in zip(range(steps), onward(*args), strict=False)),
            )
        training.train(
            run, text, text.pairs, budget=1e9, now=seconds,
            state=folder / "state.pt", log=folder / "log.jsonl",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("english", "french", "reason"),
    [
        ("The sitting is closed.", "La séance est levée.", ""),
        ("In 2004 we met.", "Nous nous sommes vus en 1998 à 2001.", "numbers"),
        ("(...)", "(...)", "no words"),
        ("Le vote de la loi est dans une heure.", "Le vote aura lieu dans une heure.", "language"),
        ("word " * 120, "mot " * 120, "long"),
    ],
)
def test_says_why_a_pair_is_left_out(english, french, reason):
    assert fault(english, french) == reason


def test_a_pair_is_learned_from_once_and_the_others_are_counted():
    dropped = Counter()
    kept = list(clean([("Yes – we “can”.", "Oui, nous pouvons !")] * 3, dropped))
    assert kept == [('Yes - we "can".', "Oui, nous pouvons!")]
    assert dropped == {"repeated": 2}


def test_a_gap_stands_at_the_same_clause_of_both_sides():
    pair = "We met, we spoke, we left.", "On s'est vus, on a parlé, on est partis."
    for seed in range(20):
        english, french = augment.gap_between_clauses(*pair, random.Random(seed))  # noqa: S311
        before = english.split("<gap>")[0].count(","), french.split("<gap>")[0].count(",")
        assert before[0] == before[1]
        assert english.count("<gap>") == french.count("<gap>") == 1


def test_most_pairs_stay_as_they_are_and_none_is_lost():
    made = list(augment.augment(PAIRS * 20))
    assert len(made) == len(PAIRS) * 20
    same = sum(a == b for a, b in zip(made, PAIRS * 20, strict=True))
    assert 0.85 < same / len(made) < 0.97


def test_a_name_becomes_another_on_both_sides():
    pair = "Then Mr Blinken left Doha.", "Alors M. Blinken a quitté Doha."
    noise = augment.another_name(["Rivière", "Moreau"])
    made = {noise(*pair, random.Random(seed)) for seed in range(40)}  # noqa: S311
    assert ("Then Mr Moreau left Doha.", "Alors M. Moreau a quitté Doha.") in made
    for english, french in made:
        assert english.split()[2] == french.split()[2]


def test_numbers_are_cut_into_figures_and_the_gap_is_one_piece(folder):
    spm = load_vocabulary(folder)
    pieces = spm.encode("in 2021 <gap>", out_type=str)
    assert [piece for piece in pieces if piece.isdigit()] == ["2", "0", "2", "1"]
    assert "<gap>" in pieces


def test_lexicon_and_places_find_the_word_that_translates(folder, pairs, text, special):
    stop = load_vocabulary(folder).piece_to_id(".")
    batch = next(text.batches(plan(pairs, 300, to_english=0.0, seed=0)))
    rows, columns = torch.nonzero(batch.target == stop, as_tuple=True)
    assert len(rows) > 1
    assert (batch.source[rows, batch.guide[rows, columns]] == stop).all()


def test_the_end_of_a_sentence_translates_its_end_and_nothing_behind_it(pairs, text, special):
    seen = 0
    for batch in text.batches(plan(pairs, 300, to_english=0.0, seed=0)):
        rows, ends = torch.nonzero(batch.target == special.eos, as_tuple=True)
        assert (batch.source[rows, batch.guide[rows, ends]] == special.eos).all()
        is_padding = batch.target == special.pad
        assert (batch.guide[is_padding] == batches.NOWHERE).all()
        seen += int(is_padding.sum())
    assert seen


def test_places_are_those_of_the_written_out_sums(pairs, text, lexicon, special):
    """What the tensors find is what the formula says, place by place."""
    batch = next(text.batches(plan(pairs, 300, to_english=0.0, seed=1)))
    row = batch.source[0, 1:-1].tolist()
    written = batch.target[0].tolist()
    written = written[: written.index(special.eos)]
    for column, piece in enumerate(written):
        at = (column + 0.5) / len(written)
        prior = [np.exp(-guide.TENSION * abs((i + 0.5) / len(row) - at)) for i in range(len(row))]
        speaks = [
            (1 - guide.NULL) * each / sum(prior) * lexicon[said, piece]
            for each, said in zip(prior, row, strict=True)
        ]
        total = sum(speaks) + guide.NULL * lexicon[-1, piece]
        best = int(np.argmax(speaks))
        is_sure = speaks[best] > batches.SURE * total
        assert int(batch.guide[0, column]) == (best + 1 if is_sure else batches.NOWHERE)


def test_a_kept_lexicon_leaves_out_what_is_improbable(lexicon, tmp_path):
    guide.save_lexicon(lexicon, tmp_path / "lexicon.npz")
    again = guide.load_lexicon(tmp_path / "lexicon.npz")
    assert np.abs(again - lexicon).max() < guide.LEAST
    assert np.array_equal(again.argmax(axis=1)[:-1], lexicon.argmax(axis=1)[:-1])


def test_token_files_hold_what_was_saved(pairs, tmp_path):
    paths = []
    for number, part in enumerate(pairs.cut(40)):
        paths.append(tmp_path / f"pairs-{number}.xz")
        save(part, paths[-1])
    assert len(paths) > 1
    again = load(paths)
    assert np.array_equal(again.english.flat, pairs.english.flat)
    assert np.array_equal(again.french.starts, pairs.french.starts)


@pytest.mark.parametrize("to_english", [0.0, 0.5])
def test_every_pair_is_in_one_batch_of_a_pass(pairs, special, to_english):
    plans = plan(pairs, 300, to_english=to_english, seed=3)
    assert sorted(np.concatenate([each.rows for each in plans])) == list(range(len(PAIRS)))
    made = list(text_of(pairs, special).batches(plans))
    assert {int(batch.source[0, 0]) for batch in made} == (
        {special.to_french, special.to_english} if to_english else {special.to_french}
    )
    assert max(batch.target.numel() for batch in made) <= 300
    assert not any((batch.source == special.pad).any() for batch in made)
    for planned, batch in zip(plans, made, strict=True):
        side = pairs.french if planned.to_french else pairs.english
        first = batch.target[0].tolist()
        assert first[: first.index(special.eos)] == side.row(planned.rows[0]).tolist()
        assert batch.pieces == int((batch.target != special.pad).sum())


def test_a_run_learns_its_text(text, pairs, special, tmp_path):
    run = start(special)
    before = training.measure(run, pairs)
    train(run, text, tmp_path, steps=150)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    losses = [line["loss"] for line in lines if "loss" in line]
    assert losses[-1] < 0.5 * losses[0]
    assert training.measure(run, pairs) < before


def test_a_short_run_is_averaged_over_its_last_part_alone(special):
    """A model that is still learning fast must not be mixed with what it was long ago."""
    run = start(special)
    for step in range(400):
        with torch.no_grad():
            for each in run.trainer.model.parameters():
                each.fill_(step)
        run.averaged.update_parameters(run.trainer.model)
    kept = next(run.average.parameters()).flatten()[0].item()
    assert 400 * 0.75 < kept < 399


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(text, special, tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        # The rate follows the clock; here it follows the step alone, and nothing is drawn.
        patch.setattr(training, "rate", lambda recipe, step, _: 1e-3 / (step + 1))
        recipe = replace(RECIPE, candidates=0)
        patch.setitem(globals(), "RECIPE", recipe)
        run = start(special)
        train(run, text, whole, steps=12)
        first = start(special)
        train(first, text, parts, steps=5)
        second = start(special)
        training.resume(second, parts / "state.pt")
        train(second, text, parts, steps=7)
    assert second.step == run.step == 12
    for ours, theirs in zip(second.trainer.parameters(), run.trainer.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_the_checkpoint_is_loaded_by_transformers_and_answers_alike(
    text, pairs, special, folder, tmp_path
):
    from transformers import MarianMTModel, MarianTokenizer

    run = start(special)
    train(run, text, tmp_path, steps=30)
    output = tmp_path / "en-fr"
    export.export(run, folder, output)
    sums = (output / "SHA256SUMS").read_text()
    assert {"model.safetensors", "source.spm", "vocab.json"} <= {
        line.split("  ")[1] for line in sums.splitlines()
    }
    loaded = MarianMTModel.from_pretrained(output, dtype=torch.float32)
    tokenizer = MarianTokenizer.from_pretrained(output)
    ids = tokenizer([f"{TO_FRENCH} {PAIRS[0][0]}"], return_tensors="pt")
    assert ids["input_ids"][0, 0] == special.to_french
    assert ids["input_ids"][0, 1:-1].tolist() == pairs.english.row(0).tolist()
    begun = torch.tensor([[special.pad]])
    with torch.no_grad():
        theirs = loaded(**ids, decoder_input_ids=begun).logits
        ours = run.averaged.module.float()(**ids, decoder_input_ids=begun).logits
    assert torch.allclose(theirs, ours, atol=2e-2)


def test_source_pieces_start_near_the_pieces_they_become(special, pairs, lexicon):
    made = model.new_model(RECIPE, special)
    model.start_from_lexicon(made, lexicon)
    source = made.model.encoder.embed_tokens.weight.detach()
    target = made.model.decoder.embed_tokens.weight.detach()
    piece = int(pairs.english.flat[0])
    best = int((target @ source[piece]).argmax())
    assert best == int(lexicon[piece].argmax())


def test_a_line_without_a_tab_is_named(tmp_path):
    import lzma

    from checkpoints.translator.clean import read_pairs

    path = Path(tmp_path / "bad.tsv.xz")
    path.write_bytes(lzma.compress(b"one\tun\nno tab here\n"))
    with pytest.raises(ValueError, match="line 2"):
        list(read_pairs([path]))
