"""What things are called, read from the documents of the search."""

import pytest

from news.models import SearchDocument
from news.named import named_things

pytestmark = pytest.mark.django_db
TREATY = ("agreement", "community-treaty-1996")


def document(title, **values):
    name = {"kind": TREATY[0], "key": TREATY[1], "language": "en"}
    return SearchDocument.objects.create(
        **name | {"title": title, "title_language": "en", "facts": ""} | values
    )


def test_an_agreement_is_not_called_by_an_article_of_its_text():
    document("Article 1 – Treaty", part="art_1")
    document("Treaty")
    document("Preamble – Treaty", part="preamble")
    assert named_things([TREATY])[TREATY].title("en") == ("Treaty", "en")
