"""The invented press conference that comes with the package: both texts and the intended links.

Nobody in it exists and nothing in it happened. The French text holds the minister's words and
the questions put in French; the English transcript holds the whole event.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the files of one sample pair lie."""

    transcript: Path
    french: Path
    links: Path


@dataclass(frozen=True, slots=True)
class GoldLink:
    """French sentences and the English sentences that interpret them; one side may be empty."""

    source: tuple[str, ...]
    target: tuple[str, ...]


PRESS_CONFERENCE = Sample(
    transcript=FOLDER / "press-conference.en.txt",
    french=FOLDER / "press-conference.fr.txt",
    links=FOLDER / "press-conference.links.json",
)


def gold_links(sample: Sample = PRESS_CONFERENCE) -> tuple[GoldLink, ...]:
    """The links a careful reader would draw, in order, each sentence as it stands in its file.

    >>> gold_links()[3].source
    ('Mesdames, Messieurs, bonjour et bienvenue à Port-Clairvent.',)
    """
    read = json.loads(sample.links.read_text(encoding="utf-8"))
    return tuple(GoldLink(tuple(link["source"]), tuple(link["target"])) for link in read["links"])
