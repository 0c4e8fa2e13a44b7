"""Makes commands of functions: errors become one line and an exit code, settings become options."""

from __future__ import annotations

import functools
import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Annotated, Any, get_type_hints

import typer

from align.codes import Code
from align.errors import AlignError, MissingExtraError, ModelError, SettingsError
from align.settings import Settings, options
from align.terminal import printable


def code_for(error: AlignError) -> Code:
    """The exit code that tells of ``error``.

    >>> code_for(AlignError("talk.txt is empty")).name
    'INPUT'
    """
    if isinstance(error, SettingsError):
        return Code.USAGE
    return Code.MISSING if isinstance(error, ModelError | MissingExtraError) else Code.INPUT


def command(
    run: Callable[..., Code | None], of: typer.Typer, name: str | None = None
) -> Callable[..., None]:
    """Makes ``run`` a command of ``of``: errors become one line and a code, settings options.

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
    return of.command(name)(guarded)


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
