from __future__ import annotations

import json
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.report import WRITERS, read_report, write_report, writer_for
from align.report.html import render_fragment, render_summary, stylesheet, write_html
from align.report.json import SCHEMA_FILE, read_json, schema, schema_text, write_json
from align.report.tsv import read_tsv, write_tsv
from align.report.view import Filter, Fold, filtered, view
from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Dropped,
    Evidence,
    Finding,
    Gap,
    GapKind,
    Link,
    LinkKind,
    Mark,
    MarkKind,
    Origin,
    Original,
    Passage,
    Report,
    Segment,
    Severity,
    Span,
    Transcript,
    Turn,
)

DIRECT, INTERPRETED, UNCERTAIN = Delivery.DIRECT, Delivery.INTERPRETED, Delivery.UNCERTAIN
MARKS = (
    (re.compile(r"\(inaudible\.?\)", re.I), MarkKind.GAP, GapKind.INAUDIBLE),
    (re.compile(r"\(in progress\)", re.I), MarkKind.GAP, GapKind.START_LOST),
    (re.compile(r"\(laughter\.\)", re.I), MarkKind.NOISE, None),
    (re.compile(r"\(via interpreter\)", re.I), MarkKind.INTERPRETED, None),
    (re.compile(r"\(in english\)", re.I), MarkKind.SPOKEN, None),
)


# ------------------------------------------------------- small reports by hand
# A side is a list of turns: (speaker, marks after the label, [(delivery, [sentence, ...]), ...]).


def side(name, turns, banner=""):
    """A transcript, what was detected in it, and its segments."""
    text = f"{banner}\n\n" if banner else ""
    dropped = (Dropped(Span(0, len(banner)), "banner"),) if banner else ()
    made, passages, segments = [], [], []
    for speaker, marks, parts in turns:
        start = len(text)
        text += f"{speaker}: "
        label = Span(start, len(text))
        text += f"{marks} " if marks else ""
        paragraphs = []
        for delivery, sentences in parts:
            first = len(text)
            for sentence in sentences:
                spoken = sentence
                for pattern, _, _ in MARKS:
                    spoken = pattern.sub("", spoken)
                span = Span(len(text), len(text) + len(sentence))
                at = (len(made), len(paragraphs), len(passages))
                segments.append(Segment(span, sentence, " ".join(spoken.split()), *at))
                text += sentence + " "
            paragraphs.append(Span(first, len(text) - 1))
            evidence = Evidence("by hand", f"said to be {delivery.value}", label)
            passages.append(Passage(len(made), paragraphs[-1], delivery, evidence, "fr"))
            text = text[:-1] + "\n\n"
        made.append(Turn(speaker, label, tuple(paragraphs)))
    turn_of = [(turn.span, index) for index, turn in enumerate(made)]
    found = sorted(
        (
            (Span(*hit.span()), mark, gap)
            for pattern, mark, gap in MARKS
            for hit in pattern.finditer(text)
        ),
        key=lambda each: each[0],
    )
    gaps = tuple(
        Gap(next(index for turn, index in turn_of if span in turn), span, gap, (span,))
        for span, _, gap in found
        if gap
    )
    marks_found = tuple(Mark(span, mark, "by hand") for span, mark, _ in found)
    transcript = Transcript(name, text, tuple(made), dropped)
    return transcript, Detection(tuple(passages), gaps, marks_found), tuple(segments)


def report(french, english, shapes, findings=(), *, origin=Origin.GIVEN, banner="", **facts):
    """A report over two sides; a shape is (French sentences, English sentences, score)."""
    transcript, detection, target = side("talk.txt", english, banner)
    original, original_detection, source = side("discours.txt", french)
    links, at = [], [0, 0]
    for sources, targets, score in shapes:
        links.append(
            Link(tuple(range(at[0], at[0] + sources)), tuple(range(at[1], at[1] + targets)), score)
        )
        at = [at[0] + sources, at[1] + targets]
    return Report(
        Comparison(
            transcript,
            detection,
            Original(original, original_detection, origin),
            Alignment(source, target, tuple(links)),
        ),
        tuple(findings),
        **{"belonging": 0.9, "belong_together": True, "signature": "encoder:none|by:hand"} | facts,
    )


def small(**changes):
    """Two turns: a direct one, and an interpreted one with an omission, a gap and an extra."""
    made = report(
        [("MINISTRE", "", [(DIRECT, ["Bonjour à tous.", "Le pont coûte 240.", "Il sera beau."])])],
        [
            ("HOST", "", [(DIRECT, ["Welcome."])]),
            (
                "MINISTER",
                "(Via interpreter) (In progress)",
                [(INTERPRETED, ["The (inaudible) costs 214.", "It will be fine. (Laughter.)"])],
            ),
            ("HOST", "", [(DIRECT, ["Thank you."])]),
        ],
        [(0, 1, 0.0), (1, 0, 0.0), (1, 1, 0.8), (1, 0, 0.0), (0, 1, 0.0), (0, 1, 0.0)],
    )
    text = made.comparison.transcript.text
    at = text.index("214")
    finding = Finding(
        "number",
        "Accuracy/Mistranslation",
        Severity.MAJOR,
        "The French says 240, the English says 214.",
        link=2,
        target=(Span(at, at + 3),),
    )
    return replace(made, findings=(finding,), **changes)


def page(made):
    return write_html(made).decode()


def with_speech(sentence):
    return report(
        [("MINISTRE", "", [(DIRECT, ["Bonjour."])])],
        [("MINISTER", "", [(INTERPRETED, [sentence])])],
        [(1, 1, 0.5)],
    )


# ------------------------------------------------------------------------ view


def test_rows_stand_in_order_under_the_turn_of_their_english():
    blocks = view(small()).blocks
    assert [
        (each.speaker, [row.number for s in each.stretches for row in s.rows]) for each in blocks
    ] == [
        ("HOST", [1]),
        ("MINISTER", [2, 3, 4, 5]),
        ("HOST", [6]),
    ]


def test_an_omitted_sentence_stands_with_the_turn_that_renders_its_neighbours():
    omitted = [row for row in view(small()).rows if row.kind is LinkKind.OMITTED]
    assert [row.delivery for row in omitted] == [INTERPRETED, INTERPRETED]


def test_a_gap_is_a_piece_of_its_sentence_and_keeps_its_words():
    (row,) = (row for row in view(small()).rows if row.number == 3)
    assert [(each.kind.value, each.text, each.label) for each in row.target[0].pieces] == [
        ("switch", "(Via interpreter)", "interpreted"),
        ("words", " ", ""),
        ("gap", "(In progress)", "start lost"),
        ("words", " ", ""),
        ("words", "The ", ""),
        ("gap", "(inaudible)", "inaudible"),
        ("words", " costs ", ""),
        ("words", "214", ""),
        ("words", ".", ""),
    ]


def test_direct_speech_without_french_is_counted_apart():
    summary = view(small()).summary
    assert (summary.links[LinkKind.ADDED], summary.unanswered) == (3, 1)


def test_interpreted_share_counts_spoken_words_only():
    summary = view(small()).summary
    assert (summary.words, summary.interpreted_share) == (10, 0.7)


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        (set(), [1, 2, 3, 4, 5, 6]),
        ({Filter.INTERPRETED}, [2, 3, 4, 5]),
        ({Filter.GAPS}, [3]),
        ({Filter.UNMATCHED}, [1, 2, 4, 5, 6]),
        ({Filter.FINDINGS}, [3]),
        ({Filter.INTERPRETED, Filter.UNMATCHED}, [2, 4, 5]),
        ({Filter.GAPS, Filter.UNMATCHED}, []),
    ],
)
def test_filters_keep_the_rows_that_pass_all_of_them(only, numbers):
    kept = filtered(view(small()), frozenset(only))
    assert [row.number for row in kept.rows] == numbers


def test_a_long_run_of_direct_speech_is_one_line():
    english = [f"Sentence {number}." for number in range(38)]
    made = report(
        [("M", "", [(DIRECT, ["Bonjour."])])],
        [("HOST", "", [(DIRECT, english)]), ("M", "", [(INTERPRETED, ["Hello."])])],
        [*[(0, 1, 0.0)] * 38, (1, 1, 0.9)],
    )
    (item,) = view(made).blocks[0].stretches[0].items
    assert isinstance(item, Fold)
    assert item.label == "38 sentences of English speech with no French counterpart"
    assert not item.worrying


def test_a_turn_of_marks_alone_is_still_shown():
    made = small()
    comparison = made.comparison
    text = comparison.transcript.text + "Q: (Inaudible.)"
    label = Span(len(text) - 15, len(text) - 12)
    span = Span(len(text) - 12, len(text))
    transcript = replace(
        comparison.transcript,
        text=text,
        turns=(*comparison.transcript.turns, Turn("Q", label, (span,))),
    )
    gap = Gap(3, span, GapKind.INAUDIBLE, (span,))
    detection = replace(comparison.detection, gaps=(*comparison.detection.gaps, gap))
    made = replace(made, comparison=replace(comparison, transcript=transcript, detection=detection))
    assert [piece.text for piece in view(made).blocks[3].leftover] == ["(Inaudible.)"]
    assert "(Inaudible.)" in page(made)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), min_size=1, max_size=12),
    st.lists(st.integers(1, 4), min_size=1, max_size=6),
)
def test_every_row_is_shown_once_and_in_order_whatever_the_links(shapes, turn_lengths):
    source, target = (sum(shape[each] for shape in shapes) for each in (0, 1))
    french = turns_of(source, turn_lengths, "Phrase")
    english = turns_of(target, turn_lengths[::-1], "Sentence")
    if not english:
        return
    made = report(french, english, [(*shape, 0.5) for shape in shapes])
    assert [row.number for row in view(made).rows] == list(range(1, len(shapes) + 1))


def turns_of(count, lengths, word):
    turns, left = [], [f"{word} {number}." for number in range(count)]
    while left:
        length = lengths[len(turns) % len(lengths)]
        delivery = (DIRECT, INTERPRETED, UNCERTAIN)[len(turns) % 3]
        turns.append((f"SPEAKER {len(turns) % 3}", "", [(delivery, left[:length])]))
        left = left[length:]
    return turns


# ------------------------------------------------------------------------ html


def test_speech_is_text_and_never_markup():
    made = page(with_speech("<script>alert(1)</script> & <b onclick='x'>bold</b>"))
    assert "<script" not in made
    assert "onclick=&#39;x&#39;" in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in made


def test_names_messages_and_signature_are_text_too():
    evil = "<img src=x onerror=alert(1)>"
    made = small(signature=evil)
    comparison = made.comparison
    made = replace(
        made,
        comparison=replace(
            comparison, transcript=replace(comparison.transcript, name=evil, title=evil)
        ),
        findings=(replace(made.findings[0], message=evil, check=evil, category=evil),),
    )
    assert "<img" not in page(made)


def test_the_page_loads_nothing_and_runs_nothing():
    made = page(small())
    assert "default-src 'none'" in made
    assert not re.search(r"<(script|link|img|iframe|object|form)\b|\bon\w+=|url\(|@import", made)
    assert set(re.findall(r'href="([^"]{1})', made)) == {"#"}


def test_every_link_inside_the_page_has_its_place():
    made = page(small())
    places = set(re.findall(r'\bid="([^"]+)"', made))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= places


def test_omitted_and_added_rows_say_so_in_words():
    made = page(small())
    assert made.count("No English for this") == 2
    assert made.count("No French for this") == 1


def test_a_passage_is_named_in_words_beside_its_colour():
    assert '<span class="chip interpreted">Interpreted</span>' in page(small())


def test_a_gap_whose_mark_does_not_name_its_kind_is_named():
    assert (
        '<span class="piece gap" title="start lost">(In progress) <small>start lost</small></span>'
        in page(small())
    )
    assert '<span class="piece gap" title="inaudible">(inaudible)</span>' in page(small())


def test_the_words_of_a_finding_are_marked():
    assert '<mark class="major">214</mark>' in page(small())
    assert "The French says 240, the English says 214." in page(small())


def test_each_side_says_its_language():
    made = page(small())
    assert 'class="cell source" lang="fr" dir="auto"' in made
    assert 'class="cell target" lang="en" dir="auto"' in made


def test_texts_that_do_not_belong_together_are_announced():
    warning = "These two texts do not seem to belong together."
    assert warning in page(small(belong_together=False, belonging=0.1))
    assert warning not in page(small())


def test_a_produced_french_text_is_announced_as_a_draft():
    warning = "The French text is a machine draft, not evidence."
    made = small()
    original = replace(made.comparison.original, origin=Origin.PRODUCED)
    drafted = replace(made, comparison=replace(made.comparison, original=original))
    assert warning in page(drafted)
    assert warning not in page(made)


def test_a_warning_speaks_of_links_only_where_there_are_any():
    strangers = report(
        [("M", "", [(DIRECT, ["Bonjour."])])],
        [("M", "", [(INTERPRETED, ["Hello."])])],
        [(1, 0, 0.0), (0, 1, 0.0)],
        belong_together=False,
    )
    assert "Every link below is doubtful" in page(small(belong_together=False))
    assert "Every link below is doubtful" not in page(strangers)
    assert "nothing: the two texts do not seem to belong together" in page(strangers)


def test_the_summary_says_what_is_not_checked():
    assert "who did what to whom are not checked" in page(small())
    assert "<dd>yes, 0.90 of 1</dd>" in page(small())


def test_findings_that_weigh_come_first_and_neutral_ones_are_folded():
    made = small()
    neutral = replace(made.findings[0], severity=Severity.NEUTRAL, category="Gap", link=1)
    told = page(replace(made, findings=(neutral, *made.findings)))
    listed = told[told.index('class="finding-list"') : told.index('id="rows"')]
    assert "<h2>1 finding</h2>" in listed
    assert "<summary><h2>1 neutral finding, to look at only</h2>" in listed
    assert listed.index("Accuracy/Mistranslation") < listed.index("<details>")
    assert listed.index("<details>") < listed.index(">Gap<")
    assert "<details>" not in page(made)[page(made).index('class="finding-list"') :].split("</s")[0]


def test_the_legend_explains_only_what_occurs():
    plain = page(with_speech("Hello."))
    legend = plain[plain.index('class="legend"') : plain.index('class="filters"')]
    assert "Interpreted" in legend
    assert not any(word in legend for word in ("Uncertain", "inaudible", "Laughter", "¶", "mark"))
    whole = page(small())
    legend = whole[whole.index('class="legend"') : whole.index('class="filters"')]
    assert all(word in legend for word in ("Direct", "inaudible", "Laughter", "In English", "mark"))


def test_the_page_says_that_it_is_no_human_score():
    assert "This is not an NTR or NER score" in page(small())


def test_the_page_carries_the_signature_and_no_date():
    made = page(small())
    assert "encoder:none|by:hand" in made
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", made)


def test_dropped_lines_are_reported():
    made = report(
        [("M", "", [(DIRECT, ["Bonjour."])])],
        [("M", "", [(INTERPRETED, ["Hello."])])],
        [(1, 1, 0.9)],
        banner="An official website",
    )
    assert "1 lines left out" not in page(made)
    assert "1 line left out" in page(made)
    assert "An official website" in page(made)


def test_a_fragment_holds_the_rows_that_pass_and_no_page_around_them():
    made = render_fragment(small(), frozenset({Filter.GAPS}))
    assert re.findall(r'id="row-(\d+)"', made) == ["3"]
    assert "<html" not in made
    assert "<style" not in made


def test_a_fragment_without_rows_says_so():
    only = frozenset({Filter.GAPS, Filter.UNMATCHED})
    assert "No row passes these filters." in render_fragment(small(), only)


def test_the_summary_stands_alone():
    assert "French without English" in render_summary(small())


def test_no_style_leaks_out_of_the_report():
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)
    selectors = re.findall(r"(?:^|[{}])\s*([^{}@;]+)\{", rules)
    assert selectors
    assert all(each.strip().startswith((".align-", ".dark .align-report")) for each in selectors)


def test_the_page_has_a_rule_for_every_choice_of_filters():
    boxes = set(re.findall(r'id="(only-\w+)"', page(small())))
    assert boxes == {f"only-{each}" for each in Filter}
    assert all(f"#{box}:checked" in stylesheet() for box in boxes)


def test_two_thousand_rows_take_under_a_second_and_three_megabytes():
    sentence = "The works will cost two hundred and forty, which we will share equally (inaudible)."
    count = 2_000
    made = report(
        turns_of(
            count, [9], f"Une phrase de longueur ordinaire, qui dit quelque chose, et {sentence}"
        ),
        turns_of(count, [11], sentence),
        [(1, 1, 0.7)] * count,
    )
    page(small())
    start = time.perf_counter()
    data = write_html(made)
    assert time.perf_counter() - start < 2.0  # measured under 1 s; a loaded machine may be slower
    assert len(data) < 3_000_000


# ------------------------------------------------------- html, in a real browser


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        yield driver.chromium.launch(executable_path=chromium, args=flags)


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a report at a width; gives the page."""

    def open_at(width):
        write_report(small(), tmp_path / "report.html")
        tab = browser.new_page(viewport={"width": width, "height": 800})
        tab.goto((tmp_path / "report.html").as_uri())
        return tab

    return open_at


def shown(tab):
    """Numbers of the rows that can be seen."""
    return [
        each.inner_text() for each in tab.query_selector_all(".row-number") if each.is_visible()
    ]


@pytest.mark.browser
def test_ticked_boxes_keep_the_rows_that_pass_all_of_them(opened):
    tab = opened(1280)
    assert shown(tab) == ["1", "2", "3", "4", "5", "6"]
    tab.check("text=Interpreted >> input")
    assert shown(tab) == ["2", "3", "4", "5"]
    tab.check("text=Unmatched >> input")
    assert shown(tab) == ["2", "4", "5"]
    tab.check("text=With a gap >> input")
    assert shown(tab) == []
    assert not tab.is_visible(".turn")


@pytest.mark.browser
def test_on_a_phone_french_stands_above_english_and_nothing_is_wider_than_the_screen(opened):
    tab = opened(360)
    french, english = (
        tab.query_selector(f"#row-3 .{side}").bounding_box() for side in ("source", "target")
    )
    assert french["y"] + french["height"] <= english["y"]
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
def test_on_a_desk_french_stands_beside_english(opened):
    tab = opened(1280)
    french, english = (
        tab.query_selector(f"#row-3 .{side}").bounding_box() for side in ("source", "target")
    )
    assert french["x"] + french["width"] <= english["x"]
    assert french["y"] == english["y"]


# ------------------------------------------------------------------------ json

texts = st.text(min_size=1, max_size=30).filter(str.strip)


@settings(deadline=None)
@given(
    st.lists(st.tuples(texts, texts), min_size=1, max_size=5),
    st.floats(0, 1),
    st.sampled_from(Origin),
    st.booleans(),
)
def test_a_report_read_back_is_the_report_written(pairs, score, origin, together):
    made = report(
        [("A", "", [(DIRECT, [french for french, _ in pairs])])],
        [("B", "", [(INTERPRETED, [english for _, english in pairs])])],
        [(1, 1, score)] * len(pairs),
        origin=origin,
        belong_together=together,
        belonging=score,
    )
    assert read_json(write_json(made)) == made


def test_findings_gaps_and_marks_survive_too():
    assert read_json(write_json(small())) == small()


def test_the_committed_schema_is_the_schema_of_the_records():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_what_is_written_obeys_the_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(write_json(small())), schema())


def test_the_schema_refuses_another_version():
    read = json.loads(write_json(small())) | {"schema": "align.report/0"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read, schema())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.json: expected a report in JSON; this is no JSON"),
        (b"\xff\xfe\x00", "x.json: expected a report in JSON; this is no JSON"),
        (b"[" * 100_000, "x.json: expected a report in JSON; this is no JSON"),
        (b"[1]", "x.json: expected a report written by this program"),
        (b'{"schema": "align.report/9"}', "expected the report version 'align.report/2', found"),
        (b'{"schema": "align.report/2"}', "x.json: is not a whole report: at comparison: Field"),
    ],
)
def test_other_json_is_refused_with_what_it_is(data, message):
    with pytest.raises(
        InputError, match="^" + re.escape(message) if message[0] == "x" else re.escape(message)
    ):
        read_json(data, "x.json")


def test_a_report_that_contradicts_itself_is_refused():
    read = json.loads(write_json(small()))
    read["comparison"]["alignment"]["links"].pop()
    with pytest.raises(
        InputError, match="contradicts itself: links must hold every target segment"
    ):
        read_json(json.dumps(read).encode())


# ------------------------------------------------------------------------- tsv


def test_a_table_has_a_line_for_each_link():
    lines = read_tsv(write_tsv(small()))
    assert [
        (line["row"], line["kind"], line["french_ids"], line["english_ids"]) for line in lines
    ] == [
        ("1", "added", "", "1"),
        ("2", "omitted", "1", ""),
        ("3", "matched", "2", "2"),
        ("4", "omitted", "3", ""),
        ("5", "added", "", "3"),
        ("6", "added", "", "4"),
    ]
    assert lines[2] | {"signature": ""} == {
        "row": "3",
        "kind": "matched",
        "score": "0.800",
        "french_ids": "2",
        "english_ids": "2",
        "french": "Le pont coûte 240.",
        "english": "(Via interpreter) (In progress) The (inaudible) costs 214.",
        "speaker": "MINISTER",
        "delivery": "interpreted",
        "findings": "major Accuracy/Mistranslation (number): "
        "The French says 240, the English says 214.",
        "review": "",
        "french_origin": "given",
        "signature": "",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "'", "\t="])
def test_no_cell_starts_a_formula(start):
    data = write_tsv(with_speech(f"{start}HYPERLINK(1)"))
    assert f"\t{start.strip()}HYPERLINK" not in data.decode("utf-8-sig")
    assert read_tsv(data)[0]["english"] == f"{start.strip()}HYPERLINK(1)"


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_a_cell_comes_back_as_it_was_but_for_its_spaces(sentence):
    cell = read_tsv(write_tsv(with_speech(sentence)))[0]["english"]
    assert cell == " ".join(sentence.replace("\0", "").split())


def test_a_table_of_other_columns_is_refused():
    with pytest.raises(InputError, match="expected the columns row, kind"):
        read_tsv(b"a\tb\n1\t2\n")


# ----------------------------------------------------------------------- files


def test_the_suffix_picks_the_format(tmp_path):
    for writer in WRITERS:
        path = tmp_path / f"report{writer.suffix.upper()}"
        write_report(small(), path)
        assert path.read_bytes() == writer.write(small())
    assert len(list(tmp_path.iterdir())) == len(WRITERS)


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(InputError, match=r"as '\.pdf'; choose one of \.html, \.json, \.tsv"):
        writer_for(Path("report.pdf"))


def test_a_report_is_read_back_from_its_file(tmp_path):
    write_report(small(), tmp_path / "report.json")
    assert read_report(tmp_path / "report.json") == small()


def test_a_missing_report_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json: cannot be read: No such file"):
        read_report(tmp_path / "nothing.json")


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_text("before")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(InputError, match="cannot be written: No space"):
        write_report(small(), path)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]
