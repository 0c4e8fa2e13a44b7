"""Bad input: each kind is answered with what was found, where, and what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from align.errors import InputError
from align.settings import Settings
from align.transcripts import parse_transcript, read_transcript


def message(data, name="talk.txt", **options):
    """The sentence a user gets for this input."""
    with pytest.raises(InputError) as caught:
        parse_transcript(data, name, settings=Settings(**options))
    return str(caught.value)


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


# ----------------------------------------------------------------- no text in it


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\u200b\u202e".encode(), b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(data):
    assert message(data) == (
        "talk.txt: there is no text in it. Check that the right file was given."
    )


def test_a_page_made_by_a_script_says_so():
    page = "<html><body><script>fetch('/speech')</script></body></html>"
    assert message(page, "talk.html") == (
        "talk.html: the page holds no text of its own; a script would have to fetch it. Open it "
        "in a browser, then copy the text or save the whole page."
    )


# ----------------------------------------------------------------------- binary


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a PNG image, not text."),
        (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF, not text. Copy its text into a .txt file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Office file (.doc, .xls, .ppt)"),
        (b"{\\rtf1\\ansi Bonjour}", "this is an RTF document, not text. Open it in its program"),
        (b"\x1f\x8b\x08\x00", "this is a gzip archive, not text. Unpack it first."),
        (b"ID3\x04\x00", "this is an MP3 recording, not text. A recording has to be transcribed"),
        (b"\x00\x00\x00\x18ftypmp42", "this is a video or audio recording."),
        (bytes(range(256)) * 4, "this looks like a binary file, not text. Give a .txt"),
    ],
)
def test_a_binary_file_is_named_with_what_to_do(data, what):
    assert message(data).startswith(f"talk.txt: {what}")


def test_an_old_document_called_docx_is_named_as_what_it_is():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100
    assert message(data, "talk.docx").startswith("talk.docx: this is an old Office file")


def test_an_encrypted_document_asks_for_one_without_a_password():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert message(data, "talk.docx") == (
        "talk.docx: this document is encrypted. Open it with its password and save it without one."
    )


# --------------------------------------------------------------------- encoding


def test_bytes_that_are_no_text_in_any_encoding_ask_for_utf8():
    assert message(bytes(range(128, 256)) * 5) == (
        "talk.txt: the characters of this file cannot be decoded. Save it again as UTF-8."
    )


def test_a_wrong_byte_order_mark_is_named():
    assert message(b"\xff\xfeB\x00o\x00n\x00j") == (
        "talk.txt: the file says that it is UTF-16-LE, but byte 6 does not fit. "
        "Save it again as UTF-8."
    )


# ----------------------------------------------------------------------- length


def test_a_long_text_states_the_limit():
    assert message("word " * 300, max_characters=1000) == (
        "talk.txt: the text is too long: 1,500 characters, the limit is 1,000 characters. "
        "Split it into parts, or raise max-characters."
    )


def test_a_huge_file_is_refused_before_it_is_decoded():
    assert "more than 8,000 bytes" in message(b"a" * 8001, max_characters=1000)


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path):
    path = tmp_path / "talk.txt"
    with path.open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(InputError, match="too long"):
        read_transcript(path)


# ------------------------------------------------------------------------ files


def test_a_missing_file_is_named(tmp_path: Path):
    path = tmp_path / "talk.txt"
    with pytest.raises(InputError) as caught:
        read_transcript(path)
    assert str(caught.value) == (f"{path}: there is no such file. Check the name and the folder.")


def test_a_folder_is_not_a_file(tmp_path: Path):
    with pytest.raises(InputError, match=r"this is a folder\. Name the file in it\."):
        read_transcript(tmp_path)


def test_a_device_is_not_waited_for():
    with pytest.raises(InputError, match="this is a device or a pipe"):
        read_transcript("/dev/zero")


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "talk.txt"
    path.write_text("Bonjour.")

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"talk\.txt: reading this file is not permitted"):
        read_transcript(path)


def test_a_name_that_no_file_can_have_is_an_input_error():
    with pytest.raises(InputError):
        read_transcript("a\x00b")
    with pytest.raises(InputError):
        read_transcript("a" * 5000)


# -------------------------------------------------------------------- documents


def test_a_damaged_document_says_how_to_mend_it():
    assert message(b"PK\x03\x04 and nothing", "talk.docx") == (
        "talk.docx: this document is damaged (File is not a zip file). Open it in Word or "
        "LibreOffice and save it anew."
    )
    assert "damaged" in message(zipped(word__document_xml="<w:document"), "talk.docx")


def test_a_document_with_a_damaged_part_says_so():
    data = bytearray(zipped(word__document_xml="<w:document/>" * 500))
    data[60:70] = b"\xff" * 10
    assert "this document is damaged" in message(bytes(data), "talk.docx")


def test_text_called_docx_says_so():
    assert "damaged (File is not a zip file)" in message("Bonjour.", "talk.docx")


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"xl__workbook_xml": "x"}, "this is an Excel workbook, not a Word document."),
        ({"content_xml": "x"}, "this is an OpenDocument file, not a Word document."),
        ({"notes": "x"}, "this is a ZIP archive, not a Word document."),
    ],
)
def test_another_kind_of_archive_is_named(members, what):
    assert what in message(zipped(**members))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(word__document_xml=b"0" * 20_000_000)
    assert message(bomb, "talk.docx").startswith(
        "talk.docx: this document would unpack to 20,000,000 bytes from "
    )
    assert message(bomb, "talk.docx").endswith(
        "it looks like a ZIP bomb and was not opened. Save its text as .txt."
    )


# -------------------------------------------------------------------- subtitles

SRT = "1\n00:00:01,500 --> 00:00:03,000\nGood morning.\n\n2\n{}\nWe begin.\n"


@pytest.mark.parametrize(
    "bad",
    ["00:00:05,000 --> later", "soon --> 00:00:07,000", "5 --> 7", "00:00:05,000 00:00:07,000"],
)
def test_names_the_file_and_the_line_of_a_bad_time(bad):
    assert message(SRT.format(bad), "talk.srt") == (
        f"talk.srt, line 6: expected a time such as 00:00:01,500 --> 00:00:03,000, got {bad!r}"
    )


def test_subtitles_without_any_time_say_so():
    assert message("Good morning.\nWe begin.", "talk.srt") == (
        "talk.srt: there is no time in these subtitles. Expected lines such as "
        "00:00:01,500 --> 00:00:03,000; give a text without times as .txt."
    )


# --------------------------------------------------------------------- our JSON


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ('{"name": ', "this is not whole JSON: EOF while parsing a value at line 1 column 9."),
        ('{"a": 1}', "this is JSON, but not a transcript of ours (name: Field required)."),
        ('{"name": "a", "text": "b", "turns": [{}]}', "(turns.0.speaker: Field required)."),
        (
            '{"name":"a","text":"b","turns":[{"speaker":"","label":null,'
            '"paragraphs":[{"start":0,"end":9}]}]}',
            "its records contradict each other: a: a turn reaches past the end of the text.",
        ),
        (
            '{"name":"a","text":"b","turns":[],"dropped":[{"span":{"start":0,"end":9},"rule":""}]}',
            "a span reaches past the end of the text.",
        ),
        ('{"name":"a","text":"b\\u202e","turns":[]}', "its text holds control characters."),
        ('{"a":' * 100_000, "this is not whole JSON: recursion limit exceeded"),
    ],
)
def test_json_that_is_not_ours_says_what_is_wrong(data, what):
    text = message(data, "talk.json")
    assert what in text
    assert "Give a file that align wrote" in text


def test_a_saved_report_is_told_from_a_text():
    told = message('{"schema": "align.report/2", "comparison": {}}', "left.json")
    assert told.startswith("left.json: this is a saved report, not a text. The page opens it")


# -------------------------------------------------------------------- web pages


def test_a_page_nested_without_end_is_refused():
    assert "nested too deeply" in message("<div>" * 100_000 + "Bonjour.", "talk.html")


def test_scripts_in_a_page_are_never_text():
    page = (
        "<p onclick='steal()'>Good morning.</p><script>steal()</script>"
        "<iframe srcdoc='steal()'></iframe><img src=x onerror='steal()'><style>steal{}</style>"
    )
    assert parse_transcript(page, "talk.html").text == "Good morning."


def test_control_and_right_to_left_characters_do_not_reach_the_text():
    assert parse_transcript("safe\u202etxt.exe\u2066 \x07\x1b]0;x").text == "safetxt.exe ]0;x"
