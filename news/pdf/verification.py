"""Is a file a PDF that we take? Asked of its size, its first bytes and its last, before anything in it is read."""

from typing import IO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 16 * 1024 * 1024
BEGIN, END = b"%PDF-", b"%%EOF"
TAIL = 1024  # bytes: where readers look for the end
WHITE_SPACE = b"\0\t\n\f\r "  # ISO 32000-1, 7.2.2


def check_ends(file: IO[bytes], size: int) -> None:
    """Raises ValidationError, in words an editor can act on, for what is no PDF, too large, cut off, or two files in one."""
    if size > MAX_BYTES:
        raise ValidationError(
            _("The file has %(size)s; at most %(limit)s are taken."),
            params={"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)},
        )
    file.seek(0)
    if file.read(len(BEGIN)) != BEGIN:
        raise ValidationError(_("This is no PDF. Save the document as PDF and repeat."))
    file.seek(max(0, size - TAIL))
    _before, end, behind = file.read(TAIL).rpartition(END)
    if not end or behind.strip(WHITE_SPACE):
        raise ValidationError(
            _("The PDF is cut off, or something else stands behind its end. Save it again and repeat.")
        )
