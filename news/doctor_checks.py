"""What `manage.py doctor` asks of the record: derived rows that are behind, files that nothing uses, fixtures that
were not brought in."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.db.models import Q

from config.web.doctor.findings import Finding, error, fine, notice, register, warning
from news.models import Image, SearchChange, SearchDocument, SearchMirror
from news.models.list_counts import are_right
from news.overdue import (
    agreements_without_status,
    texts_not_found,
    texts_not_listed,
    things_not_found,
    things_not_on_timeline,
)
from news.pictures.pruning import orphans
from news.search.asking import behind_by, has_standby
from news.search.opensearch.client import NotFilledError, OpenSearchError, client
from news.search.opensearch.mirror import held
from news.syncing.errors import SyncError
from news.syncing.files import content_hash, read
from news.syncing.known import Known

SYNC = "manage.py sync_fixtures --plan, then without it"


def check_derived() -> Iterator[Finding]:
    texts, unlisted, agreements = texts_not_found(), texts_not_listed(), agreements_without_status()
    if unlisted:
        yield error(f"{unlisted} texts stand in no list of news.", "manage.py reindex article")
    if miscounted := not are_right():
        yield error("Lists of sources, people or figures are counted wrongly.", "manage.py reindex source")
    if dated := things_not_on_timeline():
        yield error(f"{dated} dated things are missing on the timeline.", "manage.py reindex")
    if texts:
        yield error(f"{texts} texts are not found by the search.", "manage.py reindex")
    if things := things_not_found():
        yield error(
            f"{things} sources, people, agreements or other things are not found by the search.",
            "manage.py reindex",
        )
    if agreements:
        yield error(
            f"{agreements} agreements have no status in the register's lists.",
            "manage.py check_register --repair",
        )
    if not (texts or things or unlisted or miscounted or agreements or dated):
        yield fine("lists, timeline, search and statuses are up to date")


def check_pictures() -> Iterator[Finding]:
    if unknown := Image.objects.filter(Q(sha256="") | Q(likeness="")).count():
        yield warning(f"{unknown} pictures have no renditions.", "manage.py make_renditions")
    on_disk = issubclass(default_storage.__class__, FileSystemStorage)
    if on_disk and (count := sum(1 for _ in orphans())):
        yield notice(f"{count} stored files belong to nothing any more.", "manage.py make_renditions --prune")


def check_fixtures() -> Iterator[Finding]:
    """Whether the last synchronisation loaded what the files of this code say."""
    try:
        fixtures = read([Path(settings.FIXTURE_DIRS[0])])
    except SyncError as reason:
        yield error(f"The files cannot be read: {reason}")
        return
    known, filed = Known(), fixtures.records.values()
    newer = [each for each in filed if not known.is_as(each, content_hash(each.content))]
    if newer and not any(name in known for name in fixtures.records):
        yield warning("They were never synchronised: what they bring, or mend, is not here.", SYNC)
    elif newer:
        yield warning(
            f"{len(newer)} of {len(fixtures.records)} records were synchronised before the files changed, "
            f"or not at all, {newer[0]} in {newer[0].file} for one.",
            SYNC,
        )
    else:
        yield fine(f"{len(fixtures.records)} records synchronised")


def check_standby() -> Iterator[Finding]:
    if not has_standby():
        return
    try:
        behind = behind_by()
    except DatabaseError as reason:
        yield warning(
            f"the standby that answers searches cannot be asked, so the database does: {str(reason).strip()}",
            "SEARCH_DATABASE_URL=… in .env  (is it running?)",
        )
        return
    if behind:
        # A moment of work is not yet a fault.
        yield notice(
            f"the standby has not heard of the last {behind} changes",
            "look again in a minute, then at its log",
        )
    else:
        yield fine("the standby answers, and has all changes")


def check_opensearch() -> Iterator[Finding]:
    if not settings.OPENSEARCH_URL:
        if SearchMirror.objects.exists():
            yield warning(
                "changes are kept for an OpenSearch that no setting names any more",
                "manage.py mirror_search --off  (or OPENSEARCH_URL=… in .env)",
            )
        return
    try:
        there, wanted = held(client()), SearchDocument.objects.count()
    except NotFilledError:
        yield warning(
            "OpenSearch is not filled yet, so the database answers searches",
            "manage.py mirror_search  (the site does it by itself, and this says how far it is)",
        )
        return
    except OpenSearchError as reason:
        yield warning(
            f"OpenSearch cannot be asked, so the database answers searches: {reason}",
            "OPENSEARCH_URL=… in .env  (is it running?)",
        )
        return
    if waiting := SearchChange.objects.count():
        # A moment of work is not yet a fault.
        yield notice(
            f"OpenSearch has not heard of {waiting} changes", "look again in a minute, then at the site's log"
        )
    elif there != wanted:
        yield warning(f"OpenSearch holds {there} documents, the database {wanted}", "manage.py mirror_search")
    else:
        yield fine(f"OpenSearch answers searches, and holds all {wanted} documents")


register("derived", check_derived)
register("pictures", check_pictures)
register("fixtures", check_fixtures)
register("search", check_standby)
register("opensearch", check_opensearch)
