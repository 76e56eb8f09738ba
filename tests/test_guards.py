"""The guards of conftest.py and of the lanes guard."""

import re
import sys

import pytest

from workbench.environment import ROOT


class TestNoOutsideNetwork:
    @pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "10.0.0.1", b"example.org"])
    def test_looking_up_another_machine_is_refused(self, host):
        with pytest.raises(RuntimeError, match="this machine only"):
            sys.audit("socket.getaddrinfo", host, 80, 0, 0, 0)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", None])
    def test_this_machine_is_allowed(self, host):
        assert sys.audit("socket.getaddrinfo", host, 80, 0, 0, 0) is None


def test_files_that_comments_name_are_there():
    """A template says which module makes what it prints; a moved module takes its readers along."""
    named = re.compile(r"\b(?:config|docs|news|routes|tests|workbench)/[\w/.-]+\.(?:py|md)\b")
    places = ("templates/**/*.html", "static/css/**/*.css", "static/js/**/*.js")
    readers = [path for place in places for path in ROOT.glob(place)]
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in readers
        for name in named.findall(path.read_text())
        if not (ROOT / name).exists()
    }
    assert readers
    assert missing == set()
