"""Trains the translator: ``python -m checkpoints.train_translator prepare | train | export``.

``prepare`` cleans the parallel text, learns the vocabulary and a lexicon and writes token files;
``train`` goes on from the state in the same folder until the budget of minutes is spent;
``export`` writes the averaged model as ``MarianMTModel.from_pretrained`` loads it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from checkpoints.translator.augment import augment
from checkpoints.translator.clean import Pair, clean, read_pairs
from checkpoints.translator.recipe import EOS, PAD, RECIPES, TO_ENGLISH, TO_FRENCH, Recipe
from checkpoints.translator.tokens import (
    Ragged,
    Special,
    TokenPairs,
    load,
    ragged,
    save,
)
from checkpoints.translator.vocabulary import load_vocabulary, piece_ids, train_vocabulary

if TYPE_CHECKING:
    from checkpoints.translator.training import Run

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)

HELD_OUT = 1000
VOCABULARY_PAIRS = 300_000
LEXICON_PAIRS = 300_000
#: Pairs turned into pieces at a time.
CHUNK = 50_000

Folder = Annotated[Path, typer.Option(help="Where token files, the state and the log are kept.")]
Name = Annotated[str, typer.Option(help=f"One of {', '.join(RECIPES)}.")]


@app.command()
def prepare(
    text: Annotated[list[Path], typer.Argument(help="Files english<TAB>french, .tsv.xz.")],
    folder: Folder = Path("build/translator"),
    recipe: Name = "cpu",
    most: Annotated[int, typer.Option(help="Pairs to take; 0 takes all.")] = 0,
) -> None:
    """Cleans the text, learns vocabulary and lexicon, writes ``pairs.npz`` and ``held-out.npz``."""
    began = time.monotonic()
    chosen = RECIPES[recipe]
    dropped: Counter[str] = Counter()
    pairs = list(islice(clean(read_pairs(text), dropped), most or None))
    _tell(began, f"{len(pairs)} pairs kept, dropped: {dict(dropped)}")
    random.Random(0).shuffle(pairs)  # noqa: S311
    train_vocabulary(pairs[:VOCABULARY_PAIRS], chosen.vocabulary, chosen.longest, folder)
    _tell(began, "vocabulary learned")
    held_out, noisy = pairs[:HELD_OUT], augment(pairs[HELD_OUT:])
    english, french = _encode(noisy, folder, chosen.longest)
    _tell(began, f"{len(english.lengths)} pairs, {len(english.flat)} + {len(french.flat)} pieces")
    guided, lexicon = _guide(english, french, chosen)
    save(guided, folder / "pairs.npz")
    np.save(folder / "lexicon.npy", lexicon.astype(np.float16))
    save(_unguided(*_encode(iter(held_out), folder, chosen.longest)), folder / "held-out.npz")
    _tell(began, "written")


@app.command()
def train(
    folder: Folder = Path("build/translator"),
    recipe: Name = "cpu",
    minutes: Annotated[float, typer.Option(help="The whole budget, over all calls.")] = 100.0,
    now: Annotated[float, typer.Option(help="Minutes of this call at most.")] = 1e9,
    threads: Annotated[int, typer.Option(help="Processor cores.")] = 1,
) -> None:
    """Trains from the state in ``folder``, or anew, and logs to ``log.jsonl``."""
    import torch

    from checkpoints.translator import training

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    run = _start(folder, RECIPES[recipe])
    training.train(
        run,
        load(folder / "pairs.npz"),
        load(folder / "held-out.npz"),
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

    write(_start(folder, RECIPES[recipe]), folder, output)


def _start(folder: Path, recipe: Recipe) -> Run:
    """The run of ``folder``, where it stands."""
    import torch

    from checkpoints.translator import model, training

    special = Special(*piece_ids(folder, (PAD, EOS, TO_FRENCH, TO_ENGLISH)))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    made = model.new_model(recipe, special)
    state = folder / "state.pt"
    if not recipe.tied and not state.exists():
        model.start_from_lexicon(made, np.load(folder / "lexicon.npy").astype(np.float32))
    run = training.begin(made, recipe, special, device)
    if state.exists():
        training.resume(run, state)
    return run


def _encode(pairs: Iterator[Pair], folder: Path, longest: int) -> tuple[Ragged, Ragged]:
    """Both sides as pieces, without the pairs that are too long."""
    spm = load_vocabulary(folder)
    rows: tuple[list[Sequence[int]], list[Sequence[int]]] = ([], [])
    while chunk := list(islice(pairs, CHUNK)):
        sides = [spm.encode([pair[side] for pair in chunk]) for side in (0, 1)]
        for english, french in zip(*sides, strict=True):
            if max(len(english), len(french)) <= longest:
                rows[0].append(english)
                rows[1].append(french)
    return ragged(rows[0]), ragged(rows[1])


def _guide(english: Ragged, french: Ragged, recipe: Recipe) -> tuple[TokenPairs, np.ndarray]:
    """The pairs with their places, and the lexicon from English to French."""
    from checkpoints.translator.guide import find_places, learn_lexicon

    some = _first(english, LEXICON_PAIRS), _first(french, LEXICON_PAIRS)
    forth = learn_lexicon(*some, recipe.vocabulary)
    french_guide = find_places(english, french, forth)
    if not recipe.both_ways:
        english_guide = np.full(len(english.flat), -1, dtype=np.int16)
        return TokenPairs(english, french, english_guide, french_guide), forth
    back = learn_lexicon(some[1], some[0], recipe.vocabulary)
    english_guide = find_places(french, english, back)
    return TokenPairs(english, french, english_guide, french_guide), forth


def _first(rows: Ragged, count: int) -> Ragged:
    return Ragged(rows.flat, rows.starts[: count + 1])


def _unguided(english: Ragged, french: Ragged) -> TokenPairs:
    nowhere = [np.full(len(side.flat), -1, dtype=np.int16) for side in (english, french)]
    return TokenPairs(english, french, nowhere[0], nowhere[1])


def _tell(began: float, what: str) -> None:
    typer.echo(f"{time.monotonic() - began:6.0f} s  {what}")


if __name__ == "__main__":
    app()
