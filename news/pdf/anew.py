"""A PDF written anew: its pages and what helps to read them. Runs apart (config/web/apart.py), and imports no Django."""

from io import BytesIO

import pikepdf
from pikepdf.settings import set_qpdf_limits

from news.pdf.bookmarks import Bookmarks
from news.pdf.bounds import MAX_DEPTH, MAX_STREAM, MAX_VALUES, Refusal, RefusedError
from news.pdf.copying import Copier
from news.pdf.pages import check_number, copy_pages

# Of the catalogue, beside pages and bookmarks (ISO 32000-1, 7.7.2).
MEMBERS = {
    "/Lang": "plain",
    "/MarkInfo": "marks",
    "/PageLabels": "page labels",
    "/StructTreeRoot": "structure",
}
VERSION = "1.7"
TOO_MUCH = ("limit exceeded", "bad_alloc")
# Faults of which qpdf tells and nothing is lost: a blank page without resources, a field that its form does not know.
MENDED = ("; repairing", "duplicated key", "invalid /Type entry", "not reachable from /AcroForm")


def answer(data: bytes) -> bytes:
    """`refused REASON`, or `PAGES scan` or `PAGES text`, a line end and the document."""
    set_qpdf_limits(
        parser_max_nesting=MAX_DEPTH,
        parser_max_container_size=MAX_VALUES,
        flate_max_memory=MAX_STREAM,
        run_length_max_memory=MAX_STREAM,
        png_max_memory=MAX_STREAM,
        tiff_max_memory=MAX_STREAM,
        max_stream_filters=4,
        doc_max_warnings=1_000,
    )
    try:
        pages, is_scan, clean = written_anew(data)
    except RefusedError as refused:
        return b"refused " + refused.reason.encode()
    except pikepdf.PasswordError:
        return b"refused " + Refusal.LOCKED.encode()
    except pikepdf.PdfError as error:
        return b"refused " + _why(str(error)).encode()
    return f"{pages} {'scan' if is_scan else 'text'}\n".encode() + clean


def written_anew(data: bytes) -> tuple[int, bool, bytes]:
    """(pages, whether none of them has text that can be selected, bytes), the same each time."""
    with pikepdf.open(BytesIO(data), attempt_recovery=False) as source, pikepdf.new() as into:
        if source.is_encrypted:
            raise RefusedError(Refusal.LOCKED)
        check_number(source)
        _flatten(source)
        copier = Copier(into)
        pages = copy_pages(source, into, copier)
        for name, kind in MEMBERS.items():
            member = copier.copy(source.Root.get(name), kind)
            if member is not None:
                into.Root[name] = member
        if said := _losses(source):
            raise RefusedError(_why(" ".join(said)))
        if bookmarks := Bookmarks(source, pages).items():
            with into.open_outline() as outline:
                outline.root.extend(bookmarks)
        out = BytesIO()
        into.save(
            out,
            min_version=VERSION,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return len(pages), not copier.has_text, out.getvalue()


def _losses(source: pikepdf.Pdf) -> list[str]:
    """What could not be read and was taken to be empty instead: it would be lost unnoticed."""
    said = map(str, source.get_warnings())
    return [each for each in said if not any(words in each for words in MENDED)]


def _why(said: str) -> Refusal:
    """qpdf tells what is too much from other faults by words alone."""
    return Refusal.TOO_MUCH if any(words in said for words in TOO_MUCH) else Refusal.DAMAGED


def _flatten(source: pikepdf.Pdf) -> None:
    """What of annotations comes on paper, stamps and filled-in fields, becomes part of its page."""
    form = source.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        # It says that whoever shows the form may draw its fields anew; we show what is drawn.
        del form.NeedAppearances
    source.flatten_annotations("print")
