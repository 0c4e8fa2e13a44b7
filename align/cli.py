"""The command line: reads, calls, shows. Nothing is decided here."""

from __future__ import annotations

import functools
import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from align import cli_batch, cli_review
from align import cli_library as shelf
from align.codes import MEANINGS, Code
from align.errors import AlignError, InputError, MissingExtraError, ModelError, SettingsError
from align.settings import Settings, options
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


app = typer.Typer(
    name="align",
    help="Shows whether an interpreter said what the speaker said.",
    epilog="Exit codes: " + "; ".join(f"{code.value} {MEANINGS[code]}" for code in Code) + ".",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The ``align`` command."""
    app(prog_name="align")


# ------------------------------------------------------- what commands have alike


def code_for(error: AlignError) -> Code:
    """The exit code that tells of ``error``.

    >>> code_for(InputError("talk.txt", "is empty")).name
    'INPUT'
    """
    if isinstance(error, SettingsError):
        return Code.USAGE
    return Code.MISSING if isinstance(error, ModelError | MissingExtraError) else Code.INPUT


def command(
    run: Callable[..., Code | None], name: str | None = None, of: typer.Typer | None = None
) -> Callable[..., None]:
    """Makes ``run`` a command: errors become one line and a code, settings become options.

    A parameter named ``settings`` is replaced by one option for each entry of
    ``align.settings.options()``.
    """
    asked = inspect.signature(run, eval_str=True).parameters

    @functools.wraps(run)
    def guarded(*, debug: bool, **given: Any) -> None:
        try:
            if "settings" in asked:
                given["settings"] = Settings(**{each: given.pop(each) for each in options()})
            code = run(**given)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except AlignError as error:
            _complain(str(error), error if debug else None)
            raise typer.Exit(code_for(error)) from error
        except Exception as error:
            kind = type(error).__name__
            hint = "" if debug else " (add --debug to see where)"
            _complain(f"unexpected {kind}: {error}{hint}", error if debug else None)
            raise typer.Exit(Code.UNEXPECTED) from error
        if code:
            raise typer.Exit(code)

    own = [each for each in asked.values() if each.name != "settings"]
    added = [*(_settings_options() if "settings" in asked else ()), _debug_option()]
    signature = inspect.Signature(
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *added)]
    )
    guarded.__signature__ = signature  # type: ignore[attr-defined]
    guarded.__annotations__ = {each.name: each.annotation for each in (*own, *added)}
    return (of or app).command(name)(guarded)


def _settings_options() -> Iterator[inspect.Parameter]:
    types = get_type_hints(Settings)
    for name, about in options().items():
        told = typer.Option(
            help=about.help, min=about.low, max=about.high, rich_help_panel="How it is compared"
        )
        yield _keyword(name, Annotated[types[name], told], getattr(Settings(), name))


def _debug_option() -> inspect.Parameter:
    told = typer.Option("--debug", help="Show where an error came from.")
    return _keyword("debug", Annotated[bool, told], False)


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _complain(message: str, error: Exception | None) -> None:
    if error is not None:
        traceback.print_exception(error, file=sys.stderr)
    typer.echo(f"align: {printable(message)}", err=True)


# -------------------------------------------------------------------- commands

TranscriptPath = Annotated[
    Path, typer.Argument(metavar="TRANSCRIPT", help="The transcript; - reads standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"align {version_of('interpreted-align')}")
        raise typer.Exit


@command
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


@functools.partial(command, name="draft")
def make_draft(
    transcript: TranscriptPath,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the draft here: .txt, or as a report .html, .json or .tsv.",
        ),
    ] = None,
    as_json: AsJson = False,
    *,
    settings: Settings,
) -> None:
    """Translate what is interpreted back into French: a machine draft, not evidence."""
    from align.draft import draft_text

    outputs = tuple(output or ())
    texts = [path for path in outputs if path.suffix.lower() == ".txt"]
    reports = [path for path in outputs if path not in texts]
    check_outputs(reports, inputs=(transcript,))
    check_outputs(texts, inputs=(transcript,), is_known=lambda _: None)
    report = _compared(transcript, None, settings)
    text = draft_text(report.comparison.original)
    _write(report, reports)
    for path in texts:
        path.write_text(text, encoding="utf-8")
    if as_json:
        _print_json(report)
    elif outputs:
        show_report(report, outputs)
    else:
        typer.echo(text, nl=False)


@command
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


@command
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


@functools.partial(command, name="app")
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 7860,
    sessions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file that keeps comparisons and their edits."),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Offer to find the French in this library."),
    ] = None,
    translator: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Translator of drafts: a folder or hub name of Marian or NLLB instead of the one "
            "that is built in.",
        ),
    ] = None,
    auth_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who may see the page: lines of user:password. The variable ALIGN_AUTH may hold "
            "one such line instead; without both there is no login.",
        ),
    ] = None,
) -> None:
    """Open the page in which texts are compared."""
    try:
        page = import_module("align.ui")
    except ModuleNotFoundError as error:
        if error.name != "gradio":
            raise
        raise MissingExtraError("gradio", "app") from error
    logins = page.find_logins(auth_file)
    page.launch(
        host=host,
        port=port,
        sessions=sessions,
        library=library,
        translator=translator,
        logins=logins,
    )


command(cli_batch.batch)
eval_app = typer.Typer(help="Score what already exists.")
app.add_typer(eval_app, name="eval", no_args_is_help=True)
command(cli_batch.corpus, "corpus", eval_app)
command(cli_review.export)
command(cli_review.review)
command(cli_review.sessions)

library_app = typer.Typer(help="Keep French documents, and find originals among them.")
app.add_typer(library_app, name="library", no_args_is_help=True)
for _name, _run in (
    ("add", shelf.add),
    ("list", shelf.list_),
    ("show", shelf.show),
    ("remove", shelf.remove),
    ("search", shelf.search),
    ("check", shelf.check),
):
    command(_run, _name, library_app)


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
    from align.transcripts import parse_transcript, read_transcript

    if is_stdin(path):
        return parse_transcript(sys.stdin.buffer.read(), "standard input", settings=settings)
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
    if found.original is None:
        raise typer.Exit(Code.ABSENT)
    with progress() as on_progress:
        return compare_texts(
            record,
            found.original,
            load_models(settings),
            settings=settings,
            on_progress=on_progress,
        )


def _write(report: Report, paths: Sequence[Path]) -> None:
    from align.report import write_report

    for path in paths:
        write_report(report, path)
