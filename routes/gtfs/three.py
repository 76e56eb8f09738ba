"""A text in three languages on its way to `translations.txt` and back: English in the row, the others beside it."""

from collections.abc import Iterable, Iterator

from routes.gtfs.packing import Row

LANGUAGES = ("en", "ru", "be")
Three = tuple[str, str, str]


def three_of(thing: object, name: str) -> Three:
    """The three columns; where English is empty the first that is not stands for it."""
    found = [getattr(thing, f"{name}_{language}") for language in LANGUAGES]
    first = next(filter(None, found), "")
    return (found[0] or first, found[1], found[2])


def translations(table: str, field: str, texts: Iterable[tuple[str, Three]]) -> Iterator[Row]:
    """`texts`: (id of the row, text). A language that says the same as English is still said: it may be a name."""
    for record, text in texts:
        for language, words in zip(LANGUAGES[1:], text[1:], strict=True):
            if words:
                yield (table, field, language, words, record)
