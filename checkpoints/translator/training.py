"""The training loop: a budget of minutes, a state that any later run goes on from."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import MarianMTModel

from checkpoints.translator.model import Trainer, cross_entropy, tensors
from checkpoints.translator.recipe import Recipe
from checkpoints.translator.tokens import Batch, Special, TokenPairs, batches

SAVE_EVERY = 180.0
LOG_EVERY = 50
AVERAGE = 0.999
#: Rows of the held-out text that tell how far the model is.
HELD_OUT_SIZE = 8000


@dataclass(slots=True)
class Run:
    """Where a training run stands; saved whole, so that it can go on."""

    trainer: Trainer
    averaged: AveragedModel
    optimizer: torch.optim.Optimizer
    step: int = 0
    seconds: float = 0.0
    passes: int = 0
    batch: int = 0

    @property
    def average(self) -> MarianMTModel:
        """The moving average of the model, which is what counts in the end."""
        module = self.averaged.module
        if not isinstance(module, MarianMTModel):
            raise TypeError(f"expected a MarianMTModel, found {type(module).__name__}")
        return module


def begin(model: MarianMTModel, recipe: Recipe, special: Special, device: torch.device) -> Run:
    """A run at its first step."""
    trainer = Trainer(model, recipe, special).to(device)
    optimizer = torch.optim.AdamW(
        trainer.parameters(), lr=recipe.peak, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0
    )
    average = get_ema_multi_avg_fn(AVERAGE)  # type: ignore[no-untyped-call]
    averaged = AveragedModel(trainer.model, multi_avg_fn=average)
    return Run(trainer, averaged, optimizer)


def save(run: Run, path: Path) -> None:
    """Writes the whole state; what stood at ``path`` stays until the new one is complete."""
    state = {
        "trainer": run.trainer.state_dict(),
        "averaged": run.averaged.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        **{name: getattr(run, name) for name in ("step", "seconds", "passes", "batch")},
    }
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    unfinished.replace(path)


def resume(run: Run, path: Path) -> None:
    """Puts ``run`` where the one saved at ``path`` stood."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    run.trainer.load_state_dict(state["trainer"])
    run.averaged.load_state_dict(state["averaged"])
    run.optimizer.load_state_dict(state["optimizer"])
    for name in ("step", "seconds", "passes", "batch"):
        setattr(run, name, state[name])


def rate(recipe: Recipe, step: int, done: float) -> float:
    """The learning rate at ``step`` when a share ``done`` of the budget is spent.

    >>> from checkpoints.translator.recipe import RECIPES
    >>> rate(RECIPES["cpu"], 149, 0.0) == RECIPES["cpu"].peak / 2
    True
    >>> rate(RECIPES["cpu"], 5000, 1.0)
    0.0
    """
    warm = min((step + 1) / recipe.warmup, (recipe.warmup / (step + 1)) ** 0.5)
    return float(recipe.peak * warm * min(1.0, max(0.0, 1.0 - done) / recipe.cooldown))


def train(
    run: Run,
    pairs: TokenPairs,
    held_out: TokenPairs,
    *,
    budget: float,
    now: float,
    state: Path,
    log: Path,
) -> None:
    """Trains until ``budget`` seconds are spent in all, or ``now`` seconds in this call."""
    recipe, special = run.trainer.recipe, run.trainer.special
    device = next(run.trainer.parameters()).device
    began, before = time.monotonic(), run.seconds
    saved = began
    pieces, losses = 0, torch.zeros(2, device=device)
    for batch in _onward(run, pairs, recipe, special):
        spent = time.monotonic() - began
        run.seconds = before + spent
        if run.seconds >= budget or spent >= now:
            break
        words, guide, size = _step(run, batch, rate(recipe, run.step, run.seconds / budget))
        pieces += size
        losses += torch.stack((words, guide))
        if run.step % LOG_EVERY == 0:
            mean = (losses / LOG_EVERY).tolist()
            _write(log, step=run.step, seconds=round(run.seconds), loss=mean[0], guide=mean[1],
                   pieces=pieces, rate=run.optimizer.param_groups[0]["lr"])  # fmt: skip
            losses.zero_()
        if time.monotonic() - saved > SAVE_EVERY:
            save(run, state)
            saved = time.monotonic()
            _write(log, step=run.step, held_out=measure(run, held_out))
    save(run, state)
    _write(log, step=run.step, held_out=measure(run, held_out))


def measure(run: Run, held_out: TokenPairs) -> float:
    """Cross entropy of the averaged model on held-out pairs, in nats a piece."""
    recipe, special = run.trainer.recipe, run.trainer.special
    device = next(run.trainer.parameters()).device
    model = run.average
    model.train(False)
    total, pieces = 0.0, 0
    with torch.no_grad(), _precision(device):
        for batch in batches(held_out, HELD_OUT_SIZE, special, both_ways=recipe.both_ways, seed=0):
            source, target, _ = tensors(batch, device)
            nats, size = cross_entropy(model, source, target, special)
            total, pieces = total + nats, pieces + size
    return total / pieces


def _onward(run: Run, pairs: TokenPairs, recipe: Recipe, special: Special) -> Iterator[Batch]:
    """Batch after batch from where the run stands, pass after pass, without end."""
    while True:
        everything = batches(
            pairs, recipe.batch, special, both_ways=recipe.both_ways, seed=run.passes
        )
        yield from islice(everything, run.batch, None)
        run.passes, run.batch = run.passes + 1, 0


def _step(run: Run, batch: Batch, speed: float) -> tuple[torch.Tensor, torch.Tensor, int]:
    """One update; the losses, detached, and the number of target pieces."""
    device = next(run.trainer.parameters()).device
    for group in run.optimizer.param_groups:
        group["lr"] = speed
    with _precision(device):
        loss = run.trainer(*tensors(batch, device))
    (loss.words + run.trainer.recipe.guidance * loss.guide).backward()
    torch.nn.utils.clip_grad_norm_(run.trainer.parameters(), 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad(set_to_none=True)
    run.step += 1
    run.batch += 1
    run.averaged.update_parameters(run.trainer.model)
    return loss.words.detach(), loss.guide.detach(), loss.pieces


def _precision(device: torch.device) -> torch.autocast:
    """bfloat16 on a graphics processor, float32 elsewhere."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def _write(log: Path, **facts: float) -> None:
    with log.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(facts) + "\n")
