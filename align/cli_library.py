"""``align library …``: reads, calls, shows. ``cli.py`` makes commands of these."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from align.cli_batch import Workers
from align.codes import Code
from align.settings import Settings
from align.terminal import (
    print_json,
    progress,
    show_document,
    show_documents,
    show_found,
    show_mentions,
    show_outcomes,
    show_state,
)
from align.workers import EngineName, open_engine

if TYPE_CHECKING:
    from align.library.records import Document, Filter, Found
    from align.library.sources import Incoming
    from align.library.store import Library

Folder = Annotated[
    Path,
    typer.Option(
        "--library", "-l", metavar="DIR", envvar="ALIGN_LIBRARY", help="The folder of the library."
    ),
]
Ids = Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Documents, by id or by name.")]
Day = datetime | None
Since = Annotated[
    Day, typer.Option(formats=["%Y-%m-%d"], help="Only documents of this day or later.")
]
Until = Annotated[
    Day, typer.Option(formats=["%Y-%m-%d"], help="Only documents of this day or earlier.")
]
BySpeaker = Annotated[str, typer.Option("--speaker", help="Only documents of this speaker.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def add(
    library: Folder,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…",
            help="Files and folders of texts; tables (.jsonl, .tsv, .csv, .parquet) and saved "
            "datasets with a text in each row.",
        ),
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A dataset, by file, folder or hub name."),
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only this split of the dataset.")] = None,
    title: Annotated[str, typer.Option(help="Title of what is added.")] = "",
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY[-MM[-DD]]", help="Date of what is added.")
    ] = "",
    speaker: Annotated[
        list[str] | None, typer.Option(help="Who speaks in it. May be given several times.")
    ] = None,
    address: Annotated[str, typer.Option(help="Where it was published.")] = "",
    language: Annotated[str, typer.Option(help="Its language (ISO 639-1).")] = "",
    workers: Workers = None,
    as_json: AsJson = False,
    *,
    settings: Settings,
) -> Code:
    """Add French documents; the library is made if there is none yet."""
    from align.library.add import Kind
    from align.library.add import add as add_to
    from align.library.dates import days_of
    from align.library.records import About
    from align.library.store import make_library
    from align.models.load import load_models

    if not paths and not dataset:
        raise typer.BadParameter("name files or folders to add, or --dataset NAME")
    if day and days_of(day) is None:
        raise typer.BadParameter(f"--date: expected 2021-06-25, 2021-06 or 2021, got {day!r}")
    given = About(title, day, tuple(speaker or ()), address, language)
    encoder = load_models(settings).encoder
    made = make_library(library, encoder, settings.source_language)
    sources = _incoming(paths or [], dataset or [], split, settings)
    with closing(open_engine(EngineName.LOCAL, workers)) as engine:
        several = engine if engine.workers > 1 else None
        adding = add_to(made, sources, encoder, given, engine=several, settings=settings)
        outcomes = show_outcomes(adding, quiet=as_json)
    if as_json:
        print_json([asdict(each) for each in outcomes])
    refused = any(each.kind is Kind.REFUSED for each in outcomes)
    return Code.INPUT if refused else Code.DONE


def list_(
    library: Folder,
    since: Since = None,
    until: Until = None,
    speaker: BySpeaker = "",
    as_json: AsJson = False,
) -> Code:
    """List the documents of a library."""
    from align.library.documents import list_documents
    from align.library.store import open_library

    opened = open_library(library)
    documents = list_documents(opened, _filter(since, until, speaker))
    if as_json:
        print_json([_as_json(each) for each in documents])
    else:
        show_documents(documents, f"{opened.name}@{opened.version}")
    return Code.DONE


def show(library: Folder, document: Ids, as_json: AsJson = False) -> Code:
    """Show documents: what is known of them, and their text."""
    from align.library.documents import pick, transcript_of
    from align.library.store import open_library

    opened = open_library(library)
    for each in pick(opened, document):
        text = transcript_of(opened, each).text
        if as_json:
            print_json(_as_json(each) | {"text": text})
        else:
            show_document(each, text)
    return Code.DONE


def remove(library: Folder, document: Ids) -> Code:
    """Take documents out of a library."""
    from align.library.documents import pick
    from align.library.documents import remove as remove_from
    from align.library.store import open_library

    opened = open_library(library)
    chosen = pick(opened, document)
    remove_from(opened, chosen)
    show_documents(chosen, "removed")
    return Code.DONE


def search(
    library: Folder,
    transcript: Annotated[
        Path | None,
        typer.Argument(metavar="TRANSCRIPT", help="The transcript; - reads standard input."),
    ] = None,
    words: Annotated[
        str, typer.Option(metavar="WORDS", help="Look for French words instead.")
    ] = "",
    limit: Annotated[int, typer.Option(help="Most sentences shown for --words.", min=1)] = 20,
    since: Since = None,
    until: Until = None,
    speaker: BySpeaker = "",
    as_json: AsJson = False,
    *,
    settings: Settings,
) -> Code:
    """Find the original of a transcript, or sentences by their words."""
    from align.library.search import find_words
    from align.library.store import open_library
    from align.transcripts import read_transcript

    if (transcript is None) == (not words):
        raise typer.BadParameter("give a transcript, or --words; one of the two")
    opened, chosen = open_library(library), _filter(since, until, speaker)
    if transcript is None:
        mentions = find_words(opened, words, limit, chosen)
        if as_json:
            rows = [asdict(each) | {"document": _as_json(each.document)} for each in mentions]
            print_json(rows)
        else:
            show_mentions(mentions)
        return Code.DONE if mentions else Code.ABSENT
    found = find(opened, read_transcript(transcript, settings=settings), chosen, settings)
    if as_json:
        print_json(found_as_json(found))
    else:
        show_found(found, narrowed=chosen.narrows)
    return Code.DONE if found.original else Code.ABSENT


def check(
    library: Folder,
    mend: Annotated[
        bool, typer.Option("--mend", help="Take away what killed writers left; renew the index.")
    ] = False,
) -> Code:
    """Check that a library is whole."""
    from align.library.index import examine
    from align.library.index import mend as mend_library
    from align.library.store import open_library

    opened = open_library(library)
    if mend:
        mend_library(opened)
    state = examine(opened)
    show_state(state, opened.note.encoder)
    return Code.INPUT if state.incomplete else Code.DONE


def find(library: Library, transcript: Any, chosen: Filter, settings: Settings) -> Found:
    """The answer of a library, with a bar while it is looked for."""
    from align.detect import detect
    from align.library.find import find_original
    from align.models.load import load_models

    with progress() as on_progress:
        return find_original(
            transcript,
            detect(transcript),
            library,
            load_models(settings),
            settings=settings,
            chosen=chosen,
            on_progress=on_progress,
        )


def found_as_json(found: Found) -> dict[str, Any]:
    """An answer for programs."""
    rows = [{**_as_json(each.document), **_numbers(asdict(each))} for each in found.candidates]
    return {
        "library": found.library,
        "found": found.original is not None,
        "score": found.score,
        "asked": found.asked,
        "candidates": rows,
    }


def _numbers(candidate: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in candidate.items() if name != "document"}


def _as_json(document: Document) -> dict[str, Any]:
    plain = asdict(document)
    about = plain.pop("about")
    del plain["key"]
    return {"id": document.id, **plain, **about}


def _filter(since: Day, until: Day, speaker: str) -> Filter:
    from align.library.records import Filter as Chosen

    return Chosen(_day(since), _day(until), speaker)


def _day(moment: Day) -> date | None:
    return moment.date() if moment else None


def _incoming(
    paths: list[Path], datasets: list[str], split: str | None, settings: Settings
) -> Iterator[Incoming]:
    from align.library.sources import from_dataset, from_paths

    rows = (from_dataset(name, split, settings=settings) for name in datasets)
    return chain(from_paths(paths, settings), chain.from_iterable(rows))
