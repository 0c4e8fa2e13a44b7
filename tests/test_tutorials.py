"""Every command of the tutorials runs as it stands, in an empty folder, and says what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "tutorials"
FENCE = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SERVE = "serve "
BASH = shutil.which("bash") or "bash"


@dataclass(frozen=True, slots=True)
class Step:
    """Commands, what they are said to print, and the page they are said to serve."""

    commands: str
    told: tuple[str, ...] = ()
    page: str = ""


def steps(text):
    """The commands of a tutorial in order; a block of text after one is what it prints.

    >>> steps("```sh\\nls\\n```\\n```text\\na.txt\\n```\\n")
    [Step(commands='ls\\n', told=('a.txt',), page='')]
    """
    found = []
    for language, about, body in FENCE.findall(text):
        if language == "sh":
            found.append(Step(body, page=about.removeprefix(SERVE)))
        elif language == "text":
            found[-1] = Step(found[-1].commands, tuple(body.splitlines()), found[-1].page)
    return found


def environment():
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "COLUMNS": "200", "LC_ALL": "C.UTF-8"}


def squeezed(text):
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_every_command_of_a_tutorial_does_what_is_told(file, tmp_path):
    found = steps(file.read_text(encoding="utf-8"))
    assert found
    for step in found:
        if step.page:
            assert "gradio" in serve(step, tmp_path).lower()
            continue
        done = subprocess.run(
            [BASH, "-euo", "pipefail", "-c", step.commands],
            check=False,
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{step.commands}\n{done.stdout}\n{done.stderr}"
        for line in step.told:
            assert squeezed(line) in squeezed(done.stdout), f"{step.commands}\n{done.stdout}"


def serve(step, folder, seconds=300):
    """What the page answers; the command that serves it is ended."""
    running = subprocess.Popen(
        [BASH, "-c", f"exec {step.commands}"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end and running.poll() is None:
            try:
                return urllib.request.urlopen(step.page).read().decode()  # noqa: S310
            except (URLError, ConnectionError):
                time.sleep(0.3)
        raise AssertionError(f"{step.commands}: no page at {step.page}")
    finally:
        running.kill()
        running.wait()


def test_every_tutorial_is_named_in_the_readme():
    readme = (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/tutorials/{file.name}" in readme for file in FOLDER.glob("*.md"))
