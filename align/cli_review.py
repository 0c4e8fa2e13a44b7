"""``align export``, ``align review`` and ``align sessions``; ``cli.py`` makes commands of these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.errors import InputError
from align.terminal import printable, show_lines

if TYPE_CHECKING:
    from align.types import Report

ReportPath = Annotated[
    Path, typer.Argument(metavar="REPORT", help="A report in JSON, as compare -o x.json writes it.")
]
Output = Annotated[
    list[Path],
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here; the suffix picks the format: .html, .json, .tsv, .tmx, .xlf (XLIFF 2.0), "
        ".1.2.xlf, .docx or .mqm.tsv. May be given several times.",
    ),
]


def export(report: ReportPath, output: Output) -> None:
    """Write a report in other formats."""
    from align.report import read_report

    _require_formats(output)
    _write(read_report(report), output)


def review(
    report: ReportPath,
    log: Annotated[
        Path, typer.Option(metavar="FILE", help="The log of a review, as sessions exports it.")
    ],
    output: Output,
) -> None:
    """Replay the log of a review on the report that it was made for."""
    from align.models.load import load_models
    from align.report import read_report
    from align.review import read_log, reader_by
    from align.review import review as reviewed

    _require_formats(output)
    made = read_report(report)
    try:
        data = log.read_bytes()
    except OSError as error:
        raise InputError(log, f"cannot be read: {error.strerror}") from error
    _write(reviewed(made, read_log(data, made, str(log)), reader_by(load_models())), output)


def sessions(
    store: Annotated[Path, typer.Argument(metavar="FILE", help="The file with review sessions.")],
    export: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Export the session with this number.")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to export the report to."),
    ] = None,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to export the log to.")
    ] = None,
    expire: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=0, help="Remove sessions nobody touched for so long."),
    ] = None,
) -> None:
    """List the review sessions in a file, export one, or remove old ones."""
    from align.report.summary import some
    from align.sessions import expire as expire_sessions
    from align.sessions import open_store

    if not store.is_file():
        raise InputError(store, "there is no such file; the page makes it with its first review")
    opened = open_store(store)
    if export is not None:
        _export_session(store, export, output or (), log)
    elif expire is not None:
        gone = expire_sessions(opened, timedelta(days=expire))
        show_lines([f"{some(gone, 'session')} removed"])
    else:
        _list(store)


def _list(path: Path) -> None:
    from align.report.summary import some
    from align.sessions import list_sessions, open_store

    show_lines(
        f"{each.number}\t{each.touched:%Y-%m-%d %H:%M}\t{some(each.edits, 'edit')}\t"
        f"{printable(', '.join(each.reviewers) or 'nobody')}\t{printable(each.title)}"
        for each in list_sessions(open_store(path))
    )


def _export_session(path: Path, number: int, outputs: Sequence[Path], log: Path | None) -> None:
    from align.models.load import load_models
    from align.report import replace_file
    from align.review import reader_by, write_log
    from align.sessions import open_store, resume

    if not outputs and log is None:
        raise typer.BadParameter("say where to export to, by -o or --log")
    _require_formats(outputs)
    session = resume(open_store(path), number, reader_by(load_models()))
    _write(session.report, outputs)
    if log is not None:
        replace_file(log, write_log(session.machine, session.edits))
        show_lines([f"wrote {log}"])


def _require_formats(outputs: Sequence[Path]) -> None:
    from align.report import writer_for

    for path in outputs:
        try:
            writer_for(path)
        except InputError as error:
            raise typer.BadParameter(printable(str(error))) from error


def _write(report: Report, outputs: Sequence[Path]) -> None:
    from align.report import write_report

    for path in outputs:
        write_report(report, path)
        show_lines([f"wrote {path}"])
