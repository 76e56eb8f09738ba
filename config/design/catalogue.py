"""All components by subject, and the partials that are shown otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.design import agreements, news, railway, shared, written
from config.design.components import Component

# The page itself bears them: its head, its frame.
IN_THE_FRAME = frozenset(
    f"site/_{name}.html" for name in ("beside", "colophon", "masthead", "prose_preload", "share", "sprite")
)
# Pages that only a fault brings, by the name of their template.
FAULTS = ("400", "403", "404", "410", "429", "500", "503")


@dataclass(frozen=True, slots=True)
class Subject:
    key: str
    name: str | Promise
    components: Sequence[Component]


def subjects() -> Iterator[Subject]:
    """Made in the page's language."""
    yield Subject("shared", _("Everything on record"), list(shared.components()))
    yield Subject("news", _("News"), [*written.components(), *news.components()])
    yield Subject("agreements", _("Agreements"), list(agreements.components()))
    yield Subject("railway", _("Railway"), list(railway.components()))


def shown() -> set[str]:
    return {component.name for subject in subjects() for component in subject.components}
