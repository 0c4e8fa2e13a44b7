"""The web page of a report: its words, its safety, and in a real browser."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace

import pytest
from small_reports import DIRECT, INTERPRETED, page, report, small, turns_of, with_speech

from align.report import write_report
from align.report.html import stylesheet, write_html
from align.report.view import Filter
from align.types import (
    Delivery,
    Origin,
    Severity,
)


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
    detection = small().comparison.detection
    direct = tuple(replace(each, delivery=Delivery.DIRECT) for each in detection.passages)
    heard = replace(small().comparison, detection=replace(detection, passages=direct))
    assert "no passage is marked as interpreted" in page(replace(small(), comparison=heard))
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
    start = time.process_time()
    data = write_html(made)
    assert time.process_time() - start < 2.0  # measured under 1 s; a loaded machine may be slower
    assert len(data) < 3_000_000


# ------------------------------------------------------- in a real browser


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
