"""What is refused: no PDF, two files in one, locked, cut off, and what is small and unfolds into more than a machine holds."""

import zlib
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from news.pdf import cleaning, verification
from news.pdf.cleaning import clean_pdf
from tests.news.pdf.samples import (
    bomb,
    claiming,
    jpeg_2000_claiming,
    jpeg_of,
    page_of,
    pdf,
    picture_pdf,
    scan_pdf,
    stream,
    text_pdf,
    written_packed,
)

NO_PDF = "This is no PDF. Save the document as PDF and repeat."
CUT_OFF = "The PDF is cut off, or something else stands behind its end. Save it again and repeat."
DAMAGED = "The PDF is damaged. Save it again and repeat."
LOCKED = "The PDF is protected by a password or against changes. Save it without protection and repeat."
TOO_MUCH = "The PDF takes too long to be read, or too much memory. Save it smaller and repeat."
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FLATE = b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
BOMB = bomb()


def refusal(data):
    with pytest.raises(ValidationError) as refused:
        clean_pdf(BytesIO(data), len(data))
    return " ".join(refused.value.messages)


def cleaned(data):
    return clean_pdf(BytesIO(data), len(data)).read()


def archive():
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("a.exe", "MZ")
    return out.getvalue()


def tree_of(kids):
    return b"<< /Type /Pages /Count 9 /Kids [%s] /MediaBox [0 0 595 842] >>" % kids


def locked(**passwords):
    out = BytesIO()
    with pikepdf.open(BytesIO(text_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


class TestUnread:
    @pytest.fixture(autouse=True)
    def unread(self, monkeypatch):
        monkeypatch.setattr(
            "news.pdf.cleaning.run_apart", lambda *args, **limits: pytest.fail("It was read.")
        )

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"words",
            b"<html><script>alert(1)</script>" + text_pdf(),
            b"\n" + text_pdf(),
            archive() + text_pdf(),
            b"\xef\xbb\xbf" + text_pdf(),
            jpeg_of(),
        ],
        ids=str.split("empty words html line archive mark picture"),
    )
    def test_what_does_not_begin_as_one(self, data):
        assert refusal(data) == NO_PDF

    @pytest.mark.parametrize("data", [text_pdf() + archive(), text_pdf()[:-20], text_pdf()[:9]])
    def test_what_does_not_end_as_one(self, data):
        assert refusal(data) == CUT_OFF

    def test_too_many_bytes(self, monkeypatch):
        monkeypatch.setattr(verification, "MAX_BYTES", 50)
        assert "at most 50\xa0bytes are taken." in refusal(text_pdf())


class TestApart:
    """The process apart may take so much and no more."""

    def test_time(self, monkeypatch):
        monkeypatch.setattr(cleaning, "SECONDS", 1)
        assert refusal(text_pdf(b"0 0 m " * 10_000_000 + b"() Tj")) == TOO_MUCH

    def test_memory(self, monkeypatch):
        """Within all bounds, but for the room that is left beside Python."""
        monkeypatch.setattr(cleaning, "MEMORY", 200 * 1024 * 1024)
        assert refusal(text_pdf(b" " * 120_000_000)) == TOO_MUCH


@pytest.mark.usefixtures("nearby")
class TestRefused:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(pdf([b""], objects={11: stream(BOMB, FLATE)}), id="contents"),
            pytest.param(
                pdf([b""], objects={11: stream(zlib.compress(BOMB), b"/Filter [/FlateDecode /FlateDecode]")}),
                id="twice",
            ),
            pytest.param(picture_pdf(b"/Width 6000 /Height 6000 " + FLATE, BOMB), id="picture"),
            pytest.param(
                written_packed(
                    {
                        1: CATALOG,
                        2: tree_of(b"10 0 R"),
                        5: stream(BOMB, b"/Type /ObjStm /N 2 /First 8 " + FLATE),
                    }
                    | {10: page_of(b"4 0 R")},
                    {3: (5, 0), 4: (5, 1)},
                ),
                id="objects",
            ),
            pytest.param(
                picture_pdf(
                    b"/Width 60 /Height 60 /Filter [/RunLengthDecode /LZWDecode]", b"\x81\0" * 2_000_000
                ),
                id="runs",
            ),
        ],
    )
    def test_a_gigabyte_in_little(self, data):
        assert len(data) < 5 * 1024 * 1024
        assert refusal(data) == TOO_MUCH

    @pytest.mark.parametrize("passwords", [{"user": "a", "owner": "b"}, {"user": "", "owner": "b"}])
    def test_what_is_locked(self, passwords):
        assert refusal(locked(**passwords)) == LOCKED

    def test_too_many_pages(self):
        data = pdf([b""] * 5000)
        assert refusal(data) == "The PDF has more than 1000 pages. Divide it and repeat."

    @pytest.mark.parametrize(
        "box", [b"0 0 14401 9000", b"0 0 1000000000 1000000000", b"0 0 595 2", b"0 0 10000 200", b"0 0 0 0"]
    )
    def test_pages_of_no_size(self, box):
        assert refusal(text_pdf(page=b"/MediaBox [%s]" % box)).startswith(
            "A page of the PDF has no usual size"
        )

    @pytest.mark.parametrize(
        "data",
        [
            picture_pdf(b"/Width 13000 /Height 13000 " + FLATE, b""),
            picture_pdf(b"/Width 12001 /Height 1"),
            scan_pdf(claiming(13_000, 13_000)),
            picture_pdf(b"/Width 9 /Height 9 /Filter /JPXDecode", jpeg_2000_claiming(13_000, 13_000)),
            text_pdf(b"BI /W 13000 /H 13000 /BPC 1 /CS /G ID \0 EI"),
            picture_pdf(
                b"/Width 1 /Height 1 /SMask 51 0 R",
                objects={51: stream(b"", b"/Subtype /Image /Width 9000 /Height 9000")},
            ),
        ],
        ids=["dictionary", "side", "JPEG", "JPEG 2000", "within contents", "mask"],
    )
    def test_pictures_of_too_many_pixels(self, data):
        assert refusal(data).startswith("A picture in the PDF is too large.")

    @pytest.mark.parametrize(
        "data",
        [
            b"%PDF-1.7\n%%EOF",
            b"%PDF-1.7\nstartxref\n0\n%%EOF",
            text_pdf()[:800] + text_pdf()[900:],
            pdf([]),
            text_pdf(objects={2: tree_of(b"2 0 R")}),
            text_pdf(objects={2: tree_of(b"10 0 R 2 0 R")}),
            text_pdf(page=b"/MediaBox [0 0 (a) 9]"),
            scan_pdf(jpeg_of()[:-60]),
            written_packed({1: CATALOG}, {2: (3, 0), 3: (3, 0)}),
            written_packed(
                {
                    1: CATALOG,
                    3: stream(b"2 0 << >>", b"/Type /ObjStm /N 1 /First 4 /Extends 3 0 R /Length 2 0 R"),
                },
                {2: (3, 0)},
            ),
            text_pdf(trailer=b"/Prev 9"),
        ],
        ids=str.split("nothing table gap pageless tree tree-too box picture holder length before"),
    )
    def test_what_is_damaged_or_leads_back_to_itself(self, data):
        assert refusal(data) == DAMAGED


@pytest.mark.usefixtures("nearby")
class TestEndless:
    """Taken, less what leads back to itself."""

    def test_bookmarks(self):
        data = text_pdf(
            catalog=b"/Outlines << /First 50 0 R >>",
            objects={
                50: b"<< /Title (a) /Dest [10 0 R /Fit] /First 50 0 R /Next 51 0 R >>",
                51: b"<< /Next 50 0 R >>",
            },
        )
        assert [each.title for each in PdfReader(BytesIO(cleaned(data))).outline] == ["a"]

    def test_forms(self):
        form = stream(b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources 3 0 R")
        data = text_pdf(resources=b"/XObject << /F 50 0 R >>", objects={50: form})
        with pikepdf.open(BytesIO(cleaned(data))) as document:
            inner = document.pages[0].obj.Resources.XObject.F
            assert "/F" not in inner.Resources.XObject

    def test_names_of_places(self):
        data = text_pdf(
            catalog=b"/Outlines << /First 50 0 R >> /Names << /Dests 51 0 R >>",
            objects={50: b"<< /Title (a) /Dest (b) >>", 51: b"<< /Kids [51 0 R] /Limits [(a) (c)] >>"},
        )
        assert PdfReader(BytesIO(cleaned(data))).outline == []


def packed_close(data):
    """As most programs write one today: objects in streams, and a table in one."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
    return out.getvalue()


WHOLE = [text_pdf(), scan_pdf(), packed_close(text_pdf())]


@pytest.mark.usefixtures("nearby")
class TestAnyBytes:
    """Refused in words, or a PDF that opens."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.binary(max_size=300))
    def test_made_up(self, middle):
        check_taken_or_refused(b"%PDF-1.7\n" + middle + b"\n%%EOF")

    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.data())
    def test_changed(self, data):
        whole = bytearray(data.draw(st.sampled_from(WHOLE)))
        for _change in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(9, len(whole) - 7))
            whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        check_taken_or_refused(bytes(whole))


def check_taken_or_refused(data):
    try:
        clean = clean_pdf(BytesIO(data), len(data))
    except ValidationError:
        return
    with pikepdf.open(clean, attempt_recovery=False) as document:
        assert len(document.pages) == clean.pages > 0
        assert "/Info" not in document.trailer
        assert set(document.Root.keys()) <= {"/Type", "/Pages", "/Lang"}
