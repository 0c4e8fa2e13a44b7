"""What goes wrong, in French: every error that can reach the page, found in the source."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path
from string import Formatter

import pytest

import align
from align.errors import (
    AlignError,
    EditError,
    InputError,
    MissingExtraError,
    ModelError,
    SettingsError,
    StaleEditError,
)
from align.review.draft import NAMES
from align.transcripts.decode import BINARY
from align.transcripts.docx import OTHERS
from align.transcripts.json import ADVICE
from align.ui.french import MESSAGES
from align.ui.french.models import MODELS
from align.ui.french.review import REVIEW
from align.ui.french.texts import TEXTS
from align.ui.messages import translated
from align.ui.troubles import SaidError, in_french, in_words
from align.ui.vocabulary import WORDS
from align.ui.words import Language, say, words_of

ROOT = align.__path__[0]
MESSAGE_AT = {
    "AlignError": 0,
    "EditError": 0,
    "ModelError": 0,
    "StaleEditError": 0,
    "InputError": 1,
    "SettingsError": 1,
}
"""Which argument of each kind of error is its message."""
NEVER_ON_THE_PAGE = {
    "batch": "commands for many documents",
    "cli.py": "the command line",
    "cli_batch.py": "the command line",
    "cli_library.py": "the command line",
    "cli_review.py": "the command line",
    "corpus": "commands for parallel corpora",
    "rows.py": "tables, which batches and corpora read",
    "workers.py": "processes of batches and corpora",
    "scores.py": "gold alignments, for scores",
    "library/add.py": "filling a library",
    "library/sources.py": "filling a library",
    "library/prepare.py": "filling a library",
    "library/documents.py": "listing and removing documents",
    "report/mqm.py": "reading an export back",
    "report/storage.py": "reading an export back",
    "report/tsv.py": "reading an export back",
    "ui/serve.py": "starting the page, told in the terminal",
}
"""Where errors are raised that no visitor can cause, and why they cannot."""


def sources():
    for path in sorted(Path(ROOT).rglob("*.py")):
        place = path.relative_to(ROOT)
        if place.parts[0] not in NEVER_ON_THE_PAGE and str(place) not in NEVER_ON_THE_PAGE:
            yield str(place), ast.parse(path.read_text(encoding="utf-8"))


def raised():
    """Place and message of every error that is made in the source."""
    for place, tree in sources():
        for call in ast.walk(tree):
            name = getattr(getattr(call, "func", None), "id", "")
            if isinstance(call, ast.Call) and name in MESSAGE_AT:
                yield f"{place}:{call.lineno}", call.args[MESSAGE_AT[name]]


def names_in(message):
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_every_error_that_can_reach_the_page_has_its_french():
    found = list(raised())
    assert len(found) > 100
    for place, message in found:
        assert isinstance(message, ast.Constant), f"{place}: a message is one literal with names"
        assert message.value in MESSAGES, f"{place}: no French for {message.value!r}"


def test_every_kind_of_model_that_is_read_has_its_french():
    kinds = {
        call.args[0].value
        for _, tree in sources()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "reading"
    }
    assert len(kinds) > 3
    assert kinds <= set(MESSAGES)


def test_french_is_kept_for_errors_that_are_raised_alone():
    known = {message.value for _, message in raised() if isinstance(message, ast.Constant)}
    words = {text for _, *texts in BINARY for text in texts} | {text for _, text in OTHERS}
    words |= {ADVICE, *NAMES.values(), MissingExtraError("x", "y").message}
    # words that come as facts: roles of texts, edges, directions, deliveries, kinds of edits
    alone = {key for key in MESSAGES if key not in known | words}
    assert all(len(key.split()) <= 7 and "{" not in key for key in alone), alone


def test_words_that_stand_in_errors_have_their_french():
    for _, *texts in BINARY:
        assert set(texts) <= set(MESSAGES)
    assert {ADVICE, *NAMES.values(), *(text for _, text in OTHERS)} <= set(MESSAGES)


def test_french_fills_in_the_facts_of_the_english_and_no_others():
    for english, french in MESSAGES.items():
        assert names_in(french) <= names_in(english), english


def test_no_message_stands_in_two_tables():
    assert len(TEXTS) + len(REVIEW) + len(MODELS) == len(MESSAGES)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            InputError("a.txt", "this is {what}, not text. {advice}", what="a PDF", advice="x"),
            "a.txt\u00a0: ceci est un PDF, pas un texte. x",
        ),
        (
            AlignError(
                "this note has {count:,} characters and may have {most:,}; shorten it",
                count=12_345,
                most=4_000,
            ),
            "cette note compte 12\u202f345 caractères, pour 4\u202f000 au plus\u202f; abrégez-la",
        ),
        (
            ModelError(
                "{place}: no {what} here; restore the checkpoints folder",
                place="/a/linker.json",
                what="linker",
            ),
            "/a/linker.json\u00a0: il n’y a pas de modèle de mise en regard ici\u202f; rétablissez "
            "le dossier checkpoints",
        ),
        (
            SettingsError(
                "max_merge", "expected {low:g} to {high:g}, got {value}", low=0.5, high=8, value=9
            ),
            "max-merge\u00a0: la valeur doit aller de 0,5 à 8, et 9 n’y est pas",
        ),
        (
            StaleEditError(
                "this was changed meanwhile ({told}); nothing of it is lost, and your edit is not "
                "entered: look at the new state and make it again",
                (),
                told=(
                    AlignError("{action} by {reviewer}", action="merge", reviewer="Anna"),
                    AlignError("{more:,} more", more=2),
                ),
            ),
            "ceci a changé entre-temps (fusion de lignes par Anna\u202f; et 2 de plus)\u202f; rien "
            "n’en est perdu, et votre modification n’est pas entrée\u00a0: regardez le nouvel "
            "état et refaites-la",
        ),
    ],
)  # fmt: skip
def test_errors_in_french_have_french_numbers_words_and_spaces(error, told):
    assert in_french(error) == told


def test_error_without_french_is_marked_as_english():
    error = AlignError("nobody <b>ever</b> says this")
    assert in_words(error, Language.FRENCH) == (
        '<span lang="en">nobody &lt;b&gt;ever&lt;/b&gt; says this</span>'
    )
    assert in_words(error, Language.ENGLISH) == "nobody &lt;b&gt;ever&lt;/b&gt; says this"


def test_what_was_said_in_french_is_not_said_again():
    said = say("no target", Language.FRENCH)
    assert in_words(SaidError(said), Language.FRENCH) == said


def test_text_of_a_visitor_in_an_error_is_never_markup():
    error = InputError(
        "<i>.txt", "expected a time such as {example}, got {found!r}", example="1", found="<b>"
    )
    assert "<" not in in_words(error, Language.FRENCH)


def test_error_with_facts_reaches_another_process_whole():
    error = InputError("a", "cannot be read: {cause}", cause=ValueError("x"), line=3)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(again) == str(error) == "a, line 3: cannot be read: x"
    assert (again.facts, again.message) == (error.facts, error.message)


def test_no_space_before_a_french_sign_can_break():
    for key, (_, french) in WORDS.items():
        assert not re.search(r" [;:!?%»]|« ", words_of(key, Language.FRENCH)), french


# ------------------------------------------------------------------- messages

SAYING = (
    "checks/*.py",
    "gaps.py",
    "delivery.py",
    "inference.py",
    "settle.py",
    "detect.py",
    "transcripts/mark_rules.py",
    "review/remarks.py",
    "report/view.py",
)
"""Where findings, verdicts on gaps and reasons for passages are put into words."""
FILLED = {
    "_told(segments, 'French')": "3 sentences of the French from “x” on",
    "_told(segments, 'English')": "3 sentences of the English from “x” on",
    "action.what.value": "omission",
    "passage.evidence.reason": "The mark “x” says so.",
    "NAMES[here]": "French",
    "NAMES[there]": "English",
    "sure": "90% sure",
    "here": "French",
    "there": "English",
    "own": "French",
    "count": "2 other turns",
    "counted(len(gaps), 'gap')": "3 gaps",
}
"""What stands in a message in the place of these; elsewhere a quoted word does."""


def sentences_in(path):
    """Every sentence that is written in a module, outside of its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Expr)
        for part in (node.values if isinstance(node, ast.JoinedStr) else [node.value])
    }
    for node in ast.walk(tree):
        told = _filled(node)
        is_sentence = re.match(r"[A-Z“]", told) and told.endswith((".", "says: “x”"))
        if id(node) not in inner and is_sentence and told.count(" ") > 2:
            yield node.lineno, told


def _filled(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(
        part.value if isinstance(part, ast.Constant) else FILLED.get(ast.unparse(part.value), "“x”")
        for part in node.values
    )


def test_every_sentence_of_checks_gaps_and_passages_has_its_french():
    paths = sorted(path for shape in SAYING for path in Path(ROOT).glob(shape))
    found = [(path.name, *each) for path in paths for each in sentences_in(path)]
    assert len(found) > 60
    unknown = [each for each in found if any(lang for _, lang in translated(each[2]))]
    assert unknown == []


def test_quotes_are_french_in_french_and_languages_too():
    assert list(
        translated("Arabic was spoken at '(In Arabic.)', and nothing is printed for it.")
    ) == [("Une autre langue (arabe) a été parlée à '(In Arabic.)', et rien n’en est imprimé.", "")]


def test_a_reviewer_without_a_name_is_named_in_french():
    error = EditError(
        "{action} by {reviewer}: {cause}", action="merge", reviewer="Reviewer k7f2", cause="x"
    )
    assert "Relecteur k7f2" in in_french(error)
    assert "Anna" in in_french(EditError(error.message, **error.facts | {"reviewer": "Anna"}))
