"""The guards of conftest.py and of the lanes guard."""

import sys

import pytest


class TestNoOutsideNetwork:
    @pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "10.0.0.1", b"example.org"])
    def test_looking_up_another_machine_is_refused(self, host):
        with pytest.raises(RuntimeError, match="this machine only"):
            sys.audit("socket.getaddrinfo", host, 80, 0, 0, 0)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", None])
    def test_this_machine_is_allowed(self, host):
        assert sys.audit("socket.getaddrinfo", host, 80, 0, 0, 0) is None
