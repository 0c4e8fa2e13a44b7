"""The joint vocabulary of both languages, as SentencePiece and as Marian wants it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path

import sentencepiece

from checkpoints.translator.recipe import EOS, GAP, PAD, TO_ENGLISH, TO_FRENCH, UNKNOWN

VOCABULARY = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")


def train_vocabulary(
    pairs: Iterable[tuple[str, str]], size: int, longest: int, folder: Path
) -> None:
    """Writes a Unigram vocabulary (Kudo 2018) of ``size`` pieces over both sides into ``folder``.

    ``longest`` is how many pieces the model will have seen at once.

    Digits stand alone, so that a number is copied figure by figure; the gap is one piece.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own = (TO_FRENCH, TO_ENGLISH, PAD)
    model = BytesIO()  # a file would hold its own path
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=chain.from_iterable(pairs),
        model_writer=model,
        model_type="unigram",
        vocab_size=size - len(own),
        character_coverage=0.9998,
        user_defined_symbols=[GAP],
        split_digits=True,
        normalization_rule_name="identity",
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        eos_piece=EOS,
        unk_piece=UNKNOWN,
        num_threads=2,
        minloglevel=1,
    )
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model.getvalue())
    spm = load_vocabulary(folder)
    pieces = [*(spm.id_to_piece(i) for i in range(spm.get_piece_size())), *own]
    ids = {piece: number for number, piece in enumerate(pieces)}
    _write_json(folder / "vocab.json", ids)
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": "eng",
            "target_lang": "fra",
            "eos_token": EOS,
            "unk_token": UNKNOWN,
            "pad_token": PAD,
            "model_max_length": longest,
            "separate_vocabs": False,
        },
    )


def load_vocabulary(folder: Path) -> sentencepiece.SentencePieceProcessor:
    """The pieces of ``folder``; their ids are those of ``vocab.json``."""
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))


def piece_ids(folder: Path, pieces: Sequence[str]) -> tuple[int, ...]:
    """The ids of special pieces."""
    ids = json.loads((folder / "vocab.json").read_text("utf-8"))
    return tuple(int(ids[piece]) for piece in pieces)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
