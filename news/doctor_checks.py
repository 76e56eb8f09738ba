"""What `manage.py doctor` asks of the record: derived rows that are behind, files that nothing uses."""

from collections.abc import Iterator

from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import Q

from config.web.doctor.findings import Finding, error, fine, notice, register, warning
from news.models import Image
from news.overdue import agreements_without_status, texts_not_found
from news.pictures.pruning import orphans


def check_derived() -> Iterator[Finding]:
    texts, agreements = texts_not_found(), agreements_without_status()
    if texts:
        yield error(f"{texts} texts are not found by the search.", "manage.py reindex")
    if agreements:
        yield error(
            f"{agreements} agreements have no status in the register's lists.",
            "manage.py check_register --repair",
        )
    if not texts and not agreements:
        yield fine("search and statuses are up to date")


def check_pictures() -> Iterator[Finding]:
    if unknown := Image.objects.filter(Q(sha256="") | Q(likeness="")).count():
        yield warning(f"{unknown} pictures have no renditions.", "manage.py make_renditions")
    on_disk = issubclass(default_storage.__class__, FileSystemStorage)
    if on_disk and (count := sum(1 for _ in orphans())):
        yield notice(f"{count} stored files belong to nothing any more.", "manage.py make_renditions --prune")


def register_checks() -> None:
    register("derived", check_derived)
    register("pictures", check_pictures)
