"""What is left of an uploaded PDF: pages to read, the same each time, and nothing that acts, hides or tells of its maker."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Pillow
from pypdf import PdfReader

from config.web.apart import ROOT
from news.pdf.cleaning import clean_pdf
from tests.news.pdf.samples import (
    CYRILLIC,
    FONT,
    HOSTILE,
    SECRET,
    annotated,
    jpeg_of,
    page_of,
    picture_pdf,
    scan_pdf,
    stream,
    text_pdf,
    words,
)


def cleaned(data):
    return clean_pdf(BytesIO(data), len(data))


def opened(data):
    return pikepdf.open(cleaned(data))


def in_clear(data):
    """All that is in it, unpacked."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def texts(data):
    return [page.extract_text().strip() for page in PdfReader(BytesIO(data)).pages]


class TestApart:
    """The real thing, in a process of its own."""

    def test_a_text_the_same_each_time(self):
        data = text_pdf(words(), words("второй лист"))
        clean, again = cleaned(data), cleaned(data)
        assert (clean.pages, clean.is_scan, clean.name) == (2, False, f"{clean.sha256}.pdf")
        assert clean.received_sha256 not in ("", clean.sha256)
        assert again.sha256 == clean.sha256
        assert texts(clean.read()) == [CYRILLIC, "второй лист"]

    def test_the_site_does_not_load_the_library(self):
        code = "import sys, news.pdf.cleaning; sys.exit('pikepdf' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.usefixtures("nearby")
class TestKept:
    def test_a_clean_one_is_cleaned_to_itself(self):
        once = cleaned(text_pdf())
        assert cleaned(once.read()).sha256 == once.sha256

    def test_boxes_and_rotation_of_its_own_and_inherited(self):
        data = text_pdf(tree=b"/Rotate 90", page=b"/CropBox [500 800 10.5 10] /UserUnit 2")
        document = opened(data)
        page = document.pages[0].obj
        assert (page.Rotate, page.UserUnit) == (90, 2)
        assert [float(each) for each in page.MediaBox] == [0, 0, 595, 842]
        assert [float(each) for each in page.CropBox] == [10.5, 10, 500, 800]

    def test_contents_in_pieces(self):
        data = text_pdf(objects={10: page_of(b"[11 0 R 50 0 R]"), 50: stream(words("и ещё"))})
        assert texts(cleaned(data).read()) == [f"{CYRILLIC}и ещё"]

    def test_names_in_any_code_page(self):
        """As programs of Windows write those of Cyrillic letters."""
        name = "/" + "".join(f"#{byte:02x}" for byte in "Шрифт".encode("cp1251"))
        data = text_pdf(
            catalog=b"/Lang 51 0 R",
            objects={
                4: FONT[4].replace(b"/BaseFont /Test", b"/BaseFont 50 0 R"),
                50: name.encode(),
                51: b"(ru)",
            },
        )
        document = opened(data)
        assert document.pages[0].obj.Resources.Font.F1.BaseFont.unparse(resolved=True) == name.encode()
        assert document.Root.Lang == "ru"

    def test_bookmarks_that_point_at_pages(self):
        data = text_pdf(
            *[words()] * 3,
            catalog=b"/Outlines << /First 50 0 R /Last 53 0 R >>"
            b" /Names << /Dests << /Names [(named) [14 0 R /Fit]] >> >>",
            objects={
                50: b"<< /Title (Whole) /First 51 0 R /Last 51 0 R /Next 52 0 R >>",
                51: b"<< /Title (Article 1) /Dest [12 0 R /XYZ 0 700 2] >>",
                52: b"<< /Title (Article 2) /A << /S /GoTo /D (named) >> /Next 53 0 R >>",
                53: b"<< /Title <EFBBBFFF> /Dest [10 0 R /Fit] /Next 54 0 R >>",
                54: b"<< /Title (Elsewhere) /A << /S /GoToR /F (x.pdf) /D [0 /Fit] >> >>",
            },
        )
        reader = PdfReader(BytesIO(cleaned(data).read()))
        whole, [first], second = reader.outline
        assert [each.title for each in (whole, first, second)] == ["Whole", "Article 1", "Article 2"]
        assert [reader.get_destination_page_number(each) for each in (first, second)] == [1, 2]
        assert first["/Top"] == 700

    def test_structure_for_screen_readers(self):
        content = b"/H1 << /MCID 0 >> BDC " + words() + b" EMC"
        data = text_pdf(
            content,
            catalog=b"/Lang (be) /MarkInfo << /Marked true >> /StructTreeRoot 50 0 R"
            b" /PageLabels << /Nums [0 << /S /r /St 4 >>] >>",
            page=b"/StructParents 0",
            objects={
                50: b"<< /Type /StructTreeRoot /K 51 0 R /ParentTree 53 0 R /RoleMap << /Head /H1 >> >>",
                51: b"<< /S /Document /P 50 0 R /K [52 0 R] /A << /O /Layout /JS (%s) >> >>" % SECRET,
                52: b"<< /S /Head /P 51 0 R /Pg 10 0 R /Alt (A heading) /K [0 << /Type /OBJR /Obj 54 0 R >>] >>",
                53: b"<< /Nums [0 [52 0 R]] >>",
                54: b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (%s) >> >>" % SECRET,
            },
        )
        clean = cleaned(data).read()
        assert SECRET not in in_clear(clean)
        document = pikepdf.open(BytesIO(clean))
        root = document.Root.StructTreeRoot
        assert (str(document.Root.Lang), document.Root.MarkInfo.Marked, root.RoleMap.Head) == (
            "be",
            True,
            "/H1",
        )
        assert PdfReader(BytesIO(clean)).page_labels == ["iv"]
        heading = root.K.K[0]
        assert heading.P == root.K
        assert root.K.P.Type == "/StructTreeRoot"
        assert (heading.Pg.objgen, str(heading.Alt)) == (document.pages[0].obj.objgen, "A heading")
        assert list(heading.K) == [0]
        assert root.ParentTree.Nums[1][0] == heading

    @pytest.mark.parametrize(
        ("annotation", "form"),
        [
            (b"/Subtype /Stamp", b""),
            (b"/Subtype /Widget /FT /Tx /T (t) /V (x)", b""),
            (b"/Subtype /Widget /FT /Tx /T (t) /V (x)", b"/NeedAppearances true"),
        ],
        ids=["stamp", "field", "field to be drawn anew"],
    )
    def test_what_is_put_on_paper_becomes_part_of_the_page(self, annotation, form):
        fonts = b"/Resources << /Font << /F1 4 0 R >> >>"
        drawn = stream(words("подпись"), b"/Subtype /Form /BBox [0 0 99 99] " + fonts)
        data = annotated(
            annotation + b" /AP << /N 50 0 R >>",
            {50: drawn},
            catalog=b"/AcroForm << /Fields [] %s >>" % form,
        )
        clean = cleaned(data).read()
        assert "подпись" in texts(clean)[0]
        assert b"/Annot" not in in_clear(clean)

    @pytest.mark.parametrize(
        ("keys", "data", "look"),
        [
            (b"/Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0\xff", [0, 255]),
            (
                b"/Width 2 /Height 1 /ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>] /BitsPerComponent 8"
                b" /Filter /ASCIIHexDecode",
                b"0100>",
                [255, 0],
            ),
            (
                b"/Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /RL",
                b"\1\7\xff\x80",
                [7, 255],
            ),
        ],
        ids=["bare", "palette", "runs"],
    )
    def test_pictures_look_as_before(self, keys, data, look):
        document = opened(picture_pdf(keys, data))
        picture = document.pages[0].obj.Resources.XObject.P
        assert list(pikepdf.PdfImage(picture).as_pil_image().convert("L").tobytes()) == look


@pytest.mark.usefixtures("nearby")
class TestScan:
    def test_is_what_has_no_words(self):
        assert cleaned(scan_pdf(jpeg_of(), jpeg_of())).is_scan
        assert not cleaned(text_pdf(b"", words())).is_scan
        assert cleaned(text_pdf(b"BT /F1 24 Tf () Tj ET (Tj) pop")).is_scan

    def test_words_beneath_the_picture_can_be_selected(self):
        form = stream(b"3 Tr " + words(), b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources 3 0 R")
        data = scan_pdf(objects={50: form}, drawables=b"/F 50 0 R")
        assert not cleaned(data).is_scan

    def test_photographs_lose_all_but_their_pixels(self):
        exif = Pillow.Exif()
        exif[0x010F] = SECRET.decode()
        jpeg = jpeg_of(exif=exif, comment=SECRET, progressive=True)
        data = scan_pdf(jpeg + b"PK\3\4" + SECRET)
        assert data.count(SECRET) == 3
        clean = cleaned(data).read()
        assert SECRET not in in_clear(clean)
        [picture] = PdfReader(BytesIO(clean)).pages[0].images
        assert picture.image.tobytes() == Pillow.open(BytesIO(jpeg)).tobytes()


@pytest.mark.usefixtures("nearby")
class TestLeftBehind:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_what_acts_hides_or_tells(self, name):
        data, mark = HOSTILE[name]
        clean = cleaned(data).read()
        left = in_clear(clean)
        assert SECRET in data
        assert SECRET not in left
        assert mark.encode() not in left
        assert texts(clean) == [CYRILLIC]

    def test_names_are_written_so_that_nothing_hides_in_them(self):
        """`/J#53` is `/JS`."""
        data = text_pdf(catalog=b"/Open#41ction << /S /JavaScript /J#53 (%s) >>" % SECRET)
        left = in_clear(cleaned(data).read())
        assert SECRET not in left
        assert b"ction" not in left

    def test_another_file_behind_or_between(self):
        archive = b"PK\3\4" + SECRET + b"PK\5\6" + b"%%EOF"
        assert SECRET not in cleaned(text_pdf() + archive).read()
        assert SECRET not in cleaned(text_pdf(head=b"%PDF-1.7\n%<script>" + SECRET + b"\n")).read()
