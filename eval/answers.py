"""What a library answered, with the evidence, from which scores are counted again or learned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import log1p
from pathlib import Path

from align.library.find import probability


@dataclass(frozen=True, slots=True)
class Evidence:
    """What spoke for a candidate, and whether it was right."""

    belonging: float
    votes: float
    is_right: bool

    @property
    def score(self) -> float:
        """Its probability by the weights in use now."""
        return probability(self.belonging, self.votes)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a library answered to one question.

    Attributes:
        there: The candidates while the original is there.
        gone: The candidates when it is not.
        seconds: Processor time of one of the two.
    """

    kind: str
    name: str
    library: str
    there: tuple[Evidence, ...]
    gone: tuple[Evidence, ...]
    seconds: float

    @property
    def rank(self) -> int:
        """Rank of the first right document, from 1; 0 where it is not among the candidates."""
        ranked = sorted(self.there, key=lambda each: -each.score)
        return next((at for at, each in enumerate(ranked, 1) if each.is_right), 0)

    @property
    def present(self) -> float:
        """Score of the best candidate while the original is there, whether or not it is right."""
        return max((each.score for each in self.there), default=0.0)

    @property
    def absent(self) -> float:
        """Score of the best candidate when it is not."""
        return max((each.score for each in self.gone), default=0.0)


def learn_weights(answers: Sequence[Asked]) -> tuple[float, float, float]:
    """The three numbers of ``align.library.find.WEIGHTS``, by logistic regression."""
    from sklearn.linear_model import LogisticRegression

    seen = [each for answer in answers for each in (*answer.there, *answer.gone)]
    rows = [(each.belonging, log1p(each.votes)) for each in seen]
    fitted = LogisticRegression(C=10, max_iter=5000).fit(rows, [each.is_right for each in seen])
    constant, (of_belonging, of_votes) = fitted.intercept_[0], fitted.coef_[0]
    return float(constant), float(of_belonging), float(of_votes)


def write_answers(path: Path, answers: Sequence[Asked], signature: str) -> None:
    """Keeps answers as JSON; the file is there whole or as it was."""
    rows = {"signature": signature, "answers": [asdict(each) for each in answers]}
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(json.dumps(rows) + "\n", encoding="utf-8")
    draft.replace(path)


def read_answers(path: Path) -> tuple[list[Asked], str]:
    """Answers that were kept, and their signature."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    sides = ("there", "gone")
    answers = [
        Asked(**row | {side: tuple(Evidence(**each) for each in row[side]) for side in sides})
        for row in kept["answers"]
    ]
    return answers, str(kept["signature"])
