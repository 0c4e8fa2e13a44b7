"""What the command line shows: tables, a bar, nothing that could steer a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from align.batch.run import Tally
    from align.library.add import Outcome
    from align.library.index import State
    from align.library.records import Document, Found
    from align.library.search import Mention
    from align.progress import Progress
    from align.report.summary import Summary
    from align.types import Detection, Passage, Report, Transcript

#: A passage below this confidence is shown with its full reason.
UNSURE = 0.9


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error while it is a terminal; otherwise nothing is shown."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    with Bars(console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(now: Progress) -> None:
            if now.stage not in tasks:
                tasks[now.stage] = bars.add_task(now.stage, total=now.total)
            bars.update(tasks[now.stage], completed=now.done, total=now.total)

        yield show


def printable(text: str) -> str:
    r"""``text`` without what could steer a terminal, on one line.

    >>> printable("a\x1b[31mb")
    'a [31mb'
    """
    return "".join(each if each.isprintable() else " " for each in text)


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _table(*columns: tuple[str, int | None]) -> Table:
    """A table of one-line rows as wide as the terminal; the column without a width gets the rest.

    >>> len(_table(("Turn", 4), ("Where", None)).columns)
    2
    """
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for name, width in columns:
        table.add_column(
            name,
            max_width=width,
            ratio=1 if width is None else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table


def _counts(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def show_report(report: Report, paths: Sequence[Path]) -> None:
    """Prints the summary of a report, and where its files are."""
    from rich.table import Table
    from rich.text import Text

    from align.report.summary import summarise

    console = _console()
    if not report.belong_together:
        console.print(
            Text(f"These two texts do not seem to belong together ({report.belonging:.2f} of 1).")
        )
    table = Table.grid(padding=(0, 2))
    for name, value in _summary_lines(report, summarise(report)):
        table.add_row(name, Text(printable(value)))
    console.print(table)
    for path in paths:
        console.print(Text(f"Report: {printable(str(path))}"), soft_wrap=True)
    if not paths:
        console.print("Add -o report.html to read the texts side by side.")


def show_tally(tally: Tally) -> None:
    """Prints how a batch ended, and where its tables are."""
    from rich.text import Text

    from align.report.summary import some

    console = _console()
    console.print(f"{some(sum(tally.statuses.values()), 'document')}: {_counts(tally.statuses)}")
    if tally.kept:
        console.print(f"{some(tally.kept, 'document')} had been done before.")
    for path in tally.files:
        console.print(Text(f"Table: {printable(str(path))}"), soft_wrap=True)


def show_lines(lines: Iterable[str], *, aside: bool = False) -> None:
    """Prints lines as they are; on standard error where standard output holds the result."""
    from rich.text import Text

    console = _console(stderr=aside)
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


def _summary_lines(report: Report, summary: Summary) -> Iterator[tuple[str, str]]:
    from align.report.summary import (
        ORIGINS,
        belonging_in_words,
        checked,
        rows_in_words,
        some,
    )

    comparison = report.comparison
    origin, together = comparison.original.origin, report.belong_together
    yield "English", comparison.transcript.name
    yield "French", f"{comparison.original.transcript.name} ({ORIGINS[origin]})"
    yield "Event", f"{some(summary.turns, 'turn')}, {some(len(summary.speakers), 'speaker')}"
    yield "Interpreted", f"{summary.interpreted_share:.0%} of {summary.words} words"
    yield "Passages", _counts(summary.passages)
    yield "Gaps", _counts(summary.gaps)
    yield "Rows", rows_in_words(summary)
    yield (
        "Findings",
        _counts(
            {
                f"{severity} {category}": count
                for (category, severity), count in summary.findings.items()
            }
        ),
    )
    yield (
        "Checked",
        checked(origin, belong_together=together, is_checked=summary.is_checked),
    )
    yield (
        "Belong together",
        belonging_in_words(report.belonging, belong_together=together, origin=origin),
    )
    yield "Signature", report.signature


def show_detection(transcript: Transcript, detection: Detection) -> None:
    """Prints who speaks when, what is interpreted and why, and where words are lost."""
    from rich.text import Text

    from align.report.summary import some

    console = _console()
    console.print(Text(printable(transcript.title or transcript.name)), style="bold")
    counts = {
        "turn": transcript.turns,
        "speaker": transcript.speakers,
        "passage": detection.passages,
        "gap": detection.gaps,
        "dropped line": transcript.dropped,
    }
    console.print(", ".join(some(len(each), noun) for noun, each in counts.items()))
    passages = _table(("Turn", 4), ("Speaker", 20), ("Delivery", 15), ("Why", 17), ("Begins", None))
    for passage in detection.passages:
        marked = passage.evidence.span
        passages.add_row(
            str(passage.turn + 1),
            Text(printable(transcript.turns[passage.turn].speaker)),
            f"{passage.delivery.value} {passage.language or ''}",
            Text(_flat(marked.of(transcript.text)) if marked else passage.evidence.rule),
            Text(_beginning(passage, transcript.text)),
        )
    console.print(passages)
    for passage in detection.passages:
        if passage.confidence < UNSURE:
            doubt = f"Turn {passage.turn + 1} ({passage.confidence:.2f}): {passage.evidence.reason}"
            console.print(Text(printable(doubt)))
    gaps = _table(("Turn", 4), ("Gap", 15), ("Where", None))
    for gap in detection.gaps:
        turn = transcript.turns[gap.turn].span
        before = transcript.text[max(gap.span.start - 18, turn.start) : gap.span.start]
        after = transcript.text[gap.span.end : min(gap.span.end + 40, turn.end)]
        lost = _flat(gap.span.of(transcript.text))
        here = Text.assemble(_flat(before), (lost, "bold"), _flat(after))
        gaps.add_row(str(gap.turn + 1), gap.kind.value, here)
    if detection.gaps:
        console.print(gaps)


def _beginning(passage: Passage, text: str) -> str:
    """The first words of a passage, without the mark that begins it."""
    mark = passage.evidence.span
    start = mark.end if mark and mark.start == passage.span.start else passage.span.start
    return " ".join(_flat(text[start : passage.span.end]).split())


def _flat(text: str) -> str:
    return printable(text.replace("\n", " "))


# --------------------------------------------------------------------- library


def print_json(value: Any) -> None:
    """Prints a value as JSON."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))  # noqa: T201


def show_documents(documents: Sequence[Document], heading: str) -> None:
    """Prints one line a document."""
    from rich.text import Text

    console = _console()
    table = _table(("Id", 12), ("Date", 10), ("Speakers", 24), ("Sentences", 9), ("Title", None))
    for each in documents:
        about = each.about
        told = (", ".join(about.speakers), str(each.sentences), each.label)
        table.add_row(each.id, about.date, *(Text(printable(one)) for one in told))
    count = f"{len(documents):,} document{'' if len(documents) == 1 else 's'}"
    console.print(Text(f"{printable(heading)}: {count}"), style="bold")
    if documents:
        console.print(table)


def show_document(document: Document, text: str) -> None:
    """Prints what is known of a document, and its text."""
    from rich.text import Text

    console, about = _console(), document.about
    told = {
        "Id": document.id,
        "Name": document.name,
        "Title": about.title,
        "Date": about.date,
        "Speakers": ", ".join(about.speakers),
        "Address": about.address,
        "Language": about.language,
        "Sentences": str(document.sentences),
        "Added": document.added,
    }
    for name, value in told.items():
        if value:
            console.print(Text(f"{name:10} {printable(value)}"), soft_wrap=True)
    console.print()
    for line in text.split("\n"):
        console.print(Text(printable(line)), soft_wrap=True)


def show_outcomes(outcomes: Iterable[Outcome], *, quiet: bool) -> tuple[Outcome, ...]:
    """Prints what is not added as it is found, and how many were; gives them all back."""
    from rich.text import Text

    console, all_of_them, sentences = _console(stderr=True), [], 0
    with console.status("Adding …") as status:
        for each in outcomes:
            all_of_them.append(each)
            sentences += each.sentences
            status.update(f"Adding … {len(all_of_them):,} documents, {sentences:,} sentences")
            if each.reason:
                console.print(Text(f"align: {printable(each.reason)}"), soft_wrap=True)
    counts: dict[str, int] = {}
    for each in all_of_them:
        counts[each.kind.value] = counts.get(each.kind.value, 0) + 1
    if not quiet:
        _console().print(f"Documents: {_counts(counts)}")
    return tuple(all_of_them)


def show_mentions(mentions: Sequence[Mention]) -> None:
    """Prints sentences, each with its document."""
    from rich.text import Text

    console = _console()
    for each in mentions:
        console.print(Text(f"{each.document.id} {printable(each.document.label)}"), style="bold")
        console.print(Text(f"  {printable(each.text)}"))
    if not mentions:
        console.print("No sentence holds these words.")


def show_found(found: Found, *, narrowed: bool = False) -> None:
    """Prints the answer of a library: the original or that it is not there, and what came near.

    Args:
        found: The answer.
        narrowed: Only some of the documents were asked.
    """
    from rich.text import Text

    console = _console()
    if found.original is None:
        where = "among the documents of that time or speaker" if narrowed else "in this library"
        console.print(Text(f"The original is not {where} ({found.library})."))
    elif found.best:
        best = found.best
        told = f"{best.document.label} ({best.document.id}, probability {best.score:.2f})"
        console.print(Text(f"Original: {printable(told)}"), soft_wrap=True)
    rest = found.candidates[1 if found.original else 0 :]
    if rest:
        table = _table(("Id", 12), ("Probability", 11), ("Why", 36), ("Document", None))
        for each in rest:
            label = Text(printable(each.document.label))
            table.add_row(each.document.id, f"{each.score:.2f}", each.relation.value, label)
        console.print(table)


def show_state(state: State, encoder: str) -> None:
    """Prints whether a library is whole."""
    from align.report.summary import some

    console = _console()
    documents, sentences = some(state.documents, "document"), some(state.sentences, "sentence")
    console.print(f"{documents}, {sentences}, encoder {encoder}")
    console.print(f"Version {state.version}; {some(state.loose, 'sentence')} outside of the index")
    if state.orphans:
        console.print(
            f"Left behind by a writer that was stopped: {some(state.orphans, 'sentence')}. Nobody "
            "sees them, and --mend takes them away."
        )
    if state.incomplete:
        console.print(
            f"Not whole: {some(len(state.incomplete), 'document')}. Remove and add them again."
        )
    if state.is_sound:
        console.print("Nothing is missing and nothing is left over.")
