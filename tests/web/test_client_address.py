"""Whose request it is: nothing a reader writes into a header changes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.client_address import client_address

PEER = "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("192.0.2.1", 0, PEER),
        ("", 1, PEER),
        ("192.0.2.1", 1, "192.0.2.1"),
        ("10.0.0.1, 192.0.2.1", 1, "192.0.2.1"),
        ("10.0.0.1, 192.0.2.1, 203.0.113.5", 2, "192.0.2.1"),
        ("192.0.2.1", 2, PEER),
        ("10.0.0.1, not an address", 1, ""),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", 1, "192.0.2.1"),
        ("fe80::1%eth0", 1, "fe80::"),
        ("192.0.2.1:4711", 1, "192.0.2.1"),
        ("[2001:db8:1:2:3:4:5:6]:4711", 1, "2001:db8:1:2::"),
        ("[2001:db8:1:2::6]", 1, "2001:db8:1:2::"),
    ],
)
def test_client_address(forwarded, proxies, address):
    assert client_address({"REMOTE_ADDR": PEER, "HTTP_X_FORWARDED_FOR": forwarded}, proxies) == address


def test_without_the_header_or_an_address():
    assert client_address({"REMOTE_ADDR": PEER}, 1) == PEER
    assert client_address({"REMOTE_ADDR": ""}, 0) == ""


@given(st.text(), st.integers(1, 3))
def test_what_a_reader_writes_never_becomes_the_address(written, proxies):
    ours = ", ".join(["192.0.2.1", "203.0.113.5", "203.0.113.6"][:proxies])
    environ = {"REMOTE_ADDR": PEER, "HTTP_X_FORWARDED_FOR": f"{written}, {ours}"}
    assert client_address(environ, proxies) == "192.0.2.1"
