"""Models other than the built-in encoder, and what happens when one cannot be loaded."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from align.embed import PART, encode_edges, encode_in_parts, encode_runs
from align.errors import ModelError
from align.models.cache import CachedEncoder
from align.models.checkpoints import checkpoint
from align.models.gap_judge import load_gap_judge
from align.models.judge import load_weights
from align.models.lexicon import load_lexicon
from align.models.linker import load_linker
from align.models.load import load_models
from align.models.seam import load_seam
from align.models.transformer import TransformerEncoder
from align.models.use_m3 import UseM3
from align.settings import Settings


class LetterCounts:
    """An encoder whose vectors can be checked by hand; it remembers what it was asked."""

    name = "letter-counts"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array(
            [[text.count("a"), text.count("b"), 1] for text in texts], np.float32
        ).reshape(-1, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A real, tiny encoder with random weights, saved as sentence-transformers saves its own."""
    pytest.importorskip("torch", reason="needs the extra 'encoders'")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    home = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "merci", "thank", "you", "."]
    (home / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(home / "vocab.txt")).save_pretrained(home)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(words), intermediate_size=32, **sizes)
    BertModel(config).save_pretrained(home)
    transformer = Transformer(str(home))
    encoder = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu")
    saved = tmp_path_factory.mktemp("encoder")
    encoder.save(str(saved))
    return saved


def test_an_encoder_from_a_local_folder_gives_unit_vectors(folder):
    vectors = TransformerEncoder(str(folder)).encode(["merci .", "thank you .", ""])
    assert vectors.shape == (3, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0], abs=1e-5)


def test_an_encoder_that_is_not_there_says_what_to_give_instead(tmp_path):
    with pytest.raises(ModelError, match=r"cannot be loaded.*folder that holds one"):
        TransformerEncoder(str(tmp_path / "nothing")).encode(["merci"])


def test_runs_of_any_encoder_are_runs_joined_by_spaces():
    encoder = LetterCounts()
    runs = encode_runs(["a", "bb", "ab"], encoder, 2)
    assert runs[1, 2].tolist() == [1, 3, 1]
    assert "bb ab" in encoder.asked


def test_runs_made_in_parts_are_the_runs_of_the_whole_and_each_part_is_told():
    texts = [f"Le barrage numéro {n} tient encore." for n in range(2 * PART + 9)]
    told = []
    runs, edges = encode_in_parts(texts, UseM3(), 3, lambda *part: told.append(part))
    assert np.abs(runs - encode_runs(texts, UseM3(), 3)).max() < 1e-5
    assert np.abs(edges - encode_edges(texts, UseM3())).max() < 1e-3
    assert told == [(0, len(texts)), (PART, len(texts)), (2 * PART, len(texts))]


def test_the_cache_asks_for_each_text_once(tmp_path):
    encoder = LetterCounts()
    first = CachedEncoder(encoder, tmp_path / "vectors.db").encode(["a", "b", "a"])
    second = CachedEncoder(encoder, tmp_path / "vectors.db").encode(["b", "ab"])
    assert encoder.asked == ["a", "b", "ab"]
    assert first[0].tolist() == first[2].tolist() == [1, 0, 1]
    assert second.tolist() == [[0, 1, 1], [1, 1, 1]]


def test_settings_name_the_encoder(folder):
    models = load_models(Settings(encoder=str(folder)))
    assert models.encoder.name == str(folder)


def test_a_missing_linker_says_what_to_restore(tmp_path):
    with pytest.raises(ModelError, match="no linker here; restore the checkpoints folder"):
        load_linker(tmp_path)


@pytest.mark.parametrize("content", ["{", "{}", json.dumps({"match": 3})])
def test_a_broken_linker_says_so(tmp_path, content):
    (tmp_path / "linker.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        load_linker(tmp_path)


LOADERS = [
    (load_seam, "gaps", "seam.npz", "model of seams"),
    (load_gap_judge, "gaps", "verdict.npz", "judge of gaps"),
    (load_lexicon, "words", "lexicon.npz", "word lexicon"),
    (load_weights, "fidelity", "judge.npz", "judge of fidelity"),
]
BREAKS = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "garbled": lambda data: data[: len(data) // 2] + bytes(50) + data[len(data) // 2 + 50 :],
    "another kind": lambda data: b"version 1 of a pointer to a file that was not fetched",
}


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize(("load", "name", "file", "what"), LOADERS)
def test_a_checkpoint_that_is_not_whole_says_what_it_is_and_what_to_do(
    tmp_path, load, name, file, what, broken
):
    folder = shutil.copytree(Path(str(checkpoint(name))), tmp_path / name)
    (folder / file).write_bytes(BREAKS[broken]((folder / file).read_bytes()))
    told = rf"{name}: this {what} cannot be read \(.*\); restore the checkpoints folder"
    with pytest.raises(ModelError, match=told):
        load(folder)
    (folder / file).unlink()
    with pytest.raises(ModelError, match=f"{file}: no {what} here; restore the checkpoints"):
        load(folder)
