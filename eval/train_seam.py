"""Learns to tell whether words are missing in English: ``python -m eval.train_seam``.

Reads the English of ``training/*.en-fr.tsv.xz`` below ``ALIGN_DATA``, takes one to eight words out
at half of all places, and learns to tell the two kinds of places apart by the words beside them
(extra ``train``: ``torch``). Writes ``seam.npz`` into ``--output``.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.errors import MissingExtraError
from align.models.seam import HESITATIONS, NOTHING, REACH, Seam, ending, pack
from align.tokens import split_forms
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder

Ids = NDArray[np.int32]

MOST_TAKEN = 8
LEAST_SEEN = 5
SIZE, UNITS, BATCH, RATE, SEED = 40, 128, 2048, 3e-3, 5
#: Share of the sentences that are kept for testing.
TESTED = 0.02


def read_english(every: int) -> Iterator[list[str]]:
    """The words of every n-th sentence of the training text, signs included."""
    files = sorted((data_folder() / "training").glob("part-*.en-fr.tsv.xz"))
    if not files:
        raise DataMissingError(f"{data_folder() / 'training'}: no part-*.en-fr.tsv.xz there.")
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, every):
                words = split_forms(line.partition("\t")[0], "en")
                yield [word for word in words if word not in HESITATIONS]


def number_text(sentences: Sequence[list[str]]) -> tuple[tuple[str, ...], Ids]:
    """The words, and all sentences as numbers with ``REACH + MOST_TAKEN`` times nothing between."""
    seen = Counter(word for words in sentences for word in words)
    known = {word for word, count in seen.items() if count >= LEAST_SEEN}
    endings = Counter(ending(word) for word in seen if word not in known)
    words = ("", *sorted(known, key=lambda word: -seen[word]), *sorted(endings))
    ids = {word: number for number, word in enumerate(words)}
    pad = [NOTHING] * (REACH + MOST_TAKEN)
    numbers = list(pad)
    for sentence in sentences:
        numbers += [ids[word] if word in ids else ids[ending(word)] for word in sentence] + pad
    return words, np.array(numbers, np.int32)


def examples(
    text: Ids, is_word: NDArray[np.bool_], random: np.random.Generator
) -> tuple[Ids, NDArray[np.float32]]:
    """Every place of the text once, in any order, at half of them words are gone: rows, answers."""
    inside = text != NOTHING
    places = np.flatnonzero(inside | np.roll(inside, 1))
    places = random.permutation(places)
    count = np.where(
        random.random(len(places)) < 0.5, random.integers(1, MOST_TAKEN + 1, len(places)), 0
    )
    last = places + count - 1
    sums = np.concatenate([[0], np.cumsum(text == NOTHING)])
    whole = sums[places + count] == sums[places]
    fits = (count == 0) | (whole & is_word[text[places]] & is_word[text[last]])
    places, count = places[fits], count[fits]
    left = places[:, None] + np.arange(-REACH, 0)
    right = (places + count)[:, None] + np.arange(REACH)
    return _one_sentence(text[left], text[right]), (count > 0).astype(np.float32)


def _one_sentence(left: Ids, right: Ids) -> Ids:
    """Rows of words, those of other sentences blotted out."""
    near = np.logical_and.accumulate(left[:, ::-1] != NOTHING, axis=1)[:, ::-1]
    far = np.logical_and.accumulate(right != NOTHING, axis=1)
    return np.concatenate([left * near, right * far], axis=1).astype(np.int32)


def learn(options: argparse.Namespace) -> Iterator[str]:
    """Reads, learns, tests, writes."""
    import torch

    began = time.process_time()
    random = np.random.default_rng(SEED)
    torch.manual_seed(SEED)
    words, text = number_text(list(read_english(options.every)))
    is_word = np.array([any(map(str.isalnum, word)) for word in words])
    yield f"{time.process_time() - began:5.0f} s  {len(words):,} words, text of {len(text):,}"
    vectors = torch.nn.Embedding(len(words), SIZE, sparse=True)
    network = torch.nn.Sequential(
        vectors, torch.nn.Flatten(),
        torch.nn.Linear(2 * REACH * SIZE, UNITS), torch.nn.ReLU(), torch.nn.Linear(UNITS, 1),
    )  # fmt: skip
    torch.nn.init.normal_(vectors.weight, std=0.3)
    table, *others = network.parameters()
    optimizers = torch.optim.SparseAdam([table], RATE), torch.optim.Adam(others, RATE)
    loss_of = torch.nn.BCEWithLogitsLoss()
    kept, text = _cut(text)
    tested = examples(kept, is_word, random)
    done, limit = 0, 60 * options.minutes
    while time.process_time() - began < limit:
        rows, wanted = examples(text, is_word, random)
        for at in range(0, len(rows) - BATCH, BATCH):
            share = (time.process_time() - began) / limit
            if share >= 1:
                break
            for group in (group for each in optimizers for group in each.param_groups):
                group["lr"] = RATE * (1 - share) + 1e-5
            batch = torch.from_numpy(rows[at : at + BATCH].astype(np.int64))
            loss = loss_of(network(batch)[:, 0], torch.from_numpy(wanted[at : at + BATCH]))
            network.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()  # type: ignore[no-untyped-call]
            done += BATCH
        seam = as_seam(network, words)
        yield f"{time.process_time() - began:5.0f} s  {done:,} examples, {test(seam, *tested)}"
    yield f"seam.npz sha256:{write(seam, options.output)}"


def _cut(text: Ids) -> tuple[Ids, Ids]:
    """The sentences to test on, and those to learn from; nothing at both ends of each."""
    ends = np.flatnonzero((text[:-1] != NOTHING) & (text[1:] == NOTHING)) + 1
    end = int(ends[int(TESTED * len(ends))])
    return text[: end + REACH + MOST_TAKEN], text[end:]


def as_seam(network: object, words: tuple[str, ...]) -> Seam:
    """What is shipped."""
    arrays = [each.detach().numpy() for each in network.parameters()]  # type: ignore[attr-defined]
    table, hidden, offset, out, out_offset = arrays
    return Seam(
        words, table.copy(), (hidden.T.copy(), offset.copy()), (out[0].copy(), float(out_offset[0]))
    )


def test(seam: Seam, rows: Ids, wanted: NDArray[np.float32]) -> str:
    """Accuracy and ROC AUC."""
    from sklearn.metrics import roc_auc_score

    value = seam.table[rows].reshape(len(rows), -1) @ seam.hidden[0] + seam.hidden[1]
    logit = np.maximum(value, 0) @ seam.out[0] + seam.out[1]
    right = float(((logit > 0) == (wanted > 0.5)).mean())
    return f"right {right:.4f}, AUC {roc_auc_score(wanted, logit):.4f}"


def write(seam: Seam, folder: Path) -> str:
    """Writes ``seam.npz``; its SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "seam.npz", allow_pickle=False, **pack(seam))
    return hashlib.sha256((folder / "seam.npz").read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options and learns; the exit code is 2 if data are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=3, help="read every n-th sentence")
    parser.add_argument("--minutes", type=float, default=6, help="processor time for all")
    parser.add_argument("--output", type=Path, default=Path("checkpoints/gaps"))
    try:
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        print(MissingExtraError(error.name or "torch", "train"), file=sys.stderr)
        return 2
    return print_lines(learn(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
