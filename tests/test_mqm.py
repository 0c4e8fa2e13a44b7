"""Findings as MQM data, read by the rules of the viewer."""

from __future__ import annotations

import json
import re

import pytest
from reviewed_reports import drafted, far, reviewed
from reviewing import ANNA, machine

from align.errors import InputError
from align.report.exchange import DRAFT_WARNING, units
from align.report.mqm import COLUMNS, NO_ERROR, RATER, read_mqm, write_mqm
from align.review import place_of, review
from align.types import Annotate, LinkKind, new_edit


def test_mqm_has_ten_columns_and_is_read_back_as_the_texts_it_marks():
    lines = read_mqm(write_mqm(machine()))
    assert set(lines[0]) == set(COLUMNS)
    plain = {
        (re.sub("</?v>", "", line["source"]), re.sub("</?v>", "", line["target"])) for line in lines
    }
    alignment = machine().comparison.alignment
    flat = {
        (
            " ".join(alignment.source[i].text.replace("\n", " ") for i in link.source),
            " ".join(alignment.target[i].text.replace("\n", " ") for i in link.target),
        )
        for link in alignment.links
    }
    assert plain == flat


def test_mqm_marks_the_words_of_every_finding():
    source = machine().comparison.original.transcript.text
    target = machine().comparison.transcript.text
    lines = read_mqm(write_mqm(machine()))
    for finding in machine().findings:
        own = [
            line
            for line in lines
            if line["docSegId"] == str(finding.link + 1)
            and line["category"] == finding.category
            and line["metadata"]["note"] == finding.message
        ]
        assert own
        for side, text, spans in (
            ("source", source, finding.source),
            ("target", target, finding.target),
        ):
            marked = re.findall("<v>(.*?)</v>", own[0][side])
            if spans and len(spans) == 1 and marked:
                assert marked[0][:10] in " ".join(spans[0].of(text).split())


def test_mqm_token_spans_cover_the_marked_words():
    for line in read_mqm(write_mqm(machine())):
        segment = line["metadata"].get("segment")
        for side in ("source", "target"):
            if segment is None:
                continue
            tokens = segment[f"{side}_tokens"]
            assert "".join(tokens) == re.sub("</?v>", "", line[side])
            spans = line["metadata"].get(f"{side}_spans", [])
            marked = ["".join(tokens[first : last + 1]) for first, last in spans]
            assert marked == re.findall("<v>(.*?)</v>", line[side])


def test_mqm_tells_what_is_clean_from_what_nobody_looked_at():
    lines = {line["docSegId"]: line for line in read_mqm(write_mqm(machine()))}
    for unit in units(machine()):
        line = lines[str(unit.number)]
        if unit.findings:
            continue
        is_held = unit.delivery == "interpreted" and unit.kind is LinkKind.MATCHED
        assert (line["category"], line["rater"]) == ((NO_ERROR, RATER) if is_held else ("", ""))


def test_mqm_leaves_dismissed_findings_out_and_names_who_accepted_others():
    lines = read_mqm(write_mqm(reviewed()))
    notes = [line["metadata"].get("note", "") for line in lines]
    assert not any(far().message in note for note in notes)
    accepted = [line for line in lines if line["rater"] == ANNA]
    assert {line["metadata"].get("prior_rater") for line in accepted} == {RATER, None}
    made = reviewed().review.decisions[0].by.time
    assert accepted[0]["metadata"]["timestamp"] >= made.timestamp() * 1000


def test_mqm_of_a_draft_rates_nothing():
    lines = read_mqm(write_mqm(drafted()))
    assert {line["category"] for line in lines} == {""}
    assert lines[0]["metadata"]["evaluation"]["config"]["warnings"] == [DRAFT_WARNING]


def marot(data: bytes) -> list[dict[str, object]]:
    """The rows as Marot reads them: split at line ends and tabs alone, nothing unquoted.

    It takes system, doc, docSegId, globalSegId, rater, source, target, category, severity and
    metadata by their place; shows a line of fewer than nine cells as an error, and bad JSON as a
    note; and gives each rating the weight of the first of its patterns that matches
    ``severity:category``.
    """
    weights = (
        (r"minor:.*punctuation|trivial:", 0.1),
        (r":.*reinterpretation", 0),
        (r":source", 0),
        (r"non.translation", 25),
        (r"minor:", 1),
        (r"major:", 5),
        (r"critical:", 5),
    )
    rows: list[dict[str, object]] = []
    for line in data.decode().split("\n"):
        if not line.strip() or "system\tdoc\t" in line.lower():
            continue
        cells = line.split("\t")
        assert len(cells) == 10, line
        system, doc, seg, _, rater, source, target, category, severity, metadata = cells
        assert system.strip()
        assert doc.strip()
        told = f"{severity}:{category}"
        weight = next((w for shape, w in weights if re.search(shape, told, re.IGNORECASE)), 0)
        for side in (source, target):  # spans do not nest, and every one that opens closes
            assert re.fullmatch(r"(?:(?!</?v>).)*(?:<v>(?:(?!</?v>).)+</v>(?:(?!</?v>).)*)*", side)
            assert not re.search(r"<(?!/?v>)[a-z/!?]", side, re.IGNORECASE)
        rows.append(
            {
                "segment": int(seg),
                "is_human": bool(rater) and not rater.lower().startswith("automqm"),
                "rater": rater,
                "category": category,
                "severity": severity,
                "weight": weight,
                "metadata": json.loads(metadata),
            }
        )
    return rows


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_mqm_is_read_by_the_rules_of_the_viewer(report):
    rows = marot(write_mqm(report()))
    assert {row["segment"] for row in rows} == {unit.number for unit in units(report())}
    assert {row["severity"] for row in rows} <= {
        "Neutral",
        "Minor",
        "Major",
        "Critical",
        "no-error",
        "",
    }
    shapes = r"no-error||Gap|Accuracy/(?:Omission|Addition|Mistranslation)(?:/\w+)*"
    assert all(re.fullmatch(shapes, row["category"]) for row in rows)
    for row in rows:
        assert isinstance(row["metadata"], dict)
        assert (row["category"] == "") == (row["rater"] == "")


def test_mqm_counts_no_automatic_finding_as_one_of_a_person():
    assert not any(row["is_human"] for row in marot(write_mqm(machine())))
    people = {row["rater"] for row in marot(write_mqm(reviewed())) if row["is_human"]}
    assert people == {ANNA}


def test_mqm_gives_findings_the_weight_of_their_severity_in_the_viewer():
    found = [row for row in marot(write_mqm(machine())) if row["category"] not in {"", "no-error"}]
    expected = [f.severity.weight for f in machine().findings]
    assert sorted(row["weight"] for row in found) == sorted(expected)


def test_mqm_holds_no_tag_that_a_viewer_could_run():
    told = "<img src=x onerror=alert(1)> <v>x</v>"
    made = review(machine(), [new_edit(Annotate(place_of(machine(), 1), told), ANNA)])
    assert b"<img" not in write_mqm(made)
    assert "‹img src=x" in write_mqm(made).decode()


def test_bad_line_of_mqm_data_is_named():
    data = write_mqm(machine()) + b"one\ttwo\n"
    with pytest.raises(InputError, match=r"ratings, line \d+: expected 10 cells, found 2"):
        read_mqm(data)
    with pytest.raises(InputError, match="expected the columns system, doc"):
        read_mqm(b"row\tkind\n")


def test_mqm_data_with_broken_metadata_or_bytes_is_refused():
    head, line, *_ = write_mqm(machine()).split(b"\n")
    cells = line.split(b"\t")
    with pytest.raises(InputError, match="ratings, line 2: expected JSON in metadata"):
        read_mqm(b"\n".join([head, b"\t".join([*cells[:-1], b"{"])]))
    with pytest.raises(InputError, match="ratings: expected UTF-8"):
        read_mqm(head + b"\n\xe9\n")
