"""What tests of pages read in an answer."""

import re
from html import unescape


def words(response):
    """What a page says: tags left out, entities read, blanks of every kind made one space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.content.decode())))
