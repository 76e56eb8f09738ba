"""What is kept of an uploaded PDF: its pages, written anew, and nothing else that was in the file."""

import hashlib
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from config.web.apart import ApartError, run_apart
from news.pdf.bounds import MAX_PAGES, MAX_PICTURE_SIDE, Refusal
from news.pdf.verification import check_ends

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
REASONS = {
    Refusal.DAMAGED: _("The PDF is damaged. Save it again and repeat."),
    Refusal.LOCKED: _(
        "The PDF is protected by a password or against changes. Save it without protection and repeat."
    ),
    Refusal.TOO_MANY_PAGES: _("The PDF has more than %(pages)d pages. Divide it and repeat."),
    Refusal.PAGE_TOO_LARGE: _(
        "A page of the PDF has no usual size: at most 5 metres, at least a millimetre, and one side at most "
        "40 times the other."
    ),
    Refusal.PICTURE_TOO_LARGE: _(
        "A picture in the PDF is too large. Scan with at most 600 dots an inch, or make it at most %(side)d "
        "pixels wide and high."
    ),
    Refusal.TOO_MUCH: _("The PDF takes too long to be read, or too much memory. Save it smaller and repeat."),
}
NUMBERS = {"pages": MAX_PAGES, "side": MAX_PICTURE_SIDE // 2}


class CleanPdf(ContentFile):  # type: ignore[type-arg]
    """A PDF to be stored, named after its own content.

    `received_sha256`: of the file as it came. `is_scan`: no page has text that can be selected.
    """

    def __init__(self, data: bytes, *, received_sha256: str, pages: int, is_scan: bool) -> None:
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.received_sha256, self.pages, self.is_scan = received_sha256, pages, is_scan
        super().__init__(data, name=f"{self.sha256}.pdf")


def clean_pdf(file: IO[bytes], size: int) -> CleanPdf:
    """The document written anew, so that no script, action, form, attachment, signature or metadata of the file is left, nor
    another file in it.

    The same file gives the same bytes each time. Raises ValidationError for what is no PDF, locked, damaged or too large.
    """
    check_ends(file, size)
    file.seek(0)
    data = file.read()
    try:
        answer = run_apart("news.pdf.anew", data, memory=MEMORY, seconds=SECONDS)
    except ApartError as error:
        raise _refusal(Refusal.TOO_MUCH if error.takes_too_much else Refusal.DAMAGED) from None
    head, _line, clean = answer.partition(b"\n")
    first, second = head.decode().split()
    if first == "refused":
        raise _refusal(Refusal(second))
    return CleanPdf(
        clean,
        received_sha256=hashlib.sha256(data).hexdigest(),
        pages=int(first),
        is_scan=second == "scan",
    )


def _refusal(reason: Refusal) -> ValidationError:
    return ValidationError(REASONS[reason], code=reason, params=NUMBERS)
