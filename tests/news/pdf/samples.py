"""PDFs to upload, written by hand: texts and scans, with everything that may be in one, and broken ones."""

import zlib
from io import BytesIO

from PIL import Image as Pillow

SECRET = b"a secret of 53.9006 N"
CYRILLIC = "Соглашение ў Мінску"
# 1 catalogue, 2 page tree, 3 resources, 4 and on the font; pages from 10, what a test adds from 50.
FONT = {
    4: b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H"
    b" /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
    5: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 600 /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    7: b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
    b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
}
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Test def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange <0020> <007E> <0020> <0400> <04FF> <0400> endbfrange
endcmap end end"""


def stream(data, keys=b"", *, packed=False):
    if packed:
        data, keys = zlib.compress(data), keys + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys, data)


def words(text=CYRILLIC, *, size=24):
    return b"BT /F1 %d Tf 50 700 Td <%s> Tj ET" % (size, text.encode("utf-16-be").hex().encode())


def text_pdf(*contents, **more):
    return pdf(contents or (words(),), **more)


def scan_pdf(*jpegs, size=(40, 60), drawables=b"", objects=None):
    """A picture to a page."""
    jpegs = jpegs or (jpeg_of(size),)
    pictures = {
        number: stream(
            jpeg,
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /DCTDecode" % size,
        )
        for number, jpeg in enumerate(jpegs, 12 + 2 * len(jpegs))
    }
    drawables += b" ".join(b"/P%d %d 0 R" % (number, number) for number in pictures)
    contents = [b"q 595 0 0 842 0 0 cm /P%d Do Q" % number for number in pictures]
    return pdf(contents, resources=b"/XObject << %s >>" % drawables, objects=pictures | (objects or {}))


def picture_pdf(keys, data=b"", objects=None):
    """One page with one picture."""
    drawn = stream(data, b"/Type /XObject /Subtype /Image " + keys)
    return pdf([b"/P Do"], resources=b"/XObject << /P 50 0 R >>", objects={50: drawn} | (objects or {}))


def pdf(
    contents, *, catalog=b"", page=b"", tree=b"", resources=b"", objects=None, trailer=b"", head=b"%PDF-1.7\n"
):
    """`objects`: number -> its bytes; the rest are further entries of those dictionaries."""
    numbers = range(10, 10 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    every = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] %s >>"
        % (kids, len(contents), tree),
        3: b"<< /Font << /F1 4 0 R >> %s >>" % resources,
        **FONT,
        6: stream(TO_UNICODE),
    }
    for number, content in zip(numbers, contents, strict=True):
        every[number] = page_of(b"%d 0 R" % (number + 1), page)
        every[number + 1] = stream(content, packed=True)
    return written(every | (objects or {}), trailer, head)


def page_of(contents, keys=b""):
    return b"<< /Type /Page /Parent 2 0 R /Resources 3 0 R /Contents %s %s >>" % (contents, keys)


def written(objects, trailer=b"", head=b"%PDF-1.7\n"):
    out, places = BytesIO(), {}
    out.write(head)
    for number, data in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    table = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    out.write(
        b"trailer\n<< /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (max(objects) + 1, trailer, table)
    )
    return out.getvalue()


def written_packed(objects, packed, trailer=b""):
    """`packed`: number -> the number of the stream that holds it, and its place there (ISO 32000-1, 7.5.7 and 7.5.8)."""
    out, places, table = BytesIO(), {}, max(*objects, *packed) + 1
    out.write(b"%PDF-1.7\n")
    for number, data in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    rows = [(0, 0, 65535) for _number in range(table)]
    for number, place in places.items():
        rows[number] = (1, place, 0)
    for number, (holder, place) in packed.items():
        rows[number] = (2, holder, place)
    data = b"".join(bytes([kind]) + first.to_bytes(4) + second.to_bytes(2) for kind, first, second in rows)
    start = out.tell()
    keys = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R %s" % (table, trailer)
    out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, stream(data, keys), start))
    return out.getvalue()


def bomb(megabytes=1024):
    """So many zeros, made of one piece said again and again; its checksum, at the end, is wrong."""
    packing = zlib.compressobj(9)
    head = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)
    piece = packing.compress(bytes(1024 * 1024)) + packing.flush(zlib.Z_FULL_FLUSH)
    return head + piece * megabytes + packing.flush()


def jpeg_of(size=(40, 60), **settings):
    out = BytesIO()
    Pillow.new("L", size, 200).save(out, "JPEG", **settings)
    return out.getvalue()


def claiming(width, height):
    """A JPEG of a few bytes whose frame promises that many pixels."""
    data = bytearray(jpeg_of())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = height.to_bytes(2) + width.to_bytes(2)
    return bytes(data)


def jpeg_2000_claiming(width, height):
    size = b"\0\x29\0\0" + width.to_bytes(4) + height.to_bytes(4) + bytes(29)
    return b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\0jp2c" + b"\xff\x4f\xff\x51" + size


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\('%s'\\)) >>" % SECRET
FILE = {
    50: b"<< /Type /Filespec /F (%s) /EF << /F 51 0 R >> >>" % SECRET,
    51: stream(b"MZ" + SECRET, b"/Type /EmbeddedFile"),
}


def annotated(annotation, objects=None, **more):
    return text_pdf(
        page=b"/Annots [<< /Type /Annot /Rect [0 0 99 99] /F 4 %s >>]" % annotation, objects=objects, **more
    )


# Name -> (a PDF with it, what stands for it in the format).
HOSTILE = {
    "script when opened": (text_pdf(catalog=b"/OpenAction " + SCRIPT), "/OpenAction"),
    "script by name": (text_pdf(catalog=b"/Names << /JavaScript << /Names [(a) %s] >> >>" % SCRIPT), "/JS"),
    "script of the document": (text_pdf(catalog=b"/AA << /WC %s >>" % SCRIPT), "/AA"),
    "script of a page": (text_pdf(page=b"/AA << /O %s >>" % SCRIPT), "/AA"),
    "script of a page tree": (text_pdf(tree=b"/AA << /O %s >>" % SCRIPT), "/AA"),
    "script of a bookmark": (
        text_pdf(
            catalog=b"/Outlines << /First 50 0 R /Last 50 0 R /Count 1 >>",
            objects={50: b"<< /Title (%s) /A %s >>" % (SECRET, SCRIPT)},
        ),
        "/JavaScript",
    ),
    "program": (annotated(b"/Subtype /Link /A << /S /Launch /F (%s) >>" % SECRET), "/Launch"),
    "address": (annotated(b"/Subtype /Link /A << /S /URI /URI (https://x/%s) >>" % SECRET), "/URI"),
    "other document": (annotated(b"/Subtype /Link /A << /S /GoToR /F (%s) >>" % SECRET), "/GoToR"),
    "form sent": (
        annotated(
            b"/Subtype /Widget /FT /Btn /T (b) /A << /S /SubmitForm /F (%s) >>" % SECRET,
            catalog=b"/AcroForm << /Fields [] >>",
        ),
        "/SubmitForm",
    ),
    "XFA": (
        text_pdf(catalog=b"/AcroForm << /Fields [] /XFA 50 0 R >>", objects={50: stream(SECRET)}),
        "/XFA",
    ),
    "signature": (
        annotated(
            b"/Subtype /Widget /FT /Sig /T (s) /V << /Type /Sig /Filter /Adobe.PPKLite /Contents (%s) >>"
            % SECRET,
            catalog=b"/AcroForm << /SigFlags 3 /Fields [] >> /Perms << /DocMDP << /Type /Sig >> >>",
        ),
        "/Sig",
    ),
    "attached file": (
        text_pdf(catalog=b"/Names << /EmbeddedFiles << /Names [(a) 50 0 R] >> >>", objects=FILE),
        "/EmbeddedFile",
    ),
    "attached to a page": (annotated(b"/Subtype /FileAttachment /FS 50 0 R", FILE), "/Filespec"),
    "associated file": (text_pdf(catalog=b"/AF [50 0 R]", page=b"/AF [50 0 R]", objects=FILE), "/AF"),
    "collection": (text_pdf(catalog=b"/Collection << /D (%s) >>" % SECRET), "/Collection"),
    "rich media": (
        annotated(b"/Subtype /RichMedia /RichMediaContent << /Assets << /Names [(a) 50 0 R] >> >>", FILE),
        "/RichMedia",
    ),
    "film": (
        annotated(b"/Subtype /Screen /A << /S /Rendition /R << /C << /D 50 0 R >> >> >>", FILE),
        "/Rendition",
    ),
    "3D": (annotated(b"/Subtype /3D /3DD 50 0 R", {50: stream(SECRET, b"/Type /3D /Subtype /U3D")}), "/3DD"),
    "metadata": (
        text_pdf(catalog=b"/Metadata 50 0 R", objects={50: stream(SECRET, b"/Type /Metadata")}),
        "/Metadata",
    ),
    "author": (text_pdf(trailer=b"/Info << /Author (%s) >>" % SECRET), "/Info"),
    "private data": (text_pdf(page=b"/PieceInfo << /App << /Private (%s) >> >>" % SECRET), "/PieceInfo"),
    "thumbnail": (
        text_pdf(page=b"/Thumb 50 0 R", objects={50: stream(SECRET, b"/Width 1 /Height 1")}),
        "/Thumb",
    ),
    "layer": (
        text_pdf(
            b"/OC /L BDC " + words() + b" EMC",
            catalog=b"/OCProperties << /OCGs [50 0 R] /D << /OFF [50 0 R] >> >>",
            resources=b"/Properties << /L 50 0 R >>",
            objects={50: b"<< /Type /OCG /Name (%s) >>" % SECRET},
        ),
        "/OCG",
    ),
    "PostScript": (
        text_pdf(
            resources=b"/XObject << /P 50 0 R >>",
            objects={50: stream(SECRET, b"/Type /XObject /Subtype /PS")},
        ),
        "/PS",
    ),
    "other picture": (
        text_pdf(
            resources=b"/XObject << /P 50 0 R >>",
            objects={
                50: stream(
                    b"\0",
                    b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
                    b" /Alternates [<< /Image 51 0 R >>] /OPI << /F (%s) >>" % SECRET,
                ),
                51: stream(SECRET, b"/Subtype /Image /Width 1 /Height 1"),
            },
        ),
        "/OPI",
    ),
    "page of another file": (
        text_pdf(
            resources=b"/XObject << /P 50 0 R >>",
            objects={50: stream(b"", b"/Subtype /Form /BBox [0 0 1 1] /Ref << /F (%s) /Page 0 >>" % SECRET)},
        ),
        "/Ref",
    ),
    "object that nothing names": (text_pdf(objects={50: b"(%s)" % SECRET}), "/Nothing"),
}
