"""What tests of pages read in an answer."""

import re
from html import unescape


def words(response):
    """What a page says: tags left out, entities read, blanks of every kind made one space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.content.decode())))


def carried(response):
    """{name: value} of what a page keeps of a form that was sent (`admin/_carried.html`)."""
    found = re.findall(
        r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', response.content.decode(), re.DOTALL
    )
    return {name: unescape(value) for name, value in found}
