"""The shape of the code itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import align

ROOT = Path(align.__file__).parent
#: As in docs/architecture.md: each may import from those before it.
ORDER = [
    "errors", "codes", "scores", "rows", "workers", "types", "settings", "progress", "text",
    "tokens", "languages", "identify", "transcripts", "delivery", "inference", "switches", "detect",
    "segment", "speakers", "starts", "models", "embed", "grid", "edges", "evidence", "band",
    "field", "link", "belonging", "settle",
    "words", "clues", "meaning", "cues", "denial", "gap_clues", "gaps", "numbers", "checks",
    "fidelity",
    "misspelled", "adequacy", "draft", "report",
    "pipeline", "library", "review", "session_file", "sessions", "batch", "corpus", "samples",
    "terminal", "cli_batch", "cli_library", "cli_review", "cli_command", "cli_compare", "cli",
    "__main__", "ui",
]  # fmt: skip


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    return {part(name) for name in found if name.startswith("align.")}


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: file.name)
def test_imports_point_one_way(file: Path):
    own = file.relative_to(ROOT).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    later = {name for name in imports(file) if name != own and ORDER.index(name) > ORDER.index(own)}
    assert not later, f"{own} imports {later}, which come after it in docs/architecture.md"


def test_the_order_is_the_one_the_docs_tell():
    page = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = re.search(r"## What may import what\n\n(.*?): each", page, re.DOTALL)
    assert told
    named = re.findall(r"`(\w+)`", told[1])
    assert named == [name for name in ORDER if name != "__main__"]


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["align", "align.cli", "align.ui", "align.pipeline"])
def test_importing_brings_in_no_heavy_library(module: str):
    assert not loaded_by(f"import {module}") & {"torch", "transformers", "gradio", "datasets"}


def test_importing_the_package_brings_in_nothing_of_it():
    assert not {name for name in loaded_by("import align") if name.startswith("align.")}


def test_every_package_is_installed():
    import tomllib

    config = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(config["tool"]["setuptools"]["packages"])
    there = {
        ".".join(["align", *file.parent.relative_to(ROOT).parts]) for file in ROOT.rglob("*.py")
    }
    assert there | {"align.checkpoints", "align.samples"} == listed


def test_the_example_of_the_readme_runs(capsys):
    page = (ROOT.parent / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert example
    exec(compile(example[1], "README.md", "exec"), {})  # noqa: S102
    assert "encoder:use-m3" in capsys.readouterr().out
