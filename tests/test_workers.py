from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from running import wait_until

from align.errors import InputError, SettingsError
from align.workers import EngineName, Lost, in_order, open_engine, spread


def square(number):
    return number * number, os.getpid()


def die_first(marker):
    """Kills its process the first time it is asked."""
    file = Path(marker)
    if not file.exists():
        file.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def slow_first(number):
    time.sleep(0.5 if number == 0 else 0)
    return number


def refuse(name):
    raise InputError(name, "is not what was asked for", line=3)


@pytest.fixture(scope="module")
def two():
    return open_engine(EngineName.LOCAL, 2)


def test_every_item_gets_its_result_from_processes_of_their_own(two):
    results = dict(spread(square, range(20), two))
    assert {number: result[0] for number, result in results.items()} == {
        number: number * number for number in range(20)
    }
    assert os.getpid() not in {result[1] for result in results.values()}


def test_results_come_in_order_when_asked(two):
    assert [item for item, _ in in_order(slow_first, range(8), two)] == list(range(8))


def test_what_a_killed_process_was_doing_is_given_to_another(two, tmp_path):
    marker = str(tmp_path / "marker")
    assert list(spread(die_first, [marker], two)) == [(marker, "alive")]


def test_a_task_that_kills_every_process_is_given_up_and_the_others_are_done(two):
    results = dict(spread(_die_on_3, range(6), two))
    assert results[3] == Lost(3)
    assert {number: results[number] for number in (0, 1, 2, 4, 5)} == {
        number: number for number in (0, 1, 2, 4, 5)
    }


def _die_on_3(number):
    return die(number) if number == 3 else number


def test_an_error_of_the_task_arrives_whole(two):
    with pytest.raises(InputError, match=r"talk\.txt, line 3: is not what was asked for"):
        list(spread(refuse, ["talk.txt"], two))


def test_items_are_taken_only_as_workers_get_free(two):
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    results = spread(slow_first, items(), two)
    next(results)
    assert len(taken) < 10
    results.close()


def test_workers_do_not_outlive_a_process_that_is_killed(tmp_path):
    import subprocess
    import sys

    script = (
        "import sys, os, time\n"
        "from align.workers import *\n"
        "from test_workers import note_and_sleep\n"
        "if __name__ == '__main__':\n"
        "    engine = open_engine(EngineName.LOCAL, 2)\n"
        "    list(spread(note_and_sleep, [sys.argv[1] + str(i) for i in range(2)], engine))\n"
    )
    file = tmp_path / "run.py"
    file.write_text(script)
    notes = [tmp_path / "pid-0", tmp_path / "pid-1"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    run = subprocess.Popen([sys.executable, file, tmp_path / "pid-"], env=environment)
    wait_until(lambda: all(note.exists() and note.read_text() for note in notes))
    run.kill()
    run.wait()
    wait_until(lambda: not any(is_running(int(note.read_text())) for note in notes))


def note_and_sleep(file):
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_an_address_belongs_to_a_cluster():
    with pytest.raises(SettingsError, match="add --engine ray"):
        open_engine(EngineName.LOCAL, 2, "auto")
    with pytest.raises(SettingsError, match="expected 1 or more, got 0"):
        open_engine(EngineName.LOCAL, 0)
