"""The only place that picks models. Nothing is loaded before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from align.models.cache import CachedEncoder
from align.models.judge import Judge
from align.models.linker import Linker, load_linker
from align.models.protocols import Encoder, Translator, WordAligner
from align.models.transformer import TransformerEncoder
from align.models.translator import CTranslator
from align.models.use_m3 import UseM3
from align.models.word_aligner import LexiconAligner
from align.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a comparison."""

    encoder: Encoder
    linker: Linker
    word_aligner: WordAligner
    judge: Judge


def load_models(settings: Settings = DEFAULTS) -> Models:
    """The models that ``settings`` name; the same ones for the same names."""
    return _load(settings.encoder)


@cache
def _load(encoder: str) -> Models:
    linker, word_aligner, built_in = load_linker(), LexiconAligner(), UseM3()
    if encoder == UseM3.name:
        return Models(built_in, linker, word_aligner, Judge(built_in))
    cached = CachedEncoder(TransformerEncoder(encoder), _cache_folder() / "vectors.db")
    return Models(cached, linker, word_aligner, Judge(built_in))


def load_translator(settings: Settings = DEFAULTS) -> Translator:
    """The translator that ``settings`` name; the same one for the same name."""
    return _load_translator(settings.translator)


@cache
def _load_translator(name: str) -> Translator:
    return CTranslator(name, _cache_folder() / "translators")


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("interpreted-align")
