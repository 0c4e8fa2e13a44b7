"""What a gap hid: golden examples a linguist can read, and the instrument that plants gaps."""

from dataclasses import replace

import numpy as np
import pytest

from align import compare, load_models, original_from, read_transcript
from align.checks.gaps import check_gaps
from align.gaps import judge_gaps
from align.models.gap_judge import built_in_gap_judge
from align.models.seam import pack, unpack
from align.samples import PRESS_CONFERENCE
from align.types import Alignment, Gap, GapKind, Link, Origin, Span, Verdict
from eval.gaps import judge
from eval.plant import Pair, as_comparison, condense, plant


@pytest.fixture(scope="module")
def aligner():
    return load_models().word_aligner


def verdicts(aligner, *rows):
    made = as_comparison(rows, aligner)
    text = made.original.transcript.text
    return [
        (each.verdict, " ".join(span.of(text) for span in each.source)) for each in judge_gaps(made)
    ]


def test_names_the_french_words_that_a_gap_hid(aligner):
    made = verdicts(aligner, (
        "Nous devons lutter contre le terrorisme et protéger la liberté de nos citoyens.",
        "We must fight against terrorism and (inaudible) of our citizens.",
    ))  # fmt: skip
    ((verdict, words),) = made
    assert verdict is Verdict.LOST
    assert "protéger la liberté" in words
    assert "terrorisme" not in words


def test_a_gap_that_hid_nothing_is_said_to_have_hidden_nothing(aligner):
    ((verdict, words),) = verdicts(
        aligner, ("cette exigence démocratique", "these democratic (inaudible) demand")
    )
    assert (verdict, words) == (Verdict.NOTHING_LOST, "")


@pytest.mark.parametrize(
    ("french", "english", "lost"),
    [
        ("Nos enfants ne doivent pas partir.", "Our children must (inaudible) leave.", "ne pas"),
        ("Nous ne signerons jamais ce traité.", "We will (inaudible) sign it.", "ne jamais"),
    ],
)
def test_a_denial_that_no_english_word_makes_was_lost(aligner, french, english, lost):
    assert verdicts(aligner, (french, english)) == [(Verdict.LOST, lost)]


def test_a_denial_that_the_english_makes_was_not_lost(aligner):
    ((_, words),) = verdicts(
        aligner, ("Nos enfants ne doivent pas partir.", "Our children must not (inaudible) leave.")
    )
    assert "pas" not in words


def test_two_gaps_of_a_sentence_are_told_apart_by_their_place(aligner):
    made = verdicts(aligner, (
        "Le gouvernement présentera un budget ambitieux et le parlement votera la réforme des "
        "retraites.",
        "The government will present (inaudible) and the parliament will vote on (inaudible).",
    ))  # fmt: skip
    assert [verdict for verdict, _ in made] == [Verdict.LOST, Verdict.LOST]
    assert "budget" in made[0][1]
    assert "retraites" in made[1][1]
    assert "budget" not in made[1][1]


def test_a_gap_without_french_cannot_be_told(aligner):
    made = as_comparison([("Bonjour.", "We (inaudible) agree.")], aligner)
    added = (Link((0,), ()), Link((), (0,)))
    made = replace(made, alignment=Alignment(made.alignment.source, made.alignment.target, added))
    made = replace(made, words=((), ()))
    (verdict,) = judge_gaps(made)
    assert verdict.verdict is Verdict.CANNOT_TELL
    assert "No French" in verdict.reason


def test_a_whole_utterance_that_was_not_heard_is_lost_with_its_french(aligner):
    ((verdict, words),) = verdicts(aligner, ("Quand partez-vous ?", "(inaudible)"))
    assert verdict is Verdict.LOST
    assert words == "Quand partez-vous"


def test_a_lost_start_brings_back_the_sentences_before_the_first_that_is_rendered(aligner):
    rows = [
        ("Je suis heureux d'être ici.", "x"),
        ("La paix est fragile.", "(inaudible) Peace is fragile."),
    ]
    made = as_comparison(rows, aligner)
    target = (made.alignment.target[1],)
    links = (Link((0,), ()), Link((1,), (0,), 0.9))
    (gap,) = made.detection.gaps
    start_lost = Gap(gap.turn, gap.span, GapKind.START_LOST, gap.marks)
    made = replace(
        made,
        detection=replace(made.detection, gaps=(start_lost,)),
        alignment=Alignment(made.alignment.source, target, links),
    )
    (verdict,) = judge_gaps(made)
    assert verdict.verdict is Verdict.LOST
    text = made.original.transcript.text
    assert [span.of(text) for span in verdict.source] == ["Je suis heureux d'être ici"]


def test_the_finding_of_a_gap_tells_what_the_gap_hid(aligner):
    made = as_comparison([("Quand partez-vous ?", "(inaudible)")], aligner)
    (finding,) = check_gaps(made, judge_gaps(made))
    assert "Lost: “Quand partez-vous” (70% sure)." in finding.message
    assert [span.of("Quand partez-vous ?") for span in finding.source] == ["Quand partez-vous"]


def test_gaps_are_judged_once_for_the_verdicts_and_the_findings_of_a_report(monkeypatch):
    judged = []
    monkeypatch.setattr("align.pipeline.judge_gaps", lambda made: judged.append(made) or ())
    report = compare(
        read_transcript(PRESS_CONFERENCE.transcript),
        original_from(read_transcript(PRESS_CONFERENCE.french)),
        load_models(),
    )
    assert len(judged) == 1
    told = [each.message for each in report.findings if each.check == "gaps"]
    assert told
    assert not any("sure)" in message for message in told)


def test_a_draft_explains_no_gap(aligner):
    made = as_comparison([("La paix.", "Peace (inaudible).")], aligner)
    draft = replace(made.original, origin=Origin.PRODUCED)
    assert judge_gaps(replace(made, original=draft)) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("we must fight against the", "of our citizens ."),
        ("he has been living in", "for ten years ."),
        ("the minister said that he would", "the treaty next week ."),
    ],
)
def test_a_seam_where_words_are_missing_is_told_from_one_that_is_whole(before, after):
    seam = built_in_gap_judge().seam
    words = before.split() + after.split()
    whole = [(words[:n], words[n:]) for n in range(2, len(before.split()) - 1)]
    (missing,) = seam.odds([(before.split(), after.split())])
    assert missing > 0
    assert missing > np.mean(seam.odds(whole)) + 1


def test_hesitations_are_no_words_beside_a_seam():
    seam = built_in_gap_judge().seam
    plain, hesitant = seam.odds([
        (["we", "want"], ["peace", "now"]), (["we", "ehm", "want"], ["uh", "peace", "now"])
    ])  # fmt: skip
    assert plain == hesitant


def test_a_model_of_seams_is_read_back_as_it_was_written():
    seam = built_in_gap_judge().seam
    again = unpack(pack(seam))
    assert again.words == seam.words
    assert np.abs(again.table - seam.table).max() < 1e-5


def test_verdicts_need_no_english_seam(aligner):
    rows = [("We must protect the freedom of our citizens and fight against terrorism.",
             "Nous devons (inaudible) et lutter contre le terrorisme.")]  # fmt: skip
    (verdict,) = judge_gaps(as_comparison(rows, aligner))
    assert verdict.verdict is Verdict.LOST


def test_interpreters_who_condense_leave_a_text_with_fewer_words():
    from random import Random

    pair = Pair("test", "x", "We want peace and security for all of our neighbours today.")
    for seed in range(20):
        made = condense(pair, Random(seed)).english  # noqa: S311
        assert len(made.split()) < len(pair.english.split())
        assert "  " not in made


def test_planting_removes_words_and_remembers_their_french():
    from random import Random

    pair = Pair("test", "La paix est fragile.", "Peace is fragile.")
    links = [(Span(3, 7), Span(0, 5)), (Span(8, 11), Span(6, 8)), (Span(12, 19), Span(9, 16))]
    for seed in range(30):
        english, gaps = plant(pair, 0, links, Random(seed))  # noqa: S311
        assert english.count("(inaudible)") == len(gaps) >= 1
        for gap in gaps:
            assert english[gap.start :].startswith("(inaudible)")
            assert len(gap.lost) == gap.removed
        kept = [word for word in ("Peace", "is", "fragile") if word in english]
        assert len(kept) == 3 - sum(gap.removed for gap in gaps)


def test_every_planted_gap_is_judged_once(aligner):
    pairs = [
        Pair("test", "Nous voulons la paix et la sécurité.", "We want peace and security."),
        Pair("test", "Le ministre a signé un accord.", "The minister signed an agreement."),
    ]
    judged = list(judge(pairs * 6, aligner))
    assert judged
    for each in judged:
        assert 0 <= each.confidence <= 1
        assert each.planted.removed == 0 or each.planted.lost
