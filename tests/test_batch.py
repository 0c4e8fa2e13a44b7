"""Many documents: what is done stays done, and the result depends on nothing else."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import random
import sqlite3
import time
from contextlib import closing

import pytest
import small_batch
from running import align, wait_until
from small_batch import Deadly, everything_in, here, write_documents

from align.batch.manifest import file_stem, open_manifest
from align.batch.run import run_batch
from align.batch.work import Task
from align.codes import Code
from align.errors import InputError
from align.library.add import add
from align.library.sources import from_paths
from align.library.store import make_library
from align.models.load import load_models
from align.report import read_report
from align.report.tsv import unguarded
from align.settings import Settings
from align.workers import EngineName, open_engine

TASK = Task(Settings(), (".json", ".tsv"))
COUNT = 7
OTHER = (
    "The orchestra will play three new pieces in the old theatre. The conductor broke his baton. "
    "Nobody in the audience noticed that the violins had begun a bar too early.\n"
)


def table(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, dialect="excel-tab"))


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    return write_documents(tmp_path_factory.mktemp("talks"), COUNT)


@pytest.fixture(scope="module")
def whole(manifest, tmp_path_factory):
    """The folder of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    run_batch(open_manifest(str(manifest)), folder, TASK, here())
    return folder


# ------------------------------------------------------------------ what comes out


def test_every_document_has_its_reports_and_its_line(whole):
    lines = table(whole / "summary.tsv")
    assert [line["name"] for line in lines] == [f"talk-{number}" for number in range(COUNT)]
    assert {line["status"] for line in lines} == {"compared"}
    for line in lines:
        files = line["reports"].split()
        assert files == [f"reports/{line['name']}.json", f"reports/{line['name']}.tsv"]
        report = read_report(whole / files[0])
        assert str(len(report.comparison.alignment.source)) == line["french_sentences"]


def test_documents_with_gold_are_scored_line_by_line_and_together(whole):
    lines = table(whole / "scores.tsv")
    assert [line["name"] for line in lines] == ["talk-0", "talk-3", "talk-6", "(all)"]
    assert all(float(line["lax_f1"]) == 1 for line in lines)
    assert lines[-1]["gold_links"] == str(sum(int(line["gold_links"]) for line in lines[:-1]))
    assert "split:lines" in lines[-1]["signature"]
    assert "score:vecalign" in lines[-1]["signature"]


def test_gold_counts_lines_of_the_file_even_where_some_hold_no_speech(tmp_path):
    (tmp_path / "a.en.txt").write_text("Good morning to all of you.\n\nThe port is open.\n")
    (tmp_path / "a.fr.txt").write_text("Bonjour à vous tous.\nLe port est ouvert.\n")
    (tmp_path / "a.ref").write_text("[0]:[0]\n[1]:[2]\n")
    rows = tmp_path / "m.tsv"
    rows.write_text("transcript\tfrench\tgold\na.en.txt\ta.fr.txt\ta.ref\n")
    run_batch(open_manifest(str(rows)), tmp_path / "out", TASK, here())
    assert table(tmp_path / "out/scores.tsv")[0]["strict_f1"] == "1.0000"


def test_what_cannot_be_used_is_told_and_passed_over(manifest, tmp_path):
    good = json.loads(manifest.read_text().splitlines()[0])
    folder = manifest.parent
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "wrong.ref").write_text("0-0 1-1\n")
    rows = [
        json.dumps(good),
        "{no json",
        json.dumps({"transcript": "missing.txt", "french": good["french"]}),
        json.dumps({"transcript": "binary.txt", "french": good["french"]}),
        json.dumps({"transcript": good["transcript"], "name": "no French"}),
        json.dumps({**good, "name": "wrong gold", "gold": "wrong.ref"}),
        json.dumps({"text": "what is this"}),
        json.dumps({**good, "name": "talk-0"}),
    ]
    file = folder / "bad.jsonl"
    file.write_text("\n".join(rows) + "\n")
    tally = run_batch(open_manifest(str(file)), tmp_path, TASK, here())
    assert tally.statuses == {"compared": 1, "failed": 7}
    messages = [unguarded(line["message"]) for line in table(tmp_path / "summary.tsv")]
    for message, told in zip(
        messages,
        (
            "",
            "bad.jsonl, line 2: this line is no JSON",
            "missing.txt: there is no such file",
            "binary.txt",
            "no French: names no French text",
            "wrong.ref, line 1: expected a link such as [3]:[4, 5]",
            "row 7 names no transcript; columns transcript or transcript_text",
            "the name 'talk-0' was given to an earlier row",
        ),
        strict=True,
    ):
        assert told in message
    again = run_batch(open_manifest(str(file)), tmp_path, TASK, here())
    assert again.kept == 8


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_and_a_text_that_is_too_long_are_told_without_being_read_whole(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "long.txt").write_bytes(b"word " * 2_000)
    (tmp_path / "rows.csv").write_text("transcript\npipe.txt\nlong.txt\n", encoding="utf-8")
    documents = open_manifest(str(tmp_path / "rows.csv"), Settings(max_characters=1_000))
    pipe, long = (job.trouble for job in documents.jobs())
    assert "pipe.txt: this is a device or a pipe" in pipe
    assert "long.txt: the text is too long: more than 8,000 bytes" in long


def test_texts_of_two_events_are_compared_and_said_to_be_strangers(manifest, tmp_path):
    row = {"transcript_text": "The soup is hot.\nThe cat sleeps.\n", "french": "talk-1.fr.txt"}
    file = manifest.parent / "strangers.jsonl"
    file.write_text(json.dumps(row) + "\n")
    tally = run_batch(open_manifest(str(file)), tmp_path, TASK, here())
    assert tally.statuses == {"strangers": 1}
    assert (tmp_path / "reports/strangers-0000001.json").is_file()


# ---------------------------------------------------------- however it was arrived at


def test_a_run_killed_at_random_moments_loses_and_repeats_nothing(manifest, whole, tmp_path):
    dice = random.Random(7)  # noqa: S311
    out, log = tmp_path / "out", tmp_path / "log"
    fork = multiprocessing.get_context("fork")
    done = 0
    for _ in range(25):
        run = fork.Process(target=_noted_run, args=(str(manifest), out, log))
        run.start()
        if done < COUNT:
            begun = lines_of(log) + dice.randrange(4)
            wait_until(lambda begun=begun, run=run: lines_of(log) > begun or not run.is_alive())
            time.sleep(dice.uniform(0.0, 0.05))
            run.kill()
        run.join()
        before, done = done, recorded(out)
        assert done >= before
        if done == COUNT and run.exitcode == 0:
            break
    assert everything_in(out) == everything_in(whole)
    begun = log.read_text().splitlines()
    kills = begun.count("start") - 1
    documents = [line for line in begun if line != "start"]
    assert set(documents) == {f"talk-{number}" for number in range(COUNT)}
    assert len(documents) <= COUNT + kills  # only what was under way can be begun anew


def _noted_run(manifest, out, log):
    with log.open("a") as file:
        file.write("start\n")
    run_batch(open_manifest(manifest), out, Deadly(TASK, "", 0, log), here())


def lines_of(file):
    return len(file.read_text().splitlines()) if file.is_file() else 0


def recorded(folder):
    file = folder / "journal.db"
    if not file.is_file():
        return 0
    with closing(sqlite3.connect(file)) as base:
        try:
            return base.execute("SELECT count(*) FROM documents").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_two_workers_make_the_same_bytes_as_none_though_one_is_killed(manifest, whole, tmp_path):
    task = Deadly(TASK, "talk-4", 1, tmp_path / "log")
    out = tmp_path / "out"
    run_batch(open_manifest(str(manifest)), out, task, open_engine(EngineName.LOCAL, 2))
    assert everything_in(out) == everything_in(whole)
    assert (tmp_path / "log").read_text().splitlines().count("talk-4") == 2


@pytest.mark.slow
def test_a_ray_cluster_makes_the_same_bytes_though_a_worker_is_killed(manifest, whole, tmp_path):
    ray = pytest.importorskip("ray", reason="ray is not installed: pip install -e '.[cluster]'")
    ray.cloudpickle.register_pickle_by_value(small_batch)  # no worker could import a test
    task = Deadly(TASK, "talk-4", 1, tmp_path / "log")
    with closing(open_engine(EngineName.RAY, 2)) as engine:
        run_batch(open_manifest(str(manifest)), tmp_path / "out", task, engine)
    assert everything_in(tmp_path / "out") == everything_in(whole)
    assert (tmp_path / "log").read_text().splitlines().count("talk-4") == 2


def test_a_document_that_kills_every_worker_is_told_and_tried_again_next_time(
    manifest, whole, tmp_path
):
    first = run_batch(open_manifest(str(manifest)), tmp_path, TASK, here(deadly="talk-4"))
    assert first.statuses == {"compared": COUNT - 1, "failed": 1}
    assert "its process died 3 times" in table(tmp_path / "summary.tsv")[4]["message"]
    second = run_batch(open_manifest(str(manifest)), tmp_path, TASK, here())
    assert (second.kept, second.statuses) == (COUNT - 1, {"compared": COUNT})
    assert everything_in(tmp_path) == everything_in(whole)


def test_a_folder_of_texts_is_no_manifest_and_says_what_is(tmp_path):
    (tmp_path / "talk.txt").write_bytes(b"transcript\ncaf\xe9\n")
    with pytest.raises(InputError, match="holds no table"):
        open_manifest(str(tmp_path))
    (tmp_path / "talk.txt").rename(tmp_path / "talks.csv")
    with pytest.raises(InputError, match="no such table"):
        list(open_manifest(str(tmp_path)).jobs())


def test_one_transcript_is_compared_with_every_french_text_it_is_given(manifest, tmp_path):
    folder = manifest.parent
    rows = [
        {"transcript": "talk-1.en.txt", "french": f"talk-{number}.fr.txt"} for number in (1, 2, 3)
    ]
    file = folder / "three.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    for workers, engine in ((1, here()), (2, open_engine(EngineName.LOCAL, 2))):
        out = tmp_path / str(workers)
        tally = run_batch(open_manifest(str(file)), out, TASK, engine)
        again = run_batch(open_manifest(str(file)), out, TASK, engine)
        assert again.statuses == tally.statuses
        assert again.kept == 3
        lines = [(line["name"], line["french"]) for line in table(out / "summary.tsv")]
        assert lines == [
            ("talk-1", "talk-1.fr.txt"),
            ("talk-1 (2)", "talk-2.fr.txt"),
            ("talk-1 (3)", "talk-3.fr.txt"),
        ]


def test_the_french_of_a_row_that_names_none_is_found_in_a_library(manifest, tmp_path):
    pytest.importorskip("lancedb", reason="lancedb is not installed: pip install -e '.[library]'")
    encoder = load_models().encoder
    library = make_library(tmp_path / "library", encoder, "fr")
    text = manifest.parent / "talk-4.fr.txt"
    list(add(library, from_paths([text]), encoder))
    rows = tmp_path / "m.tsv"
    name = str(manifest.parent / "talk-4.en.txt")
    (tmp_path / "other.txt").write_text(OTHER)
    rows.write_text("\n".join(["transcript", name, "other.txt"]) + "\n")
    task = Task(Settings(), (".json",), library.folder)
    out = tmp_path / "out"
    run_batch(open_manifest(str(rows)), out, task, here())
    found, absent = table(out / "summary.tsv")
    assert (found["status"], found["origin"]) == ("compared", "retrieved")
    assert "is not in the library" in absent["message"]
    assert run_batch(open_manifest(str(rows)), out, task, here()).kept == 1


# ------------------------------------------------------------------- taken up again


def test_a_document_that_changed_is_done_anew_and_the_others_are_kept(tmp_path):
    file = write_documents(tmp_path, 4)
    out = tmp_path / "out"
    run_batch(open_manifest(str(file)), out, TASK, here())
    (tmp_path / "talk-1.en.txt").write_text("Minister, thank you for your welcome.\n")
    (out / "reports/talk-2.tsv").unlink()
    assert run_batch(open_manifest(str(file)), out, TASK, here()).kept == 2
    assert (out / "reports/talk-2.tsv").is_file()


def test_rows_that_left_the_manifest_leave_the_tables(tmp_path):
    file = write_documents(tmp_path, 4)
    out = tmp_path / "out"
    run_batch(open_manifest(str(file)), out, TASK, here())
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([lines[3], lines[1]]))
    assert run_batch(open_manifest(str(file)), out, TASK, here()).kept == 2
    assert [line["name"] for line in table(out / "summary.tsv")] == ["talk-3", "talk-1"]


def test_a_folder_of_results_made_in_another_way_is_refused(manifest, whole):
    other = Task(Settings(max_merge=3), TASK.suffixes)
    with pytest.raises(InputError, match="holds results made in another way"):
        run_batch(open_manifest(str(manifest)), whole, other, here())


def test_two_runs_do_not_write_into_one_folder(manifest, tmp_path):
    def second(progress):
        if progress.done == 3:
            run_batch(open_manifest(str(manifest)), tmp_path, TASK, here())

    with pytest.raises(InputError, match="another run is writing here"):
        run_batch(open_manifest(str(manifest)), tmp_path, TASK, here(), on_progress=second)


# ------------------------------------------------------------------------ manifests


def as_tsv(file, rows):
    keys = list(rows[0])
    lines = ["\t".join(keys), *("\t".join(row[key] for key in keys) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_parquet(file, rows):
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    parquet.write_table(pyarrow.Table.from_pylist(rows), file)


def as_saved_dataset(folder, rows):
    datasets = pytest.importorskip("datasets")
    datasets.Dataset.from_list(rows).save_to_disk(str(folder))


@pytest.mark.parametrize(
    ("name", "write"), [("m.tsv", as_tsv), ("m.parquet", as_parquet), ("saved", as_saved_dataset)]
)
def test_every_kind_of_manifest_gives_the_same_documents(manifest, tmp_path, name, write):
    rows = [json.loads(line) for line in manifest.read_text().splitlines()]
    texts = [
        {
            "name": f"talk-{number}",
            "transcript_text": (manifest.parent / row["transcript"]).read_text(),
            "french_text": (manifest.parent / row["french"]).read_text(),
        }
        for number, row in enumerate(rows[1:3])
    ]
    if name == "m.tsv":
        texts = [{**row, "gold": "", "french": "", "transcript": ""} for row in rows[1:3]]
        for text, row in zip(texts, rows[1:3], strict=True):
            text |= {side: str(manifest.parent / row[side]) for side in ("transcript", "french")}
    write(tmp_path / name, texts)
    read = open_manifest(str(tmp_path / name))
    jobs = list(read.jobs())
    assert read.total == 2
    assert [job.trouble for job in jobs] == ["", ""]
    given = open_manifest(str(manifest)).jobs()
    next(given)
    for job, other in zip(jobs, given, strict=False):
        assert (job.transcript.data, job.french.data) == (other.transcript.data, other.french.data)


def test_a_file_that_is_no_table_is_not_looked_for_on_the_hub(tmp_path):
    (tmp_path / "talks.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"talks\.xlsx: no table is read from such a file"):
        open_manifest(str(tmp_path / "talks.xlsx"))


def test_a_manifest_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(InputError, match=r"none\.jsonl: there is no such file"):
        open_manifest(str(tmp_path / "none.jsonl"))


def test_names_become_files_below_the_folder_and_no_two_the_same():
    names = ["a/b", "../../etc/passwd", "a?", "a*", "", "..", "Élysée 1", "/abs", "x" * 400]
    stems = [file_stem(name) for name in names]
    assert stems[0] == "a/b"
    assert len(set(stems)) == len(names)
    assert not any(part in ("", ".", "..") for stem in stems for part in stem.split("/"))


# --------------------------------------------------------------------- command line


def test_the_command_tells_what_failed_by_its_exit_code(manifest, tmp_path):
    rows = tmp_path / "m.tsv"
    rows.write_text(
        "transcript\tfrench\n"
        f"{manifest.parent}/talk-1.en.txt\t{manifest.parent}/talk-1.fr.txt\n"
        "none.txt\tnone.txt\n"
    )
    out = tmp_path / "out"
    done = align("batch", rows, "-o", out, "--workers", 1, "--report", "html")
    assert done.exit_code == Code.SOME_FAILED
    assert "2 documents: " in done.stdout
    assert "compared 1" in done.stdout
    assert len(list(out.rglob("*.html"))) == 1


def test_the_command_refuses_a_format_it_cannot_write(manifest, tmp_path):
    done = align("batch", manifest, "-o", tmp_path, "--report", "odt")
    assert done.exit_code == 2
    assert "no report can be written as 'odt'" in " ".join(done.stderr.replace("│", " ").split())
