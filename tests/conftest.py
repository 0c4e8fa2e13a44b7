"""What several test files need."""

import pytest


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The folder of a real, tiny translation model that knows a few invented sentences by heart."""
    pytest.importorskip("torch", reason="the tiny model is trained by torch")
    pytest.importorskip("ctranslate2", reason="needs the extra 'translate'")
    import tiny_translator

    return tiny_translator.make(tmp_path_factory.mktemp("tiny"))
