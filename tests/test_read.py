"""Reading: every format gives the same kind of transcript, and loses nothing that was spoken."""

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.transcripts import (
    READERS,
    dump_transcript,
    parse_transcript,
    read_transcript,
    write_transcript,
)
from align.transcripts.decode import clean, decode, repair

PLAIN = "MINISTER ROUX: Good morning.\n\nWe met in Évreux – “twice”.\n\nQUESTION: Why?\n"


def spoken(transcript):
    """The paragraphs as read, one string each."""
    return [part.of(transcript.text) for turn in transcript.turns for part in turn.paragraphs]


def dropped(transcript):
    return [(each.rule, each.span.of(transcript.text)) for each in transcript.dropped]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_reads_the_same_text_in_any_encoding(encoding):
    transcript = parse_transcript(PLAIN.encode(encoding), "a.txt")
    assert transcript.text == PLAIN
    assert spoken(transcript) == ["Good morning.", "We met in Évreux – “twice”.", "Why?"]


def test_says_how_the_bytes_were_decoded():
    assert parse_transcript("Été".encode("cp1252"), "a.txt").encoding == "cp1252"
    assert parse_transcript("Été".encode(), "a.txt").encoding == "utf-8"
    assert parse_transcript("Été").encoding == ""


def test_reads_a_page_in_the_encoding_it_declares():
    page = '<html><head><meta charset="windows-1251"></head><p>Добрый день.</p></html>'
    assert parse_transcript(page.encode("cp1251"), "a.html").text == "Добрый день."


def test_reads_utf8_with_a_few_bytes_of_windows_in_it():
    data = "Déjà près de l’été. ".encode() + b"L\x92accord."
    assert decode(data, "a.txt").text == "Déjà près de l’été. L’accord."


def test_accents_of_their_own_are_read_like_any_others():
    asked = "QUESTION - Où étiez-vous donc ?\n\nLE SECRÉTAIRE D'ÉTAT - L’été fut long.\n\n"
    text = asked * 3
    transcript = parse_transcript(unicodedata.normalize("NFD", text), "a.txt")
    assert transcript.text == text
    assert transcript.speakers == ("QUESTION", "LE SECRÉTAIRE D'ÉTAT")


def test_repairs_mojibake_and_says_so():
    transcript = parse_transcript("L’Ã©tÃ© Ã\xa0 NoÃ«l, câ€™est fini.")
    assert transcript.text == "L’été à Noël, c’est fini."
    assert transcript.repaired


@pytest.mark.parametrize("text", ["“Quoted” ‘so’", "ﬁn de l’année", "ＦＵＬＬ", "a…b", "&amp;"])
def test_leaves_everything_else_as_it_is(text):
    transcript = parse_transcript(text)
    assert transcript.text == text
    assert not transcript.repaired


def test_restores_a_lost_apostrophe_but_invents_no_accent():
    assert repair("don�t, l�accord, qu�il – yes � no") == ("don’t, l’accord, qu’il – yes � no")
    assert repair("pr�sident, d�j�, apr�s, l�été") == "pr�sident, d�j�, apr�s, l’été"


def test_line_ends_become_line_feeds():
    assert parse_transcript("one\r\n\r\ntwo\rthree\u2028four").text == "one\n\ntwo\nthree\nfour"


def test_removes_control_and_direction_characters():
    assert parse_transcript("Mer\x00ci \u202ebeaucoup\u202c \x1b[31mà\x1b[0m tous").text == (
        "Merci beaucoup à tous"
    )


@given(st.text())
def test_cleaning_is_done_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, categories="LNPZ"), min_size=1))
@settings(deadline=None)
def test_whatever_is_utf8_is_read_as_utf8(text):
    assert decode(text.encode(), "a.txt").encoding == "utf-8"


# ------------------------------------------------------------ plain, Markdown


def test_markdown_signs_are_not_spoken():
    text = "# A visit\n\n**MINISTER ROUX:** We *really* agree.\n\n> Yes, [indeed](https://example.org).\n"
    transcript = parse_transcript(text, "a.md")
    assert transcript.title == "A visit"
    assert "MINISTER ROUX: We really agree." in transcript.text
    assert "Yes, indeed." in transcript.text


def test_content_decides_before_the_suffix():
    assert parse_transcript("<html><p>Bonjour.</p></html>", "a.txt").text == "Bonjour."
    assert parse_transcript("WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour.\n", "a.txt").cues


def test_every_suffix_has_one_reader():
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_times_in_labels_become_cues():
    transcript = parse_transcript("Speaker 1: (00:05)\nHello.\n\nSpeaker 2: (01:10)\nHello too.")
    assert [(cue.start, cue.end) for cue in transcript.cues] == [(5.0, 70.0), (70.0, None)]


# ------------------------------------------------------------------ web pages

GOVERNMENT_PAGE = """<!DOCTYPE html>
<html><head><title>Joint Statements</title><script>alert("no")</script></head>
<body class="has-sidebar">
<div class="site-banner">An official website of a government</div>
<header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main><article>
  <h1>Joint Statements in Lisbon</h1>
  <div class="share-buttons"><a>Post</a> <button>Share</button></div>
  <p><b>MODERATOR:</b>&nbsp;Good morning.</p>
  <p>MINISTER ROUX:&nbsp; (Via interpreter) Thank you &amp; l&rsquo;accord caf&eacute;.</p>
  <p>QUESTION: (Inaudible.)</p><p>MINISTER ROUX: Yes.</p>
  <p>QUESTION: (Inaudible.)</p><p>MINISTER ROUX: Yes.</p>
  <table><tr><td>In a cell.</td><td>And the next.</td></tr></table>
  <blockquote>Quoted by the minister.</blockquote><ul><li>One item.</li></ul>
  <div class="related-articles"><p>Another Story About Fish</p></div>
</article></main>
<footer>Privacy</footer><script>document.write("no")</script><noscript>Enable it</noscript>
</body></html>"""


def test_everything_spoken_on_a_page_is_kept_in_order():
    assert spoken(parse_transcript(GOVERNMENT_PAGE, "a.html"))[-10:] == [
        "Good morning.",
        "(Via interpreter) Thank you & l’accord café.",
        "(Inaudible.)",
        "Yes.",
        "(Inaudible.)",
        "Yes.",
        "In a cell.",
        "And the next.",
        "Quoted by the minister.",
        "One item.",
    ]


def test_what_stands_around_the_speech_is_reported_as_dropped():
    transcript = parse_transcript(GOVERNMENT_PAGE, "a.html")
    assert ("page header", "An official website of a government\n\nHome") in dropped(transcript)
    assert ("page aside", "Another Story About Fish") in dropped(transcript)
    assert ("page footer", "Privacy") in dropped(transcript)
    assert transcript.title == "Joint Statements"


def test_no_script_survives():
    text = parse_transcript(GOVERNMENT_PAGE, "a.html").text
    assert "alert" not in text
    assert "document.write" not in text
    assert "Enable it" not in text


def test_a_page_whose_only_content_is_in_a_strange_place_is_kept():
    page = "<body><footer><p>MINISTER ROUX: All that was said stands here.</p></footer></body>"
    assert spoken(parse_transcript(page, "a.html")) == ["All that was said stands here."]


def test_what_stands_after_the_end_of_a_page_is_kept():
    page = "<html><body><p>QUESTION: Why?</p></body></html><p>MINISTER ROUX: Because.</p>"
    assert spoken(parse_transcript(page, "a.html")) == ["Why?", "Because."]


def test_line_breaks_end_paragraphs_only_after_sentences():
    page = "<p>LE MINISTRE : Bonjour.<br>Nous avons<br/>parlé.<br><br>Merci</p>"
    text = parse_transcript(page, "a.html").text
    assert text == "LE MINISTRE : Bonjour.\n\nNous avons\nparlé.\n\nMerci"


def test_reads_a_transcript_page_with_bold_speakers_and_times():
    page = '<div><p><b>Ana Lima</b>: (<a href="#">00:12</a>)<br>Thanks, everyone.</p></div>'
    transcript = parse_transcript(page, "a.html")
    assert transcript.text == "Ana Lima: (00:12)\nThanks, everyone."
    assert transcript.cues[0].start == 12.0


TAGS = ["p", "div", "b", "td", "li", "main", "article", "blockquote", "span", "h2", "section"]


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.booleans()), min_size=1, max_size=30))
@settings(deadline=None)
def test_every_word_a_page_shows_is_in_the_text(tags):
    words = [f"word{number}" for number in range(len(tags))]
    page = "<html><body>" + " ".join(
        f"<{tag}>{word}{f'</{tag}>' if closed else ''}"
        for (tag, closed), word in zip(tags, words, strict=True)
    )
    assert parse_transcript(page, "a.html").text.split() == words


def test_entities_bring_no_direction_characters_in():
    assert parse_transcript("<p>a&#8238;b&#x202c;c</p>", "a.html").text == "abc"


# ------------------------------------------------------------------------ Word


def word(build):
    document = Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_reads_paragraphs_line_breaks_and_tables_of_a_word_document():
    def build(document):
        document.core_properties.title = "Notes"
        document.add_paragraph("MINISTER ROUX: Good morning.\nWe begin.")
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "QUESTION:"
        table.cell(0, 1).text = "When?"
        document.add_paragraph("The end.")

    transcript = parse_transcript(word(build), "a.docx")
    assert transcript.text == (
        "MINISTER ROUX: Good morning.\nWe begin.\n\nQUESTION: When?\n\nThe end."
    )
    assert transcript.title == "Notes"


def test_tracked_insertions_are_read_and_deletions_are_not():
    data = word(lambda document: document.add_paragraph("KEPT"))
    xml = (
        "<w:ins w:id='1' w:author='a'><w:r><w:t> and added</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText> and gone</w:delText></w:r></w:del></w:p>"
    )
    changed = rezip(data, lambda part: part.replace(b"</w:p>", xml.encode(), 1))
    assert parse_transcript(changed, "a.docx").text == "KEPT and added"


def rezip(data, change):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "word/document.xml" else part)
    return file.getvalue()


# ------------------------------------------------------------------- subtitles

SRT = """1
00:00:01,500 --> 00:00:03,000
>> ROUX: Good <i>morning</i>
to you all,

2
00:00:03,000 --> 00:00:05,250
dear friends. It was in
2015

3
00:00:09,000 --> 00:00:10,000
We go on.
"""


def test_cues_flow_into_sentences_and_keep_their_times():
    transcript = parse_transcript(SRT, "talk.srt")
    assert transcript.text == (
        ">> ROUX: Good morning to you all, dear friends. It was in 2015 We go on."
    )
    assert [(cue.start, cue.end, cue.span.of(transcript.text)) for cue in transcript.cues] == [
        (1.5, 3.0, ">> ROUX: Good morning to you all,"),
        (3.0, 5.25, "dear friends. It was in 2015"),
        (9.0, 10.0, "We go on."),
    ]


def test_times_without_fractions_are_read():
    text = "1\n00:00:01 --> 00:01:03\nGo from A --> B.\n"
    (cue,) = parse_transcript(text, "talk.srt").cues
    assert (cue.start, cue.end) == (1.0, 63.0)


def test_a_pause_after_a_sentence_begins_a_paragraph():
    text = SRT.replace("2015\n", "2015.\n")
    assert parse_transcript(text, "talk.srt").text.endswith("2015.\n\nWe go on.")


def test_voices_become_labels_and_notes_are_not_speech():
    text = (
        "WEBVTT - a talk\n\nNOTE made by\nhand\n\nSTYLE\n::cue {}\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start\n<v.loud Ana Lima>Hello &amp; <b>welcome</b>.</v>\n\n"
        "NOTE again\n\n00:02.000 --> 00:03.000\n<v Jo>Thanks.\n"
    )
    transcript = parse_transcript(text, "talk.vtt")
    assert transcript.text == ">> Ana Lima: Hello & welcome.\n\n>> Jo: Thanks."


def test_rolling_captions_are_read_once():
    text = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nwe<00:00:01.200><c> begin</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nwe begin\n\n"
        "00:00:02.010 --> 00:00:04.000\nwe begin\nto<00:00:02.300><c> talk</c>\n"
    )
    assert parse_transcript(text, "talk.vtt").text == "we begin to talk"


def test_a_word_said_twice_in_ordinary_subtitles_stays_twice():
    text = SRT.replace("We go on.", "2015")
    assert parse_transcript(text, "talk.srt").text.endswith("2015 2015")


# -------------------------------------------------------------------- our JSON


@pytest.mark.parametrize(
    ("data", "name"), [(PLAIN, "a.txt"), (GOVERNMENT_PAGE, "a.html"), (SRT, "talk.srt")]
)
def test_reading_then_writing_loses_nothing(tmp_path: Path, data, name):
    transcript = parse_transcript(data.encode(), name)
    path = tmp_path / "a.json"
    write_transcript(transcript, path)
    assert read_transcript(path) == transcript


@given(st.text(min_size=1))
@settings(deadline=None)
def test_any_text_that_can_be_read_survives_json(text):
    try:
        transcript = parse_transcript(text)
    except InputError:
        return
    assert parse_transcript(dump_transcript(transcript), "a.json") == transcript


def test_reads_a_file_by_its_path(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(PLAIN, encoding="utf-8")
    transcript = read_transcript(path)
    assert (transcript.name, transcript.text) == ("a.txt", PLAIN)


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch):
    class Input:
        buffer = io.BytesIO(PLAIN.encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert read_transcript("-").name == "standard input"


@given(st.text(alphabet="Ãâ€™©é’ “”a…\u00a0œ\x92Ð", max_size=12))
def test_only_suspicious_text_is_given_to_the_repair(text):
    from ftfy import fix_text

    from align.transcripts.decode import SUSPECT, _only_mojibake

    assert SUSPECT.search(text) or fix_text(text, _only_mojibake()) == text
