"""The whole program: from two texts to a report."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from align.detect import detect
from align.errors import InputError
from align.models.load import load_models
from align.pipeline import Progress, compare, original_from
from align.samples import PRESS_CONFERENCE, gold_links
from align.segment import segment
from align.settings import Settings
from align.transcripts import parse_transcript, read_transcript
from align.types import Delivery, LinkKind

ENGLISH = (
    "MINISTER VARENNE: (Via interpreter) The new line will open in May. It cost (inaudible) "
    "million euros. We thank our partners.\n\n"
    "SECRETARY HALE: Thank you. I will be very brief, because lunch is waiting for all of us "
    "and the soup of this house is not to be missed.\n"
)
FRENCH = (
    "LE MINISTRE - La nouvelle ligne ouvrira en mai. Elle a coûté douze millions d'euros. "
    "Nous remercions nos partenaires, et en particulier les cheminots qui ont travaillé la nuit.\n"
)


def report_of(english, french, **keywords):
    transcript = parse_transcript(english, "talk.en.txt")
    original = original_from(parse_transcript(french, "talk.fr.txt"))
    return compare(transcript, original, load_models(), **keywords)


@pytest.fixture(scope="module")
def sample():
    return compare(
        read_transcript(PRESS_CONFERENCE.transcript),
        original_from(read_transcript(PRESS_CONFERENCE.french)),
        load_models(),
    )


def spoken(sentences):
    """Sentences without what stands in brackets, unless nothing else does."""
    return tuple(re.sub(r"\([^)]*\) ?", "", each).strip() or each for each in sentences)


def matched(report):
    alignment = report.comparison.alignment
    return {
        (
            spoken(alignment.source[i].text for i in link.source),
            spoken(alignment.target[j].text for j in link.target),
        )
        for link in alignment.links
        if link.kind is LinkKind.MATCHED
    }


def test_a_sentence_that_one_side_alone_says_is_told_wherever_it_is_linked(sample):
    told = [each.message for each in sample.findings if each.category == "Accuracy/Addition"]
    assert any("the cook is excellent" in message for message in told)


def test_the_sample_is_linked_as_intended(sample):
    gold = {
        (spoken(link.source), spoken(link.target))
        for link in gold_links()
        if link.source and link.target
    }
    hits = len(gold & matched(sample))
    assert hits / len(gold) >= 0.95, sorted(gold - matched(sample))


def test_french_whose_english_is_lost_at_the_start_stays_alone(sample):
    alignment = sample.comparison.alignment
    first = next(link for link in alignment.links if 0 in link.source)
    assert first.kind is LinkKind.OMITTED


def test_english_spoken_directly_is_linked_to_nothing(sample):
    comparison = sample.comparison
    direct = {
        place
        for place, passage in enumerate(comparison.detection.passages)
        if passage.delivery is Delivery.DIRECT
    }
    linked = {j for link in comparison.alignment.links if link.source for j in link.target}
    wrong = [j for j in linked if comparison.alignment.target[j].passage in direct]
    assert len(wrong) <= 2, [comparison.alignment.target[j].text for j in wrong]


def test_the_sample_belongs_together(sample):
    assert sample.belong_together


def test_a_gap_tells_the_french_of_its_sentence():
    report = report_of(ENGLISH, FRENCH)
    assert any("douze millions" in finding.message for finding in report.findings)


def test_texts_of_two_events_do_not_belong_together():
    other = (
        "Le chat dort sur le fauteuil du salon. La pluie tombe depuis trois jours sur le village. "
        "Ma grand-mère prépare une tarte aux poires. Les enfants dessinent des girafes au crayon. "
        "Le facteur a perdu sa casquette dans le vent.\n"
    )
    assert not report_of(ENGLISH, other).belong_together


def test_the_two_texts_the_wrong_way_round_are_named():
    swapped = r"talk\.fr\.txt: .* should be in French, but this text is in English"
    with pytest.raises(InputError, match=swapped):
        report_of(ENGLISH, ENGLISH)


def test_a_text_of_one_side_only_is_compared_without_fail():
    report = report_of("(Inaudible.)", FRENCH)
    assert not report.belong_together


def test_progress_names_every_stage_and_ends():
    told: list[Progress] = []
    report_of(ENGLISH, FRENCH, on_progress=told.append)
    stages = list(dict.fromkeys(each.stage for each in told))
    assert stages[0] == "Detecting passages and gaps"
    assert "Linking" in stages
    assert told[-1] == Progress("Done", 1, 1)
    assert all(each.done <= each.total for each in told)


def test_the_same_texts_give_the_same_report():
    assert report_of(ENGLISH, FRENCH) == report_of(ENGLISH, FRENCH)


def seed_file():
    data = Path(os.environ.get("ALIGN_DATA", "../shared/data"))
    return data.parent / "seeds" / "press-availability-2021-06-25.txt"


@pytest.mark.skipif(not seed_file().is_file(), reason="no seeds folder beside ALIGN_DATA")
def test_every_sentence_of_the_seed_is_in_one_passage_and_no_gap_splits_one():
    transcript = read_transcript(seed_file())
    detection = detect(transcript)
    segments = segment(transcript, detection, language="en")
    inside = [gap for gap in detection.gaps if gap.kind == "inaudible"]
    assert len(inside) == 14
    for gap in inside:
        assert sum(gap.span in each.span for each in segments) == 1
    for each in segments:
        assert each.span in detection.passages[each.passage].span


def test_a_text_that_comes_split_keeps_its_lines_as_sentences():
    english = (
        "The line opens in May. It was late.\nWe thank our partners\nand the mayor of Clairvent."
    )
    french = "La ligne ouvrira en mai. Elle a tardé.\nNous remercions nos partenaires\net le maire."
    report = report_of(english, french, settings=Settings(own_split=True))
    assert [each.text for each in report.comparison.alignment.target] == english.split("\n")
    assert [each.text for each in report.comparison.alignment.source] == french.split("\n")
    assert "split:lines" in report.signature


def test_the_number_of_threads_changes_no_byte(tmp_path):
    made = []
    for threads in ("1", "2"):
        report = tmp_path / f"{threads}.json"
        files = (PRESS_CONFERENCE.transcript, "--french", PRESS_CONFERENCE.french)
        command = [sys.executable, "-m", "align", "compare", *map(str, files), "-o", str(report)]
        counts = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        subprocess.run(command, check=True, capture_output=True, env=os.environ | counts)
        made.append(report.read_bytes())
    assert made[0] == made[1]
