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
    from align import compare, load_models, original_from, read_transcript
    from align.samples import PRESS_CONFERENCE

    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    french = original_from(read_transcript(PRESS_CONFERENCE.french))
    return compare(transcript, french, load_models())


@pytest.fixture
def bench(address, kept, report):
    """The address of a comparison of the sample that nobody else edits."""
    from align.sessions import begin, open_store

    return f"{address}#{begin(open_store(kept), report).id}"
