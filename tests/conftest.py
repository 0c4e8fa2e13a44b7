"""What several test files need."""

import pytest


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The folder of a real, tiny translation model that knows a few invented sentences by heart."""
    pytest.importorskip("torch", reason="the tiny model is trained by torch")
    pytest.importorskip("ctranslate2", reason="needs the extra 'translate'")
    import tiny_translator

    return tiny_translator.make(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, or the one named in CHROMIUM."""
    from browsing import CHROMIUM, FLAGS

    if not CHROMIUM:
        pytest.skip("Chromium is not installed: `make browser`, or name it in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    pytest.importorskip("gradio")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The file that keeps the comparisons of a module's tests."""
    return tmp_path_factory.mktemp("kept") / "sessions.db"


@pytest.fixture(scope="module")
def address(browser, kept):
    """Where the real program serves the real page."""
    from serving import serving

    with serving(kept) as url:
        yield url


@pytest.fixture(scope="session")
def report():
    """What the program says of the invented sample."""
    from reviewing import machine

    return machine()


@pytest.fixture
def bench(address, kept, report):
    """The address of a comparison of the sample that nobody else edits."""
    from align.sessions import begin, open_store

    return f"{address}#{begin(open_store(kept), report).id}"


@pytest.fixture(scope="session")
def models():
    """The models that come with the package."""
    from align.models.load import load_models

    return load_models()


@pytest.fixture
def folder(tmp_path):
    """A folder of two French speeches."""
    from small_library import FARM, SPACE

    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "farm.txt").write_text(FARM, encoding="utf-8")
    (texts / "space.txt").write_text(SPACE, encoding="utf-8")
    return texts


@pytest.fixture
def library(tmp_path, folder, models):
    """A library of these two speeches."""
    from small_library import add_all

    from align.library.store import make_library

    made = make_library(tmp_path / "archive", models.encoder, "fr")
    assert {each.kind.value for each in add_all(made, models, folder)} == {"added"}
    return made


@pytest.fixture
def many(tmp_path):
    """A folder of sixty French texts of twelve sentences."""
    texts = tmp_path / "many"
    texts.mkdir()
    for number in range(60):
        lines = [f"Le dossier {number} porte sur la commune {number * 7 + at}." for at in range(12)]
        (texts / f"{number:02}.txt").write_text(" ".join(lines), encoding="utf-8")
    return texts
