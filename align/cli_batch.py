"""``align batch`` and ``align eval corpus``; ``cli.py`` makes commands of these."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from align.codes import Code
from align.settings import Settings
from align.terminal import printable, progress, show_lines, show_tally
from align.workers import EngineName, open_engine

Workers = Annotated[
    int | None,
    typer.Option(help="How many processes work at a time; one for each processor unless told."),
]
ByEngine = Annotated[
    EngineName, typer.Option(help="What runs the workers: this machine, or a Ray cluster.")
]
Address = Annotated[str | None, typer.Option(help="The address of a running Ray cluster.")]


def batch(
    manifest: Annotated[
        str,
        typer.Argument(
            metavar="MANIFEST",
            help="What to compare: a .jsonl, .tsv, .csv or .parquet file, or a dataset (folder or "
            "name).",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder for reports and tables. Given again, it is taken up where it was.",
        ),
    ],
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report",
            metavar="FORMAT",
            help="A report format, as in compare -o; several times; none for tables only.",
        ),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the French is found for rows that name none."),
    ] = None,
    workers: Workers = None,
    engine: ByEngine = EngineName.LOCAL,
    address: Address = None,
    *,
    settings: Settings,
) -> Code:
    """Compare many documents; what is done stays done, whatever happens."""
    from align.batch.manifest import open_manifest
    from align.batch.run import run_batch
    from align.batch.work import Task

    task = Task(settings, report_suffixes(report or ["html"]), library and library.resolve())
    documents = open_manifest(manifest, settings)
    with closing(open_engine(engine, workers, address)) as running, progress() as on_progress:
        tally = run_batch(documents, output, task, running, on_progress=on_progress)
    show_tally(tally)
    return Code.SOME_FAILED if tally.statuses.get("failed") else Code.DONE


def report_suffixes(formats: Sequence[str]) -> tuple[str, ...]:
    """The suffixes of the named report formats; none for "none".

    >>> report_suffixes(["html", "json"]), report_suffixes(["none"])
    (('.html', '.json'), ())
    """
    from align.report import WRITERS

    known = [writer.suffix for writer in WRITERS]
    asked = [f".{each.lower().lstrip('.')}" for each in formats if each != "none"]
    if unknown := [each for each in asked if each not in known]:
        raise typer.BadParameter(
            f"no report can be written as {unknown[0][1:]!r}; choose of "
            f"{', '.join(each[1:] for each in known)}, none"
        )
    return tuple(each for each in known if each in asked)


def corpus(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="CORPUS",
            help="TMX or TSV (.gz, .xz, .bz2 too), a dataset, - for TSV from standard input; or "
            "two files whose lines belong together, the source first.",
        ),
    ],
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            "-k",
            metavar="FILE",
            help="Write the pairs that are translations here, as TSV; given twice, one file for "
            "each side; - for standard output.",
        ),
    ] = None,
    scores: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write every pair with its scores and findings here."),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write a page with a histogram here."),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Pairs less probable than this are not kept."),
    ] = None,
    swapped: Annotated[
        bool, typer.Option("--swapped", help="In a TSV, the target stands first.")
    ] = False,
    words: Annotated[
        bool,
        typer.Option(
            "--words", help="Link words and run every check of fidelity, not numbers alone; slower."
        ),
    ] = False,
    workers: Workers = None,
    engine: ByEngine = EngineName.LOCAL,
    address: Address = None,
    *,
    settings: Settings,
) -> None:
    """Score a sentence-aligned corpus: which pairs are translations of each other?"""
    from align.corpus.page import summary_lines, write_page
    from align.corpus.pairs import read_pairs
    from align.corpus.score import Outputs, overwritten, score_corpus

    if len(names) > 2:
        raise typer.BadParameter("give one corpus, or the two files of a Moses pair")
    outputs = Outputs(tuple(keep or ()), scores)
    if trouble := overwritten(outputs, names):
        raise typer.BadParameter(printable(f"{trouble}: would overwrite a text that is to be read"))
    pairs = read_pairs(names, settings, swapped=swapped)
    with closing(open_engine(engine, workers, address)) as running, progress() as on_progress:
        totals = score_corpus(
            pairs,
            outputs,
            settings,
            running,
            threshold=threshold,
            has_words=words,
            on_progress=on_progress,
        )
    if page:
        from align.report import replace_file

        replace_file(page, write_page(totals))
    show_lines(summary_lines(totals), aside="-" in (*outputs.keep, scores))
