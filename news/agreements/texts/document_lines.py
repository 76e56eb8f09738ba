"""The documents of texts as pages list them: what a reader gets, how it can be checked, or why it is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext

from config.web import dates
from config.web.prepared import Many, prepared
from news.models import TextFile, TextVersion


@dataclass(frozen=True, slots=True)
class DocumentLine:
    document: TextFile

    @property
    def url(self) -> str:
        """Empty where nobody gets it any more."""
        return "" if self.document.withdrawn_at else self.document.file.url

    @property
    def what(self) -> str:
        pages = self.document.pages
        return ngettext("PDF, %(count)d page", "PDF, %(count)d pages", pages) % {"count": pages}

    @property
    def about(self) -> str:
        """How large it is, and that nothing in a scan can be searched."""
        size = filesizeformat(self.document.size)
        if not self.document.is_scan:
            return size
        return gettext("%(size)s; a scan: its pages are pictures") % {"size": size}

    @property
    def origin(self) -> str:
        """Whose address it came from, as readers know it: its host."""
        return (urlsplit(self.document.origin_url).hostname or "").removeprefix("www.")

    @property
    def withdrawn(self) -> str:
        at = self.document.withdrawn_at
        if at is None:
            return ""
        words = {"day": dates.local_day(at), "reason": self.document.withdrawn_because}
        return gettext("Withdrawn on %(day)s: %(reason)s") % words


def documents_of(versions: Iterable[TextVersion]) -> dict[int, list[DocumentLine]]:
    """{version's pk: its documents in order}; one query for all."""
    by_pk = {version.pk: version for version in versions}
    found: dict[int, list[DocumentLine]] = {pk: [] for pk in by_pk}
    for document in _documents().rows(versions=list(by_pk)) if by_pk else ():
        document.version = by_pk[document.version_id]
        found[document.version_id].append(DocumentLine(document))
    return found


@prepared
def _documents() -> QuerySet[TextFile]:
    return TextFile.objects.filter(version__in=Many("versions")).order_by("version", "number")
