"""``align compare``, ``draft``, ``detect`` and ``demo``; ``cli.py`` makes commands of these."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align import cli_library as shelf
from align.codes import Code
from align.errors import InputError
from align.settings import Settings
from align.terminal import (
    print_json,
    printable,
    progress,
    show_detection,
    show_found,
    show_report,
)

if TYPE_CHECKING:
    from align.progress import OnProgress
    from align.types import Original, Report, Transcript

TranscriptPath = Annotated[
    Path, typer.Argument(metavar="TRANSCRIPT", help="The transcript; - reads standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def compare(
    transcript: TranscriptPath,
    french: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What the speakers said, in French; - for standard input."
        ),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Find the French in this library (align library)."),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Translate the English instead: a draft, not evidence."),
    ] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write a report here: .html, .json, .tsv, .tmx, .xlf (XLIFF 2.0), .1.2.xlf, .docx "
            "or .mqm.tsv. May be given several times.",
        ),
    ] = None,
    as_json: AsJson = False,
    *,
    settings: Settings,
) -> None:
    """Lay the French beside the English and show what has no counterpart."""
    outputs = tuple(output or ())
    if sum((french is not None, library is not None, draft)) != 1:
        raise typer.BadParameter(
            "give the French text with --french, find it with --library, or ask for a machine "
            "draft of it with --draft"
        )
    check_outputs(outputs, inputs=(transcript, *([french] if french else [])))
    if french and is_stdin(transcript) and is_stdin(french):
        raise typer.BadParameter("only one of the two texts can come from standard input")
    report = (
        _retrieved(transcript, library, settings, quiet=as_json)
        if library
        else _compared(transcript, french, settings)
    )
    _write(report, outputs)
    if as_json:
        _print_json(report)
    else:
        show_report(report, outputs)
    if not report.belong_together:
        raise typer.Exit(Code.STRANGERS)


def make_draft(
    transcript: TranscriptPath,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the draft here: .txt, or a report in any format of compare -o.",
        ),
    ] = None,
    as_json: AsJson = False,
    *,
    settings: Settings,
) -> None:
    """Translate what is interpreted back into French: a machine draft, not evidence."""
    from align.draft import draft_text
    from align.report import replace_file

    outputs = tuple(output or ())
    texts = [path for path in outputs if path.suffix.lower() == ".txt"]
    reports = [path for path in outputs if path not in texts]
    check_outputs(reports, inputs=(transcript,))
    check_outputs(texts, inputs=(transcript,), is_known=lambda _: None)
    report = _compared(transcript, None, settings)
    text = draft_text(report.comparison.original)
    _write(report, reports)
    for path in texts:
        replace_file(path, text.encode())
    if as_json:
        _print_json(report)
    elif outputs:
        show_report(report, outputs)
    else:
        typer.echo(text, nl=False)


def detect(transcript: TranscriptPath, as_json: AsJson = False, *, settings: Settings) -> None:
    """Show who speaks when, what is interpreted and why, and where words are lost."""
    from align.detect import detect as detect_in

    record = _read(transcript, settings)
    detection = detect_in(record)
    if as_json:
        from align.report.json import write_detection

        typer.echo(write_detection(record, detection), nl=False)
    else:
        show_detection(record, detection)


def demo(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write the report to."),
    ] = Path("align-demo"),
    *,
    settings: Settings,
) -> None:
    """Compare the invented press conference that comes with the package."""
    from align.samples import PRESS_CONFERENCE

    path = output / "press-conference.html"
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{output}: no folder can be made here: {error}") from error
    check_outputs([path], inputs=())
    report = _compared(PRESS_CONFERENCE.transcript, PRESS_CONFERENCE.french, settings)
    _write(report, [path])
    show_report(report, [path])


# ----------------------------------------------------------------- files, steps


def is_stdin(path: Path) -> bool:
    """Whether ``path`` stands for standard input."""
    return str(path) == "-"


def check_outputs(
    paths: Sequence[Path],
    *,
    inputs: Sequence[Path],
    is_known: Callable[[Path], object] | None = None,
) -> None:
    """Raises a usage error for an output that could not be written, before any work is done.

    ``is_known`` raises ``InputError`` for a format that cannot be written; by default a report's.
    """
    from align.report import writer_for

    is_known = is_known or writer_for
    taken = {path.resolve() for path in inputs if not is_stdin(path)}
    for path in paths:
        try:
            is_known(path)
        except InputError as error:
            raise typer.BadParameter(printable(str(error))) from error
        folder = path.resolve().parent
        trouble = (
            "would overwrite a text that is to be read"
            if path.resolve() in taken
            else "is a folder"
            if path.is_dir()
            else "the folder does not exist"
            if not folder.is_dir()
            else "the folder cannot be written to"
            if not os.access(folder, os.W_OK)
            else ""
        )
        if trouble:
            raise typer.BadParameter(printable(f"{path}: {trouble}"))


def _read(path: Path, settings: Settings) -> Transcript:
    from align.transcripts import read_transcript

    return read_transcript(path, settings=settings)


def _compared(transcript: Path, french: Path | None, settings: Settings) -> Report:
    """The comparison with a French text, or with a machine draft where there is none."""
    from align.models.load import load_models
    from align.pipeline import compare as compare_texts
    from align.pipeline import original_from

    record = _read(transcript, settings)
    with progress() as on_progress:
        original = (
            _drafted(record, settings, on_progress)
            if french is None
            else original_from(_read(french, settings), settings=settings)
        )
        return compare_texts(
            record, original, load_models(settings), settings=settings, on_progress=on_progress
        )


def _drafted(record: Transcript, settings: Settings, on_progress: OnProgress) -> Original:
    from align.detect import detect as detect_in
    from align.draft import draft_original
    from align.models.load import load_translator
    from align.pipeline import require_language

    require_language(record, settings.target_language, "the transcript")
    return draft_original(
        record,
        detect_in(record),
        load_translator(settings),
        settings=settings,
        on_progress=on_progress,
    )


def _print_json(report: Report) -> None:
    from align.report.json import write_json

    typer.echo(write_json(report), nl=False)


def _retrieved(transcript: Path, library: Path, settings: Settings, *, quiet: bool) -> Report:
    from align.library.records import EVERYTHING
    from align.library.store import open_library
    from align.models.load import load_models
    from align.pipeline import compare as compare_texts

    opened = open_library(library)
    record = _read(transcript, settings)
    found = shelf.find(opened, record, EVERYTHING, settings)
    if found.original is None and quiet:
        print_json(shelf.found_as_json(found))
    elif not quiet:
        show_found(found)
    if found.answer is None:
        raise typer.Exit(Code.ABSENT)
    with progress() as on_progress:
        return compare_texts(
            record,
            found.answer,
            load_models(settings),
            settings=settings,
            on_progress=on_progress,
        )


def _write(report: Report, paths: Sequence[Path]) -> None:
    from align.report import write_report

    for path in paths:
        write_report(report, path)
