"""When a translation is behind: its original has gone on, and nobody has found it still correct. Said once, for every page.

Pure: versions as read with `with_checks()` in, a version out.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.models import ArticleVersion


def followed(
    version: "ArticleVersion | None", versions: Iterable["ArticleVersion"]
) -> "ArticleVersion | None":
    """The version of its original that a translation keeps up with: the one it was made from, or a later one against which
    it was found still correct. `versions`: of the article, with those two among them."""
    if version is None or version.translated_from_id is None:
        return None
    by_pk = {each.pk: each for each in versions}
    made_from, checked = by_pk.get(version.translated_from_id), by_pk.get(version.checked_id or 0)
    if checked and made_from and _is_later(checked, made_from):
        return checked
    return made_from


def newer_original(
    version: "ArticleVersion | None",
    versions: Iterable["ArticleVersion"],
    present: Mapping[str, "ArticleVersion"],
) -> "ArticleVersion | None":
    """The original's present version, where the translation does not keep up with it. `present`: by language."""
    source = followed(version, versions)
    original = present.get(source.language) if source else None
    return original if source and original and _is_later(original, source) else None


def _is_later(one: "ArticleVersion", other: "ArticleVersion") -> bool:
    return one.language == other.language and one.number > other.number
