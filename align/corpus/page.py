"""The summary of a scored corpus: lines for a terminal, and a page with a histogram."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from align.corpus.score import BINS, Totals
from align.types import Span

WIDTH, HEIGHT, GAP, FOOT = 760, 220, 2, 24
BAR = 40
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .3rem .6rem; text-align: left;
  vertical-align: top; border-bottom: 1px solid #ccc; } td.number { text-align: right; }
.kept { fill: #1f5f99; } .flagged { fill: #b3261e; } text { fill: currentColor; font-size: 12px; }
.signature { color: #555; font-family: monospace; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; }
  .kept { fill: #8ab8e6; } .flagged { fill: #f2b8b5; } .signature { color: #aaa; } }
"""


def summary_lines(totals: Totals) -> Iterator[str]:
    """What was counted, with a histogram of similarities in text."""
    yield from _count_lines(totals)
    yield "Pairs by similarity, ▒ those that are flagged:"
    yield from _text_histogram(totals)
    yield f"Signature: {totals.signature}"


def _count_lines(totals: Totals) -> Iterator[str]:
    count = max(1, totals.pairs)
    yield f"Pairs: {totals.pairs:,}"
    yield (
        f"Not a translation: {totals.flagged:,} ({totals.flagged / count:.1%}), "
        f"probability below {totals.threshold:g}"
    )
    yield f"Mean similarity: {totals.similarity / count:.3f}"
    yield f"Mean probability: {totals.probability / count:.3f}"
    for category, pairs in sorted(totals.findings.items()):
        yield f"{category}: {pairs:,} of {totals.pairs:,} pairs ({pairs / count:.1%})"


def _text_histogram(totals: Totals) -> Iterator[str]:
    """Ten bars; what is flagged is drawn apart."""
    wide = BINS // 10
    bins = [
        (
            sum(totals.similarities[start : start + wide]),
            sum(totals.flagged_similarities[start : start + wide]),
        )
        for start in range(0, BINS, wide)
    ]
    highest = max(1, *(pairs for pairs, _ in bins))
    for number, (pairs, flagged) in enumerate(bins):
        bad = round(BAR * flagged / highest)
        good = round(BAR * pairs / highest) - bad
        yield f"{number / 10:.1f}–{(number + 1) / 10:.1f} {'▒' * bad}{'█' * good} {pairs:,}"


def histogram(totals: Totals) -> str:
    """The pairs by similarity as SVG, those flagged at the foot of each bar."""
    highest = max(1, *totals.similarities)
    step = WIDTH / BINS
    bars = []
    for number, (pairs, flagged) in enumerate(
        zip(totals.similarities, totals.flagged_similarities, strict=True)
    ):
        low, high = (HEIGHT * each / highest for each in (flagged, pairs))
        told = (
            f"{number / BINS:.2f}–{(number + 1) / BINS:.2f}: {pairs:,} pairs, {flagged:,} flagged"
        )
        bars.append(
            f"<g><title>{told}</title>"
            f'<rect class="kept" x="{number * step:.1f}" y="{HEIGHT - high:.1f}" '
            f'width="{step - GAP:.1f}" height="{high - low:.1f}"/>'
            f'<rect class="flagged" x="{number * step:.1f}" y="{HEIGHT - low:.1f}" '
            f'width="{step - GAP:.1f}" height="{low:.1f}"/></g>'
        )
    marks = "".join(
        f'<text x="{WIDTH * tenth / 10:.0f}" y="{HEIGHT + 16}">{tenth / 10:.1f}</text>'
        for tenth in range(0, 10, 2)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + FOOT}" role="img" '
        f'aria-label="Pairs by similarity, from 0 to 1">{"".join(bars)}{marks}</svg>'
    )


def write_page(totals: Totals) -> bytes:
    """One page that loads nothing and runs nothing."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in _count_lines(totals))
    worst = "".join(
        f'<tr><td class="number">{each.pair.number}</td>'
        f'<td class="number">{each.probability:.3f}</td>'
        f'<td class="number">{each.similarity:.3f}</td>'
        f"<td>{escape(each.pair.source)}</td><td>{escape(each.pair.target)}</td></tr>"
        for each in totals.worst
    )
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\"><title>Corpus scores</title>"
        f"<style>{STYLE}</style></head><body><h1>Corpus scores</h1><ul>{lines}</ul>"
        f"<h2>Pairs by similarity</h2>{histogram(totals)}"
        '<p><svg width="12" height="12"><rect class="flagged" width="12" height="12"/></svg> '
        "flagged: not a translation</p>"
        "<h2>The least likely pairs</h2><table><thead><tr><th>Pair</th><th>Probability</th>"
        "<th>Similarity</th><th>Source</th><th>Target</th></tr></thead>"
        f"<tbody>{worst}</tbody></table>{_examples(totals)}"
        f'<p class="signature">{escape(totals.signature)}</p>'
        "</body></html>\n"
    )
    return page.encode("utf-8")


def _examples(totals: Totals) -> str:
    """The surest findings of each category in pairs that are kept, their words marked."""
    if not totals.examples:
        return ""
    rows = "".join(
        f'<tr><td class="number">{each.pair.number}</td><td>{escape(category)}</td>'
        f"<td>{escape(each.finding.message)}</td>"
        f"<td>{_marked(each.pair.source, each.finding.source)}</td>"
        f"<td>{_marked(each.pair.target, each.finding.target)}</td></tr>"
        for category, examples in sorted(totals.examples.items())
        for each in examples
    )
    return (
        "<h2>What to look at in pairs that are kept</h2><table><thead><tr><th>Pair</th>"
        "<th>Category</th><th>Why</th><th>Source</th><th>Target</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    """A text as HTML, some of its words marked."""
    parts, end = [], 0
    for span in sorted(spans):
        start = max(span.start, end)
        parts.append(f"{escape(text[end:start])}<mark>{escape(text[start : span.end])}</mark>")
        end = max(end, span.end)
    return "".join(parts) + escape(text[end:])
