"""Translation with a real, tiny model that knows a few invented sentences by heart."""

import json
import shutil
import subprocess
import sys

import pytest
import tiny_translator
from tiny_translator import PAIRS

from align.errors import ModelError
from align.models import translator as translator_module
from align.models.files import SUMS, made_once, write_sums, wrong_files
from align.models.load import load_translator
from align.models.marian import convert_marian
from align.models.translation_text import cut_long
from align.models.translator import CTranslator, by_length, own_checkpoint
from align.settings import Settings

pytest.importorskip("ctranslate2", reason="needs the extra 'translate'")
pytest.importorskip("torch", reason="the tiny model is trained by torch")

UNSEEN = ["The people thank you.", "Peace <gap> our treaty.", "We signed 42 letters."]


@pytest.fixture(scope="session")
def translator(tiny, tmp_path_factory):
    return CTranslator(str(tiny), tmp_path_factory.mktemp("cache"), device="cpu")


def translated(translator, texts, *, into="fr", choices=1, on_done=lambda *_: None):
    out_of = {"fr": "en", "en": "fr"}[into]
    return translator.translate(texts, out_of=out_of, into=into, choices=choices, on_done=on_done)


def test_one_model_translates_both_ways(translator):
    english, french = (list(side) for side in zip(*PAIRS, strict=True))
    assert [best for (best,) in translated(translator, english)] == french
    assert [best for (best,) in translated(translator, french, into="en")] == english


def test_choices_are_different_and_the_best_comes_first(translator):
    (choices,) = translated(translator, ["We signed the treaty."], choices=4)
    assert choices[0] == "Nous avons signé le traité."
    assert len(set(choices)) == 4


@pytest.mark.parametrize("tied", [True, False])
def test_our_conversion_writes_what_the_model_itself_writes(tiny, tmp_path, tied):
    import ctranslate2
    from transformers import MarianMTModel, MarianTokenizer

    folder = tiny if tied else tiny_translator.make(tmp_path, steps=3, tied=False)
    convert_marian(folder, tmp_path / "converted", "float32")
    texts = [f">>fra<< {text}" for text in (*(english for english, _ in PAIRS), *UNSEEN)]
    tokenizer = MarianTokenizer.from_pretrained(folder)
    model = MarianMTModel.from_pretrained(folder).float()
    theirs = [
        tokenizer.convert_ids_to_tokens(
            model.generate(
                **tokenizer(text, return_tensors="pt"),
                num_beams=1,
                max_new_tokens=24,
                do_sample=False,
            )[0],
            skip_special_tokens=True,
        )
        for text in texts
    ]
    ours = ctranslate2.Translator(str(tmp_path / "converted"), compute_type="float32")
    made = ours.translate_batch(
        [tokenizer.convert_ids_to_tokens(tokenizer(text)["input_ids"]) for text in texts],
        beam_size=1,
        max_decoding_length=24,
    )
    assert [each.hypotheses[0] for each in made] == theirs


def test_a_folder_with_weights_of_torch_is_read_as_well(tiny, tmp_path):
    import torch
    from transformers import MarianMTModel

    shutil.copytree(tiny, tmp_path / "model")
    for piece in (tmp_path / "model").glob("*.safetensors*"):
        piece.unlink()
    weights = MarianMTModel.from_pretrained(tiny).state_dict()
    torch.save(weights, tmp_path / "model" / "pytorch_model.bin")
    made = CTranslator(str(tmp_path / "model"), tmp_path / "cache", device="cpu")
    assert translated(made, ["Peace is our work."]) == [("La paix est notre travail.",)]


def test_drafting_needs_neither_torch_nor_transformers(tiny, tmp_path):
    code = (
        "import sys, pathlib\n"
        "sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "from align.models.translator import CTranslator\n"
        f"model = CTranslator({str(tiny)!r}, pathlib.Path({str(tmp_path)!r}), device='cpu')\n"
        "given = dict(out_of='en', into='fr', choices=1, on_done=lambda *_: None)\n"
        "print(model.translate(['Peace is our work.'], **given))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "La paix est notre travail." in done.stdout


def test_texts_come_back_in_their_order_whatever_their_length(translator):
    texts = [english for english, _ in PAIRS] * 9
    known = dict(PAIRS)
    made = translated(translator, texts)
    assert [best for (best,) in made] == [known[text] for text in texts]


def test_a_long_sentence_is_translated_in_parts(translator, monkeypatch):
    monkeypatch.setattr(translator_module, "LONGEST", 20)
    (choices,) = translated(translator, ["We signed the treaty. Peace is our work."], choices=2)
    assert choices[0] == "Nous avons signé le traité. La paix est notre travail."
    assert len(choices) == 2


def test_progress_ends_with_all_texts(translator):
    told = []
    translated(translator, ["Peace is our work."] * 7, on_done=lambda *counts: told.append(counts))
    assert told[-1] == (7, 7)


def test_translating_can_be_given_up(translator):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        translated(translator, ["Peace is our work."], on_done=stop)


def test_a_language_the_model_does_not_know_is_named(translator):
    with pytest.raises(ModelError, match="does not know the language 'de'"):
        translator.translate(["x"], out_of="en", into="de", choices=1, on_done=lambda *_: None)


def test_settings_name_the_translator(tiny):
    made = load_translator(Settings(translator=str(tiny)))
    assert made.name == tiny.name
    assert load_translator(Settings(translator=str(tiny))) is made


# ------------------------------------------------------------------ what is missing


@pytest.fixture
def own(monkeypatch, tmp_path):
    """An empty place for the built-in checkpoint."""
    monkeypatch.setattr(translator_module, "files", lambda _: tmp_path)
    return tmp_path / "en-fr"


def test_a_missing_checkpoint_says_what_to_restore(own):
    with pytest.raises(ModelError, match="no translator here; restore the checkpoints folder"):
        own_checkpoint()


def test_a_checkpoint_that_changed_is_refused(own, tiny):
    shutil.copytree(tiny, own)
    assert own_checkpoint() == own
    (own / "vocab.json").write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"vocab\.json is not as it was made.*SHA-256"):
        own_checkpoint()


def test_weights_that_do_not_fit_are_told(tiny, tmp_path):
    shutil.copytree(tiny, tmp_path / "model")
    config = json.loads((tmp_path / "model" / "config.json").read_text())
    (tmp_path / "model" / "config.json").write_text(json.dumps(config | {"encoder_layers": 5}))
    with pytest.raises(ModelError, match=r"weights do not fit its config\.json"):
        convert_marian(tmp_path / "model", tmp_path / "converted", "int8")


def test_weights_cut_short_are_told(tiny, tmp_path):
    shutil.copytree(tiny, tmp_path / "model")
    piece = next((tmp_path / "model").glob("*.safetensors"))
    piece.write_bytes(piece.read_bytes()[:100])
    with pytest.raises(ModelError, match="these weights cannot be read"):
        convert_marian(tmp_path / "model", tmp_path / "converted", "int8")


def test_a_folder_without_the_vocabulary_of_its_model_is_told(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "m2m_100"}')
    other = CTranslator(str(tmp_path), tmp_path / "cache", device="cpu")
    with pytest.raises(ModelError, match="its vocabulary cannot be read"):
        translated(other, UNSEEN)


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json is missing or broken"):
        translated(CTranslator(str(tmp_path), tmp_path / "cache"), ["x"])


# ------------------------------------------------------------------------ the cache


def test_a_model_is_converted_once(tiny, tmp_path):
    for _ in range(2):
        translated(CTranslator(str(tiny), tmp_path, device="cpu"), ["Peace is our work."])
    (home,) = tmp_path.iterdir()
    assert wrong_files(home) == []


def test_a_broken_conversion_is_made_anew(tiny, tmp_path):
    translated(CTranslator(str(tiny), tmp_path, device="cpu"), ["Peace is our work."])
    (home,) = tmp_path.iterdir()
    (home / "model.bin").write_bytes(b"broken")
    made = translated(CTranslator(str(tiny), tmp_path, device="cpu"), ["Peace is our work."])
    assert made == [("La paix est notre travail.",)]
    assert list(tmp_path.iterdir()) == [home]


def test_of_two_that_convert_at_once_the_first_stays(tmp_path):
    def make(into):
        into.mkdir()
        (into / "model.bin").write_text("second")
        other = tmp_path / "home"
        other.mkdir()
        (other / "model.bin").write_text("first")
        write_sums(other)

    home = made_once(tmp_path / "home", make)
    assert (home / "model.bin").read_text() == "first"
    assert list(tmp_path.iterdir()) == [home]


def test_what_fails_half_way_leaves_nothing(tmp_path):
    def make(into):
        into.mkdir()
        raise ModelError("no")

    with pytest.raises(ModelError):
        made_once(tmp_path / "home", make)
    assert list(tmp_path.iterdir()) == []


def test_sums_are_those_that_sha256sum_checks(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"abc")
    write_sums(tmp_path)
    assert (tmp_path / SUMS).read_text() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.bin\n"
    )


# ------------------------------------------------------------------- small functions


def test_batches_hold_every_text_once_and_stay_small():
    lengths = [3, 9, 1, 4, 4, 7]
    batches = list(by_length(lengths, 12))
    assert sorted(index for batch in batches for index in batch) == list(range(6))
    assert all(max(lengths[i] for i in batch) * len(batch) <= 12 for batch in batches)


def test_a_long_sentence_is_cut_where_a_clause_ends():
    text = "we spoke of Libya, and of peace; we spoke of Iran, of its duties, and of time"
    assert cut_long(text, lambda part: len(part) < 50) == [
        "we spoke of Libya, and of peace;",
        "we spoke of Iran, of its duties, and of time",
    ]
    assert " ".join(cut_long(text, lambda part: len(part) < 20)) == text
