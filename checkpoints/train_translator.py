"""Trains the translator: ``python -m checkpoints.train_translator prepare | train | export``.

``prepare`` cleans the parallel text, learns the vocabulary and lexicons and writes token files;
``train`` goes on from the state in the same folder until the budget of minutes is spent;
``export`` writes the averaged model as ``MarianMTModel.from_pretrained`` loads it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from checkpoints.translator.recipe import EOS, PAD, RECIPES, TO_ENGLISH, TO_FRENCH, Recipe
from checkpoints.translator.tokens import Ids, Special, TokenPairs, load, ragged, save
from checkpoints.translator.vocabulary import (
    VOCABULARY,
    load_vocabulary,
    piece_ids,
    train_vocabulary,
)

if TYPE_CHECKING:
    from checkpoints.translator.training import Run

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)

HELD_OUT = 1000
VOCABULARY_PAIRS = 300_000
LEXICON_PAIRS = 300_000
#: Pairs turned into pieces at a time.
CHUNK = 50_000
#: Of pieces, English to French and French to English.
LEXICONS = ("to-french.npz", "to-english.npz")

Folder = Annotated[Path, typer.Option(help="Where token files, the state and the log are kept.")]
Name = Annotated[str, typer.Option(help=f"One of {', '.join(RECIPES)}.")]


@app.command()
def prepare(
    text: Annotated[list[Path], typer.Argument(help="Files english<TAB>french, .tsv.xz.")],
    folder: Folder = Path("build/translator"),
    recipe: Name = "cpu",
    most: Annotated[int, typer.Option(help="Pairs to take; 0 takes all.")] = 0,
    piece: Annotated[int, typer.Option(help="Pairs of a token file.")] = 700_000,
    processes: Annotated[int, typer.Option(help="That clean the text.")] = 1,
) -> None:
    """Cleans the text, learns vocabulary and lexicons, writes ``pairs-N.xz`` and ``held-out.xz``.

    A vocabulary that ``folder`` holds already is kept, so that a model can learn from other text.
    """
    from checkpoints.translator.augment import augment
    from checkpoints.translator.clean import clean, read_pairs

    began = time.monotonic()
    chosen = RECIPES[recipe]
    dropped: Counter[str] = Counter()
    pairs = list(islice(clean(read_pairs(text), dropped, processes), most or None))
    _tell(began, f"{len(pairs)} pairs kept, dropped: {dict(dropped)}")
    random.Random(0).shuffle(pairs)  # noqa: S311
    if not all((folder / name).exists() for name in VOCABULARY):
        train_vocabulary(pairs[:VOCABULARY_PAIRS], chosen.vocabulary, chosen.longest, folder)
        _tell(began, "vocabulary learned")
    encoded = _encode(augment(pairs[HELD_OUT:]), folder, chosen.longest)
    sizes = len(encoded.english.flat), len(encoded.french.flat)
    _tell(began, f"{len(encoded)} pairs, {sizes[0]} + {sizes[1]} pieces")
    for number, part in enumerate(encoded.cut(piece), start=1):
        save(part, folder / f"pairs-{number}.xz")
    save(_encode(iter(pairs[:HELD_OUT]), folder, chosen.longest), folder / "held-out.xz")
    _tell(began, "token files written")
    _learn_lexicons(next(encoded.cut(LEXICON_PAIRS)), chosen, folder)
    _tell(began, "lexicons learned")


@app.command()
def train(
    folder: Folder = Path("build/translator"),
    recipe: Name = "cpu",
    minutes: Annotated[float, typer.Option(help="The whole budget, over all calls.")] = 100.0,
    now: Annotated[float, typer.Option(help="Minutes of this call at most.")] = 1e9,
    threads: Annotated[int, typer.Option(help="Processor cores.")] = 1,
    begin: Annotated[Path | None, typer.Option(help="A checkpoint to begin with.")] = None,
    compiled: Annotated[bool, typer.Option("--compile", help="Have the layers compiled.")] = False,
) -> None:
    """Trains from the state in ``folder``, or anew, and logs to ``log.jsonl``."""
    import torch

    from checkpoints.translator import training
    from checkpoints.translator.batches import text_on
    from checkpoints.translator.guide import load_lexicon

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    run = _start(folder, RECIPES[recipe], begin)
    if compiled:
        run.trainer.compile()
    pairs = load(sorted(folder.glob("pairs-*.xz")))
    lexicons = [folder / name for name in LEXICONS]
    tables = (load_lexicon(path) if path.exists() else None for path in lexicons)
    training.train(
        run,
        text_on(run.device, pairs, run.trainer.special, *tables),
        load([folder / "held-out.xz"]),
        budget=minutes * 60,
        now=now * 60,
        state=folder / "state.pt",
        log=folder / "log.jsonl",
    )


@app.command()
def export(
    folder: Folder = Path("build/translator"),
    recipe: Name = "cpu",
    output: Annotated[Path, typer.Option(help="The checkpoint.")] = Path("checkpoints/en-fr"),
) -> None:
    """Writes the averaged model of the state in ``folder``."""
    from checkpoints.translator.export import export as write

    write(_start(folder, RECIPES[recipe], None), folder, output)


def _start(folder: Path, recipe: Recipe, begin: Path | None) -> Run:
    """The run of ``folder``, where it stands."""
    import torch
    from transformers import MarianMTModel

    from checkpoints.translator import guide, model, training

    special = Special(*piece_ids(folder, (PAD, EOS, TO_FRENCH, TO_ENGLISH)))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    made = model.new_model(recipe, special)
    state = folder / "state.pt"
    if begin and not state.exists():
        made.load_state_dict(MarianMTModel.from_pretrained(begin).state_dict())
    elif not state.exists():
        model.start_from_lexicon(made, guide.load_lexicon(folder / LEXICONS[0]))
    run = training.begin(made, recipe, special, device)
    if state.exists():
        training.resume(run, state)
    return run


def _encode(pairs: Iterator[tuple[str, str]], folder: Path, longest: int) -> TokenPairs:
    """Both sides as pieces, without the pairs that are too long."""
    spm = load_vocabulary(folder)
    parts: tuple[list[Ids], list[Ids]] = [], []
    while chunk := list(islice(pairs, CHUNK)):
        sides = [spm.encode([pair[side] for pair in chunk]) for side in (0, 1)]
        for english, french in zip(*sides, strict=True):
            if max(len(english), len(french)) <= longest:
                parts[0].append(np.array(english, dtype=np.uint16))
                parts[1].append(np.array(french, dtype=np.uint16))
    return TokenPairs(ragged(parts[0]), ragged(parts[1]))


def _learn_lexicons(pairs: TokenPairs, recipe: Recipe, folder: Path) -> None:
    """Writes the lexicons of the directions that are learned."""
    from checkpoints.translator.guide import learn_lexicon, save_lexicon

    sides = pairs.english, pairs.french
    save_lexicon(learn_lexicon(*sides, recipe.vocabulary), folder / LEXICONS[0])
    if recipe.to_english:
        save_lexicon(learn_lexicon(*sides[::-1], recipe.vocabulary), folder / LEXICONS[1])


def _tell(began: float, what: str) -> None:
    typer.echo(f"{time.monotonic() - began:6.0f} s  {what}")


if __name__ == "__main__":
    app()
