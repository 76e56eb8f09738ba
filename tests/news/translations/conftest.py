"""An article whose Russian text follows the first of two English versions."""

import pytest

from tests.factories import make_article, make_source, make_version, moment

FIRST = "It met.[^read]\n\nTrains run daily.[^read]\n\nThe end."
SECOND = "It met.[^read]\n\nTrains run weekly.[^read]\n\nIn 2027 more come.[^read]\n\nThe end."
RUSSIAN = "Он собрался.[^read]\n\nПоезда ходят ежедневно.[^read]\n\nКонец."


@pytest.fixture
def behind(db):
    make_source("read")
    return make_behind()


def make_behind(slug=None, **fields):
    """The Russian version, behind since a day after its original was published."""
    article = make_article(slug, version=False)
    first = make_version(article, headline="Trains", standfirst="", body=FIRST)
    russian = make_version(
        article,
        "ru",
        headline="Поезда",
        standfirst="",
        body=RUSSIAN,
        act="translation",
        translated_from=first,
        translation_method="human",
        **fields,
    )
    make_version(article, headline="Trains", standfirst="", body=SECOND, live_from=moment(1))
    return russian
