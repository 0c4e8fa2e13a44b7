"""The training loop: a budget of minutes, a state that any later run goes on from."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel
from transformers import MarianMTModel

from checkpoints.translator.batches import Batch, Text, text_on
from checkpoints.translator.model import Trainer, cross_entropy
from checkpoints.translator.recipe import Recipe
from checkpoints.translator.tokens import Special, TokenPairs, plan

SAVE_EVERY = 180.0
LOG_EVERY = 50
#: Steps from one look of the moving average at the model to the next.
AVERAGE_EVERY = 10
#: What the latest look counts at least in it.
LEAST_SHARE = 0.01
#: Pieces of a batch of the held-out text, which tells how far the model is.
HELD_OUT_SIZE = 8000

PLACE = ("step", "seconds", "passes", "batch", "pairs")


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
    pairs: int = 0

    @property
    def device(self) -> torch.device:
        """Where it runs."""
        return next(self.trainer.parameters()).device

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
    if device.type == "cpu":  # which is slow at fused attention in half precision
        model.set_attn_implementation("eager")
    optimizer = torch.optim.AdamW(
        trainer.parameters(), lr=recipe.peak, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0,
        fused=device.type == "cuda",
    )  # fmt: skip
    averaged = AveragedModel(trainer.model, multi_avg_fn=_blend)
    return Run(trainer, averaged, optimizer)


def save(run: Run, path: Path) -> None:
    """Writes the whole state; what stood at ``path`` stays until the new one is complete."""
    state = {
        "trainer": run.trainer.state_dict(),
        "averaged": run.averaged.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        **{name: getattr(run, name) for name in PLACE},
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
    for name in PLACE:
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
    run: Run, text: Text, held_out: TokenPairs, *, budget: float, now: float, state: Path, log: Path
) -> None:
    """Trains until ``budget`` seconds are spent in all, or ``now`` seconds in this call."""
    recipe = run.trainer.recipe
    began, before = time.monotonic(), run.seconds
    saved = began
    pieces, losses = 0, torch.zeros(2, device=run.device)
    for batch in _onward(run, text):
        spent = time.monotonic() - began
        run.seconds = before + spent
        if run.seconds >= budget or spent >= now:
            break
        losses += _step(run, batch, rate(recipe, run.step, run.seconds / budget))
        pieces += batch.pieces
        if run.step % LOG_EVERY == 0:
            mean = (losses / LOG_EVERY).tolist()
            _write(log, step=run.step, seconds=round(run.seconds), loss=mean[0], guide=mean[1],
                   pieces=pieces, rate=run.optimizer.param_groups[0]["lr"])  # fmt: skip
            losses.zero_()
        if time.monotonic() - saved > SAVE_EVERY:
            save(run, state)
            saved = time.monotonic()
            _write(log, step=run.step, passes=run.passes, held_out=measure(run, held_out))
    save(run, state)
    _write(log, step=run.step, passes=run.passes, held_out=measure(run, held_out))


def measure(run: Run, held_out: TokenPairs) -> float:
    """Cross entropy of the averaged model on held-out pairs, English to French, nats a piece."""
    model, special = run.average, run.trainer.special
    model.train(False)
    total, pieces = torch.zeros((), device=run.device), 0
    text = text_on(run.device, held_out, special)
    plans = plan(held_out, HELD_OUT_SIZE, to_english=0.0, seed=0)
    with torch.no_grad(), _precision(run.device):
        for batch in text.batches(plans):
            total += cross_entropy(model, batch, special)
            pieces += batch.pieces
    return float(total) / pieces


def _onward(run: Run, text: Text) -> Iterator[Batch]:
    """Batch after batch from where the run stands, pass after pass, without end."""
    recipe = run.trainer.recipe
    if run.pairs not in (0, len(text.pairs)):  # other text has come, with an order of its own
        run.passes, run.batch = run.passes + 1, 0
    run.pairs = len(text.pairs)
    while True:
        plans = plan(text.pairs, recipe.batch, to_english=recipe.to_english, seed=run.passes)
        yield from text.batches(plans[run.batch :])
        run.passes, run.batch = run.passes + 1, 0


def _step(run: Run, batch: Batch, speed: float) -> Tensor:
    """One update; the losses of words and of the guide, detached."""
    for group in run.optimizer.param_groups:
        group["lr"] = speed
    with _precision(run.device):
        loss = run.trainer(batch)
    (loss.words + run.trainer.recipe.guidance * loss.guide).backward()
    torch.nn.utils.clip_grad_norm_(run.trainer.parameters(), 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad(set_to_none=True)
    if run.step % AVERAGE_EVERY == 0:
        run.averaged.update_parameters(run.trainer.model)
    run.step += 1
    run.batch += 1
    return torch.stack((loss.words.detach(), loss.guide.detach()))


def _blend(averaged: Sequence[Tensor], current: Sequence[Tensor], count: Tensor | int) -> None:
    """Moves the average on; what it remembers grows with the run, up to a last part of it."""
    share = max(LEAST_SHARE, 9 / (10 + float(count)))
    for kept, new in zip(averaged, current, strict=True):
        kept.lerp_(new, share)


def _precision(device: torch.device) -> torch.autocast:
    """bfloat16 where the processor multiplies such numbers, float32 elsewhere."""
    able = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=able)


def _write(log: Path, **facts: float) -> None:
    with log.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(facts) + "\n")
