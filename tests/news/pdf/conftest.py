"""The PDF read in this process: what is tested is what is written, and a process for each would take a quarter of a second."""

import pytest

from config.web.apart import ApartError
from news.pdf import anew, cleaning


@pytest.fixture
def nearby(monkeypatch):
    def run(module, data, **limits):
        assert module == "news.pdf.anew"
        try:
            return anew.answer(data)
        except Exception as error:
            raise ApartError(takes_too_much=isinstance(error, MemoryError)) from error

    monkeypatch.setattr(cleaning, "run_apart", run)
