"""The acts "Add a document", "Withdraw" and "Put back": each in one transaction, with one audit entry."""

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from news import audit
from news.models import TextFile, TextVersion
from news.pdf.cleaning import CleanPdf
from news.publishing.refusals import Reason, RefusedError


@transaction.atomic
def add_document(
    version: TextVersion, content: CleanPdf, *, by: AbstractUser, origin_url: str = ""
) -> TextFile:
    """Public at once, as its text is. Raises RefusedError where the text has this very document."""
    TextVersion.objects.select_for_update().get(pk=version.pk)
    if held := version.files.filter(sha256=content.sha256).first():
        words = _("This very document is held already.")
        if held.withdrawn_at:
            words = _("This very document was withdrawn: put it back instead.")
        raise RefusedError(Reason(words, "file"))
    document = TextFile(
        version=version,
        number=(version.files.aggregate(last=Max("number"))["last"] or 0) + 1,
        size=content.size,
        pages=content.pages,
        is_scan=content.is_scan,
        sha256=content.sha256,
        received_sha256=content.received_sha256,
        origin_url=origin_url,
        recorded_by=by,
    )
    document.file.save(str(content.name), content, save=False)
    document.save()
    said = ("file", "pages", "received_sha256", "origin_url")
    audit.record(document, by=by, act="add", new={name: str(getattr(document, name)) for name in said})
    return document


@transaction.atomic
def withdraw_document(document: TextFile, *, because: str, by: AbstractUser) -> TextFile:
    """Readers get it no more, and read why. Raises RefusedError without a reason, or where it is withdrawn already."""
    document = TextFile.objects.select_for_update().get(pk=document.pk)
    because = " ".join(because.split())
    if not because:
        raise RefusedError(Reason(_("Say why, for readers."), "because"))
    if document.withdrawn_at:
        raise RefusedError(Reason(_("This document is withdrawn already.")))
    document.withdrawn_at, document.withdrawn_because = timezone.now(), because
    document.save(update_fields=["withdrawn_at", "withdrawn_because"])
    audit.record(document, by=by, act="withdraw", new={"withdrawn_because": because}, comment=because)
    return document


@transaction.atomic
def put_document_back(document: TextFile, *, by: AbstractUser) -> TextFile:
    """Raises RefusedError where it is not withdrawn."""
    document = TextFile.objects.select_for_update().get(pk=document.pk)
    if not document.withdrawn_at:
        raise RefusedError(Reason(_("This document is not withdrawn.")))
    before = document.withdrawn_because
    document.withdrawn_at, document.withdrawn_because = None, ""
    document.save(update_fields=["withdrawn_at", "withdrawn_because"])
    audit.record(document, by=by, act="restore", old={"withdrawn_because": before})
    return document
