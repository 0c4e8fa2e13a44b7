"""The machine draft: what is translated, what stays in its place, how it is linked."""

from dataclasses import replace

import pytest

from align.checks.draft import unanswered_names
from align.detect import detect
from align.draft import NOTHING, NOTICE, best_choice, draft_original, plain_sentence, render
from align.errors import AlignError, InputError
from align.models.load import load_models
from align.pipeline import compare
from align.segment import segment, segment_lines
from align.settings import Settings
from align.transcripts import parse_transcript
from align.types import Delivery, GapKind, LinkKind, Origin

TALK = """\
MINISTER VASSEUR: (Via interpreter) We signed on the 24th of June. \
These (inaudible) demand -- (inaudible) -- peace. (Laughter.)

(Inaudible.) Thank you.

SECRETARY HALE: I agree with every word of that, and I thank you for it.

(Via interpreter) Merci to all. [crosstalk 00:01:20] Good.
"""
FRENCH = {
    "We signed on the 24th of June.": (
        "Nous avons signé le 25 juin.",
        "Nous avons signé le 24 juin.",
    ),
    "These <gap> demand - <gap> - peace.": ('Ces <gap> exigent - <gap> - la "paix".',),
    "Thank you.": ("Merci.",),
    "Merci to all. <gap> Good.": ("Merci à tous! <gap> Bien.",),
    "I agree with every word of that, and I thank you for it.": ("Je suis d'accord.",),
}  # fmt: skip


class Phrases:
    """A translator that knows a few sentences and remembers what it was asked."""

    name = "phrases"

    def __init__(self, known=FRENCH):
        self.known, self.asked = known, []

    def translate(self, texts, *, out_of, into, choices, on_done):
        assert (out_of, into) == ("en", "fr")
        self.asked += texts
        for number in range(len(texts)):
            on_done(number + 1, len(texts))
        return [self.known[text][:choices] for text in texts]


def drafted(text=TALK, translator=None, **options):
    transcript = parse_transcript(text, "talk.en.txt")
    on_progress = options.pop("on_progress", lambda _: None)
    settings = Settings(**options)
    detection = detect(transcript)
    draft = draft_original(
        transcript,
        detection,
        translator or Phrases(),
        settings=settings,
        on_progress=on_progress,
    )
    return transcript, draft


def test_only_interpreted_sentences_are_drafted_under_their_speakers():
    _, draft = drafted()
    assert draft.transcript.text == (
        "MINISTER VASSEUR\u00a0: Nous avons signé le 24 juin.\n"
        "Ces (inaudible) exigent – (inaudible) – la «\u00a0paix\u00a0».\n\n"
        "(inaudible)\n"
        "Merci.\n\n"
        "SECRETARY HALE\u00a0: Merci à tous\u202f! (inaudible) Bien."
    )


def test_every_english_sentence_is_drafted_on_request():
    transcript, draft = drafted(draft_all=True)
    assert "Je suis d’accord." in draft.transcript.text
    report = compare(transcript, draft, load_models())
    assert report.comparison.alignment.count(LinkKind.ADDED) == 0
    deliveries = {each.delivery for each in report.comparison.detection.passages}
    assert deliveries == {Delivery.DIRECT, Delivery.INTERPRETED}


def test_a_draft_is_linked_sentence_by_sentence_as_it_was_made():
    transcript, draft = drafted()
    alignment = compare(transcript, draft, load_models()).comparison.alignment
    rows = [
        (
            " ".join(alignment.source[i].text for i in link.source),
            " ".join(alignment.target[j].spoken for j in link.target),
        )
        for link in alignment.links
    ]
    assert rows[0] == ("Nous avons signé le 24 juin.", "We signed on the 24th of June.")
    assert rows[2] == ("(inaudible)", "")
    assert ("", "I agree with every word of that, and I thank you for it.") in rows
    assert all(len(link.target) == 1 and len(link.source) <= 1 for link in alignment.links)
    assert {link.score for link in alignment.links if link.source} == {1.0}


def test_gaps_keep_place_and_kind():
    _, draft = drafted()
    assert [gap.span.of(draft.transcript.text) for gap in draft.detection.gaps] == [
        "(inaudible)"
    ] * 4
    kinds = [gap.kind for gap in draft.detection.gaps]
    assert kinds == [*[GapKind.INAUDIBLE] * 3, GapKind.CROSSTALK]
    lines = segment_lines(draft.transcript, draft.detection)
    assert lines[1].spoken == "Ces exigent – la « paix »."


def test_marks_that_nobody_spoke_are_not_translated():
    transcript = parse_transcript(TALK, "talk.en.txt")
    detection = detect(transcript)
    plain = [plain_sentence(e, detection) for e in segment(transcript, detection, language="en")]
    assert plain[1] == "These <gap> demand - <gap> - peace."


def test_a_number_that_changed_is_taken_from_another_choice():
    english = "We signed on the 24th of June."
    assert render([english], Phrases()) == ["Nous avons signé le 24 juin."]


def test_what_says_most_of_the_english_is_taken_and_else_what_the_model_likes_best():
    sentence = "Peace is fragile and the war threatens our children."
    half, whole = "La paix est fragile.", "La paix est fragile et la guerre menace nos enfants."
    assert best_choice(sentence, (half, whole), Settings()) == whole
    alike = "La paix est fragile, et la guerre menace nos enfants.", whole
    assert best_choice(sentence, alike, Settings()) == alike[0]
    assert best_choice(sentence, (), Settings()) == ""


def test_a_number_that_no_choice_keeps_is_marked_on_both_sides():
    known = FRENCH | {"We signed on the 24th of June.": ("Nous avons signé le 25 juin.",)}
    transcript, draft = drafted(translator=Phrases(known))
    findings = compare(transcript, draft, load_models()).findings
    assert [each.message for each in findings] == [
        "The English says 24th of June; the machine draft has no such number.",
        "The machine draft says 25 juin; the English has no such number.",
    ]
    assert {(each.category, each.severity.value) for each in findings} == {
        ("Draft/Number", "neutral")
    }
    assert findings[0].target[0].of(transcript.text) == "24th of June"
    assert findings[1].source[0].of(draft.transcript.text) == "25 juin"


def test_a_name_that_changed_is_taken_from_another_choice_or_marked():
    english = "I thank Minister Vasseur."
    known = {english: ("Je remercie le ministre Varseau-Dupont.", "Je remercie M. Vasseur.")}
    assert render([english], Phrases(known)) == ["Je remercie M. Vasseur."]
    assert unanswered_names(english, "Je remercie le ministre.") == ["Vasseur"]
    assert unanswered_names("Mr. President, Secretary Blinken’s plan.", "le plan Blinken") == []


def test_nothing_is_said_about_the_interpreter():
    transcript, draft = drafted()
    assert compare(transcript, draft, load_models()).findings == ()


def test_a_gap_that_the_model_loses_is_put_back_between_what_stands_around_it():
    known = {
        "These <gap> demand <gap>.": ("Cette exigence.", "Ces <gap> exigent."),
        "These": ("Ces",),
        "demand": ("exigent",),
    }
    assert render(["These <gap> demand <gap>."], Phrases(known)) == ["Ces <gap> exigent <gap>."]


def test_a_sentence_said_twice_is_translated_once():
    translator = Phrases({"Yes.": ("Oui.",)})
    assert render(["Yes.", "Yes."], translator) == ["Oui.", "Oui."]
    assert translator.asked == ["Yes."]


def test_a_sentence_the_model_says_nothing_for_is_told():
    transcript, draft = drafted(translator=Phrases(FRENCH | {"Thank you.": ("",)}))
    assert NOTHING in draft.transcript.text
    assert compare(transcript, draft, load_models())


def test_a_draft_says_what_it_is():
    _, draft = drafted()
    assert draft.origin is Origin.PRODUCED
    assert draft.transcript.title == NOTICE
    assert draft.made_by == "phrases,best of 6"
    assert {each.evidence.rule for each in draft.detection.passages} == {"machine draft"}


def test_a_transcript_without_interpreted_passages_says_how_to_draft_it_all():
    with pytest.raises(InputError, match=r"talk\.en\.txt: no passage.*--draft-all"):
        drafted("SECRETARY HALE: I agree with you. Thank you.\n")


def test_a_draft_of_another_transcript_is_refused():
    transcript, draft = drafted()
    other = replace(draft, renders=draft.renders[::-1][:-1])
    with pytest.raises(AlignError, match="made from another transcript"):
        compare(transcript, other, load_models())


def test_drafting_can_be_given_up():
    class EnoughError(Exception):
        pass

    def stop(_):
        raise EnoughError

    with pytest.raises(EnoughError):
        drafted(on_progress=stop)


def test_progress_counts_the_sentences():
    told = []
    drafted(on_progress=told.append)
    assert told[-1].done == told[-1].total == 4
    assert told[-1].stage == "Drafting the French"
