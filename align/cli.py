"""The command line: what commands there are. What they do is in the modules beside this one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from align import cli_batch, cli_compare, cli_review
from align import cli_library as shelf
from align.cli_command import command
from align.codes import MEANINGS, Code
from align.errors import MissingExtraError

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


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"align {version_of('interpreted-align')}")
        raise typer.Exit


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


command(cli_compare.compare, app)
command(cli_compare.make_draft, app, "draft")
command(cli_compare.detect, app)
command(cli_compare.demo, app)
command(serve, app, "app")
command(cli_batch.batch, app)
eval_app = typer.Typer(help="Score what already exists.")
app.add_typer(eval_app, name="eval", no_args_is_help=True)
command(cli_batch.corpus, eval_app, "corpus")
command(cli_review.export, app)
command(cli_review.review, app)
command(cli_review.sessions, app)

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
    command(_run, library_app, _name)
