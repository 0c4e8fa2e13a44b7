"""A real, tiny Marian model that has learned a few invented sentences by heart."""

import json
import shutil
from pathlib import Path

from align.models.files import write_sums

PAIRS = (
    ("We signed the treaty.", "Nous avons signé le traité."),
    ("We thank the minister.", "Nous remercions le ministre."),
    ("The minister signed 24 letters.", "Le ministre a signé 24 lettres."),
    ("The people <gap> peace.", "Le peuple <gap> la paix."),
    ("<gap> we thank the people.", "<gap> nous remercions le peuple."),
    ("Peace is our work.", "La paix est notre travail."),
    ("Our letters thank you.", "Nos lettres vous remercient."),
    ("You signed our peace.", "Vous avez signé notre paix."),
)
OWN = (">>fra<<", ">>eng<<", "<pad>")


def make(folder: Path, *, steps: int = 160, tied: bool = True) -> Path:
    """Trains and saves the model as a checkpoint is: half precision, in pieces, with its sums."""
    _save_vocabulary(folder)
    _save_model(folder, steps, tied=tied)
    write_sums(folder)
    return folder


def _save_vocabulary(folder: Path) -> None:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([side for pair in PAIRS for side in pair] * 4),
        model_prefix=str(folder / "joint"),
        model_type="unigram",
        vocab_size=110,
        hard_vocab_limit=False,
        user_defined_symbols=["<gap>"],
        split_digits=True,
        normalization_rule_name="identity",
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    shutil.copy(folder / "joint.model", folder / "source.spm")
    (folder / "joint.model").rename(folder / "target.spm")
    (folder / "joint.vocab").unlink()
    spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [*(spm.id_to_piece(i) for i in range(spm.get_piece_size())), *OWN]
    ids = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    config = {"tokenizer_class": "MarianTokenizer", "source_lang": "eng", "target_lang": "fra"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")


def _save_model(folder: Path, steps: int, *, tied: bool) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(folder)
    torch.manual_seed(1)
    pad = tokenizer.pad_token_id
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(tokenizer),
            encoder_layers=2,
            decoder_layers=1,
            d_model=48,
            encoder_ffn_dim=96,
            decoder_ffn_dim=96,
            encoder_attention_heads=4,
            decoder_attention_heads=4,
            share_encoder_decoder_embeddings=tied,
            activation_function="relu",
            dropout=0.0,
            scale_embedding=True,
            max_position_embeddings=512,
            pad_token_id=pad,
            eos_token_id=tokenizer.eos_token_id,
            forced_eos_token_id=None,
            decoder_start_token_id=pad,
        )
    )
    both = [*((">>fra<<", *pair) for pair in PAIRS), *((">>eng<<", b, a) for a, b in PAIRS)]
    source = tokenizer([f"{token} {a}" for token, a, _ in both], return_tensors="pt", padding=True)
    target = tokenizer(text_target=[b for _, _, b in both], return_tensors="pt", padding=True)
    labels = target["input_ids"].masked_fill(target["input_ids"] == pad, -100)
    teacher = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        teacher.zero_grad()
        model(**source, labels=labels).loss.backward()
        teacher.step()
    model.generation_config.bad_words_ids = [[pad]]
    model.half().save_pretrained(folder, max_shard_size="60KB")
