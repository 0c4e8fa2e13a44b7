"""A library is whole after any interruption, may be shared, and refuses what it cannot use."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from small_library import SPACE, SPACE_ENGLISH, add_all, ask

from align.errors import InputError
from align.library import documents, store
from align.library.add import Kind, add
from align.library.documents import list_documents, remove
from align.library.index import examine, mend
from align.library.records import About
from align.library.sources import Incoming, from_dataset, from_paths
from align.library.store import make_library, open_library, require_encoder
from align.transcripts import parse_transcript

# ----------------------------------------------------- interrupted and shared


WRITER = """
import sys
from pathlib import Path
from align.library import add as adding, prepare
from align.library.sources import from_paths
from align.library.store import make_library
from align.models.load import load_models
adding.BLOCK, prepare.CHARACTERS = 30, 2000
encoder = load_models().encoder
library = make_library(sys.argv[1], encoder, "fr")
print("ready", flush=True)
for each in adding.add(library, from_paths([Path(sys.argv[2])]), encoder):
    print(each.kind.value, each.name, flush=True)
"""


def writer(library, texts):
    run = [sys.executable, "-c", WRITER, str(library), str(texts)]
    return subprocess.Popen(run, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("told", [1, 9, 25])
def test_a_writer_killed_at_any_moment_leaves_a_sound_library(tmp_path, many, models, told):
    process = writer(tmp_path / "archive", many)
    lines = [process.stdout.readline() for _ in range(told)]
    time.sleep(0.03 * told)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    library = open_library(tmp_path / "archive")
    names = {each.name for each in list_documents(library)}
    assert {line.split(" ")[1].strip() for line in lines if line.startswith("added")} <= names
    assert not examine(library).incomplete
    add_all(library, models, many)
    mend(library)
    state = examine(library)
    assert (state.documents, state.sentences, state.is_sound) == (60, 720, True)


def test_two_writers_at_once_keep_each_document_once(tmp_path, many):
    both = [writer(tmp_path / "archive", many) for _ in range(2)]
    outputs = [each.communicate(timeout=300)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    state = examine(open_library(tmp_path / "archive"))
    assert (state.documents, state.sentences, state.is_sound) == (60, 720, True)
    assert sum(output.count("added ") for output in outputs) == 60


def test_what_a_writer_left_behind_between_its_two_steps_is_seen_by_nobody(
    library, models, tmp_path, monkeypatch
):
    def stop(*_):
        raise KeyboardInterrupt

    version = tmp_path / "version.txt"
    version.write_text(SPACE.replace("Nous construirons", "Oui, nous construirons"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(documents, "_document_row", stop)
        with pytest.raises(KeyboardInterrupt):
            add_all(library, models, version)
    assert examine(library).orphans == 3
    assert ask(library, models, SPACE_ENGLISH).others == ()
    mend(library)
    assert examine(library).is_sound
    add_all(library, models, version)
    assert len(ask(library, models, SPACE_ENGLISH).others) == 1


def test_an_open_library_sees_what_another_process_adds(library, models, tmp_path):
    reader = open_library(library.folder)
    assert len(list_documents(reader)) == 2
    late = tmp_path / "late.txt"
    late.write_text("Le train arrive à midi. La gare est pleine.", "utf-8")
    add_all(library, models, late)
    assert len(list_documents(reader)) == 3


# ------------------------------------------------------------------- refusals


class OtherEncoder:
    name = "other"

    def encode(self, texts):
        return np.eye(512, dtype=np.float32)[[0] * len(texts)]


def test_another_encoder_is_refused_by_name(library):
    with pytest.raises(InputError, match="made by the encoder use-m3, but other is to search it"):
        require_encoder(library, OtherEncoder())


def test_a_library_of_a_newer_version_says_so(library):
    note = library.folder / store.NOTE
    kept = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(kept | {"format": store.FORMAT + 1}), encoding="utf-8")
    with pytest.raises(InputError, match="made by a newer version of align"):
        open_library(library.folder)


def test_a_folder_that_is_no_library_is_not_made_one(folder, models):
    with pytest.raises(InputError, match="this folder is no library"):
        open_library(folder)
    with pytest.raises(InputError, match="this is no library, and not empty"):
        make_library(folder, models.encoder, "fr")


def test_a_damaged_note_is_named(library):
    (library.folder / store.NOTE).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"library\.json cannot be read"):
        open_library(library.folder)


def test_a_folder_that_is_missing_or_empty_is_told(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        open_library(tmp_path / "nowhere")
    (empty,) = from_paths([tmp_path])
    with pytest.raises(InputError, match="no document lies in this folder"):
        empty.read()


def test_an_empty_folder_and_a_missing_dataset_do_not_stop_the_rest(tmp_path, library, models):
    late = tmp_path / "late.txt"
    late.write_text("Le train arrive à midi. La gare est pleine.", "utf-8")
    (tmp_path / "nothing").mkdir()
    bad = Incoming("set", next(from_dataset(str(tmp_path / "set"))).read)
    incoming = [*from_paths([tmp_path / "nothing"]), bad, *from_paths([late])]
    outcomes = sorted(add(library, incoming, models.encoder), key=lambda each: each.name)
    assert [each.kind for each in outcomes].count(Kind.REFUSED) == 2
    assert Kind.ADDED in [each.kind for each in outcomes]


def test_a_library_that_another_process_is_writing_to_is_told(library, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with (
        store.writing(library.folder),
        pytest.raises(InputError, match="another process has been writing"),
    ):
        remove(library, list_documents(library))


def test_a_full_disk_is_told(library, models, monkeypatch):
    def full(*_, **__):
        raise OSError("LanceError(IO): Generic LocalFileSystem error: No space left on device")

    monkeypatch.setattr(type(library.sentences), "add", full)
    late = [Incoming("late", lambda: (parse_transcript("Le train arrive.", "late"), About()))]
    with pytest.raises(InputError, match="the disk is full"):
        list(add(library, late, models.encoder))
