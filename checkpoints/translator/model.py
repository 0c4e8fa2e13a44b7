"""A Marian model of a recipe's shape, and its loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from checkpoints.translator.batches import NOWHERE, Batch
from checkpoints.translator.guide import Table
from checkpoints.translator.recipe import Recipe
from checkpoints.translator.tokens import Special


def new_model(recipe: Recipe, special: Special) -> MarianMTModel:
    """An untrained model."""
    config = MarianConfig(
        vocab_size=recipe.vocabulary,
        encoder_layers=recipe.encoder_layers,
        decoder_layers=recipe.decoder_layers,
        d_model=recipe.width,
        encoder_ffn_dim=recipe.inner,
        decoder_ffn_dim=recipe.inner,
        encoder_attention_heads=recipe.heads,
        decoder_attention_heads=recipe.heads,
        share_encoder_decoder_embeddings=False,
        activation_function="relu",
        dropout=recipe.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        scale_embedding=True,
        max_position_embeddings=512,
        init_std=recipe.width**-0.5,
        pad_token_id=special.pad,
        eos_token_id=special.eos,
        bos_token_id=None,
        forced_eos_token_id=None,
        decoder_start_token_id=special.pad,
    )
    model = MarianMTModel(config)
    for module in model.modules():
        if isinstance(module, nn.Linear) and module is not model.lm_head:
            nn.init.xavier_uniform_(module.weight)
    soften(model)
    model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]
        num_beams=4,
        # Six figures in a row may hold the same five pieces once; only loops hold them twice.
        no_repeat_ngram_size=5,
        # A small model stops too early: chosen on the first sentences of two test sets.
        length_penalty=2.0,
        max_length=512,
        pad_token_id=special.pad,
        eos_token_id=special.eos,
        decoder_start_token_id=special.pad,
        bad_words_ids=[[special.pad]],
    )
    return model


def soften(model: MarianMTModel) -> None:
    """Makes what layers add small at first, so that many of them learn without falling apart.

    DeepNorm (Wang et al. 2022) multiplies what a layer is given by alpha and draws two of the
    matrices of what it adds smaller by beta. A norm follows, so that all of it comes to the share
    beta * beta / alpha of what is added.
    """
    encoder, decoder = model.model.encoder.layers, model.model.decoder.layers
    deep, shallow = len(encoder), len(decoder)
    added = {
        encoder: 0.87**2 / 0.81 * (deep**4 * shallow) ** (-3 / 16),
        decoder: (12 * shallow) ** -0.5 * (3 * shallow) ** -0.25,
    }
    with torch.no_grad():
        for layers, share in added.items():
            for layer in layers:
                for name in ("self_attn", "encoder_attn"):
                    if attention := getattr(layer, name, None):
                        attention.out_proj.weight.mul_(share)
                layer.fc2.weight.mul_(share)


def start_from_lexicon(model: MarianMTModel, table: Table, seed: int = 0) -> None:
    """Gives source pieces the mean embedding of the target pieces they become.

    With the attention's values passed on as they are, an untrained model that looks at a source
    piece already leans to its translations, so that little training goes far. ``table`` is as
    ``guide.learn_lexicon`` makes it.
    """
    rng = np.random.default_rng(seed)
    size, width = table.shape[1], model.config.d_model
    target = rng.standard_normal((size, width)).astype(np.float32) / np.sqrt(width)
    source = table[:size] @ target
    # A piece that may become many things has a short mean; a little of its own keeps it apart.
    own = rng.standard_normal((size, width)).astype(np.float32) / np.sqrt(width)
    length = np.maximum(np.linalg.norm(source, axis=1, keepdims=True), 1e-9)  # some become nothing
    source = source / length * 0.9 + 0.4 * own
    with torch.no_grad():
        model.model.decoder.embed_tokens.weight.copy_(torch.from_numpy(target))
        model.model.encoder.embed_tokens.weight.copy_(torch.from_numpy(source))
        for layer in model.model.decoder.layers:
            attention = layer.encoder_attn
            for projection in (attention.v_proj, attention.out_proj):
                projection.weight.copy_(torch.eye(width))


@dataclass(frozen=True, slots=True)
class Loss:
    """What a batch costs.

    Attributes:
        words: Cross entropy, in nats a target piece.
        guide: Cross entropy of the guided attention head against the lexicon's places.
    """

    words: Tensor
    guide: Tensor


class Trainer(nn.Module):
    """A model with the loss it is trained by."""

    def __init__(self, model: MarianMTModel, recipe: Recipe, special: Special) -> None:
        super().__init__()
        self.model, self.recipe, self.special = model, recipe, special
        self._seen: tuple[Tensor, Tensor] | None = None
        self._cost = cost
        guided = model.model.decoder.layers[-1].encoder_attn
        guided.register_forward_pre_hook(self._watch, with_kwargs=True)

    def compile(self) -> None:
        """Has layers and loss compiled, which takes the first minute.

        Layer by layer; the last stays as it is, because it is watched.
        """
        inner = self.model.model
        for layer in (*inner.encoder.layers, *inner.decoder.layers[:-1]):
            layer.compile(dynamic=True)
        self._cost = torch.compile(cost, dynamic=True)

    def _watch(self, _: nn.Module, args: tuple[Tensor, ...], named: dict[str, Tensor]) -> None:
        hidden = named["hidden_states"] if "hidden_states" in named else args[0]
        keys = named["key_value_states"] if "key_value_states" in named else args[1]
        self._seen = hidden, keys

    def forward(self, batch: Batch) -> Loss:
        """The loss of a batch."""
        hidden = read(self.model, batch).flatten(0, 1)
        return Loss(self._words(hidden, batch.target.flatten()), self._guide(batch.guide))

    def _words(self, hidden: Tensor, target: Tensor) -> Tensor:
        weight, bias = self.model.lm_head.weight, self.model.final_logits_bias[0]
        is_written = target != self.special.pad
        if self.recipe.candidates:
            hidden, target = hidden[is_written], target[is_written]
            drawn = torch.randint(
                len(weight), (self.recipe.candidates,), device=target.device, dtype=target.dtype
            )
            chosen, place = torch.unique(torch.cat((target, drawn)), return_inverse=True)
            weight, bias, target = weight[chosen], bias[chosen], place[: len(target)]
        else:
            target = target.masked_fill(~is_written, NOWHERE)
        return self._cost(hidden, weight, bias, target, self.recipe.smoothing)

    def _guide(self, guide: Tensor) -> Tensor:
        if self._seen is None or not self.recipe.guidance:
            return torch.zeros((), device=guide.device)
        hidden, keys = self._seen
        attention = self.model.model.decoder.layers[-1].encoder_attn
        size = attention.head_dim
        query = functional.linear(
            hidden, attention.q_proj.weight[:size], attention.q_proj.bias[:size]
        )
        key = functional.linear(keys, attention.k_proj.weight[:size], attention.k_proj.bias[:size])
        scores = (query @ key.transpose(1, 2)).float() * attention.scaling
        return functional.cross_entropy(scores.transpose(1, 2), guide, ignore_index=NOWHERE)


def cost(hidden: Tensor, weight: Tensor, bias: Tensor, target: Tensor, smoothing: float) -> Tensor:
    """Cross entropy of the pieces that ``hidden`` leads to, in nats a piece."""
    logits = functional.linear(hidden, weight, bias.to(hidden.dtype)).float()
    return functional.cross_entropy(logits, target, label_smoothing=smoothing, ignore_index=NOWHERE)


def read(model: MarianMTModel, batch: Batch) -> Tensor:
    """What the decoder makes of each place of the target."""
    start = model.config.decoder_start_token_id
    hidden: Tensor = model.model(
        input_ids=batch.source,
        decoder_input_ids=functional.pad(batch.target[:, :-1], (1, 0), value=start),
        use_cache=False,
    ).last_hidden_state
    return hidden


def cross_entropy(model: MarianMTModel, batch: Batch, special: Special) -> Tensor:
    """Over the whole vocabulary, in nats, summed over all target pieces."""
    logits = model.lm_head(read(model, batch)) + model.final_logits_bias
    return functional.cross_entropy(
        logits.flatten(0, 1).float(),
        batch.target.flatten(),
        reduction="sum",
        ignore_index=special.pad,
    )
