"""Marian checkpoints as CTranslate2 wants them, without PyTorch: arrays that get other names.

The converter of CTranslate2 loads the model through ``transformers`` and ``torch``; a user who
drafts needs neither. It also takes for granted that decoding begins from a zero embedding, as in
models that Marian itself trained; here the start token has the embedding it was trained with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import MissingExtraError, ModelError
from align.models.protocols import Vectors

Weights = Mapping[str, Vectors]
#: What a token is worth that must not be written.
NEVER = -1e4


def is_convertible(folder: Path) -> bool:
    """Whether the folder holds a Marian model."""
    return read_config(folder).get("model_type") == "marian"


def read_config(folder: Path, name: str = "config.json") -> dict[str, Any]:
    """What a configuration file of a model folder says.

    Raises:
        ModelError: There is none, or it cannot be read.
    """
    try:
        read = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            "{folder}: no model can be read here: its {name} is missing or broken",
            folder=folder,
            name=name,
        ) from error
    return read if isinstance(read, dict) else {}


def convert_marian(folder: Path, into: Path, quantization: str) -> None:
    """Writes the Marian model in ``folder`` into the new folder ``into`` for CTranslate2.

    Raises:
        ModelError: The folder does not hold the weights its ``config.json`` speaks of.
    """
    config, weights = read_config(folder), _weights(folder)
    try:
        spec = _spec(config, weights)
        _name_tokens(spec, config, _tokens(folder, config["vocab_size"]))
        spec.validate()
    except (KeyError, ValueError, TypeError) as error:
        raise ModelError(
            "{folder}: its weights do not fit its config.json ({kind}: {cause})",
            folder=folder,
            kind=type(error).__name__,
            cause=error,
        ) from error
    spec.optimize(quantization=quantization)
    into.mkdir()
    spec.save(str(into))


def _weights(folder: Path) -> Weights:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    weights: dict[str, Vectors] = {}
    for path in sorted(folder.glob("*.safetensors")):
        try:
            weights |= {name: each.astype(np.float32) for name, each in load_file(path).items()}
        except (SafetensorError, OSError) as error:
            raise ModelError(
                "{path}: these weights cannot be read ({cause})", path=path, cause=error
            ) from error
    return weights or _torch_weights(folder)


def _torch_weights(folder: Path) -> Weights:
    """The weights of an older folder, which only torch can read."""
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtraError("torch", "encoders") from error
    weights: dict[str, Vectors] = {}
    for path in sorted(folder.glob("pytorch_model*.bin")):
        read = torch.load(path, map_location="cpu", weights_only=True)
        weights |= {name: each.float().numpy() for name, each in read.items()}
    return weights


def _tokens(folder: Path, size: int) -> list[str]:
    """The vocabulary in order of its ids."""
    ids = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    named = {number: piece for piece, number in ids.items()}
    return [named.get(number, f"<unused {number}>") for number in range(size)]


def _spec(config: Mapping[str, Any], weights: Weights) -> Any:
    from ctranslate2.specs import Activation, TransformerSpec

    activations = {
        "relu": Activation.RELU,
        "gelu": Activation.GELU,
        "swish": Activation.SWISH,
        "silu": Activation.SWISH,
    }
    spec = TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=False,
        activation=activations[config["activation_function"]],
    )
    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        part.scale_embeddings = math.sqrt(config["d_model"]) if config["scale_embedding"] else 1.0
        part.position_encodings.encodings = positions(
            config["max_position_embeddings"], config["d_model"]
        )
        embeddings = part.embeddings[0] if side == "encoder" else part.embeddings
        embeddings.weight = _embeddings(weights, side)
        for number, layer in enumerate(part.layer):
            _set_layer(layer, weights, f"model.{side}.layers.{number}")
    projection = spec.decoder.projection
    projection.weight = weights.get("lm_head.weight", spec.decoder.embeddings.weight)
    bias = weights.get("final_logits_bias", np.zeros(len(projection.weight), np.float32))
    projection.bias = bias.reshape(-1).copy()
    return spec


def _name_tokens(spec: Any, config: Mapping[str, Any], tokens: list[str]) -> None:
    """Gives the model its vocabulary; what only pads is never written."""
    spec.config.eos_token = tokens[config["eos_token_id"]]
    spec.config.unk_token = "<unk>"  # noqa: S105 - a word of the vocabulary, no secret
    spec.config.decoder_start_token = tokens[config["decoder_start_token_id"]]
    spec.decoder.projection.bias[config["pad_token_id"]] = NEVER
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)


def _embeddings(weights: Weights, side: str) -> Vectors:
    named = (f"model.{side}.embed_tokens.weight", "model.shared.weight", "lm_head.weight")
    return next(weights[name] for name in named if name in weights)


def _set_layer(layer: Any, weights: Weights, name: str) -> None:
    _set_attention(layer.self_attention, weights, f"{name}.self_attn")
    _set_norm(layer.self_attention.layer_norm, weights, f"{name}.self_attn_layer_norm")
    if f"{name}.encoder_attn.q_proj.weight" in weights:
        _set_attention(layer.attention, weights, f"{name}.encoder_attn")
        _set_norm(layer.attention.layer_norm, weights, f"{name}.encoder_attn_layer_norm")
    _set_linear(layer.ffn.linear_0, weights, f"{name}.fc1")
    _set_linear(layer.ffn.linear_1, weights, f"{name}.fc2")
    _set_norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _set_attention(attention: Any, weights: Weights, name: str) -> None:
    """Query, key and value as one matrix where all look at the same text, else query alone."""
    parts = [f"{name}.{each}_proj" for each in "qkv"]
    groups = [parts] if len(attention.linear) == 2 else [parts[:1], parts[1:]]
    for linear, group in zip(attention.linear, groups, strict=False):
        _set_linear(linear, weights, *group)
    _set_linear(attention.linear[-1], weights, f"{name}.out_proj")


def _set_linear(linear: Any, weights: Weights, *names: str) -> None:
    linear.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    linear.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _set_norm(norm: Any, weights: Weights, name: str) -> None:
    norm.gamma, norm.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def positions(count: int, width: int) -> NDArray[np.float32]:
    """Sinusoidal position encodings (Vaswani et al. 2017), sines first; shape (count, width)."""
    angles = np.arange(count)[:, None] / 10000 ** (2 * (np.arange(width) // 2) / width)
    return np.hstack([np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])]).astype(np.float32)
