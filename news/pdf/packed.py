"""The data of a PDF's streams: unpacked in bounds, and freed of what is no part of the picture or page."""

import re
import zlib
from itertools import takewhile, zip_longest
from typing import NamedTuple

import pikepdf

from news.pdf.bounds import MAX_SCANS, MAX_STREAM, Refusal, RefusedError, check_picture

GENERAL = ("/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode")
PICTURES = ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode")
SHORT = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
}
PIECE = 1024 * 1024
# ITU-T T.81, B.1: a marker, which is neither a stuffed byte nor a restart within the data of a scan.
MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
SCAN, END = 0xDA, 0xD9
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Of APPn only what tells the colours apart.
JFIF, ADOBE = (0xE0, b"JFIF"), (0xEE, b"Adobe")
JP2_KEPT = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


class Packed(NamedTuple):
    """`filter`: how `data` are packed, "" for not at all. `unpacked`: bytes. `parms`: the source's dictionary, or None."""

    data: bytes
    filter: str
    unpacked: int
    parms: pikepdf.Object | None = None


def unpacked(stream: pikepdf.Object) -> Packed:
    """Of anything but a picture."""
    if any(name not in GENERAL for name, _parms in _filters(stream)):
        raise RefusedError(Refusal.DAMAGED)
    data = _bounded(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    return Packed(data, "", len(data))


def picture(stream: pikepdf.Object) -> Packed:
    """As it is packed for pictures, so that nothing of it is lost. Its declared size was asked for before."""
    filters = _filters(stream)
    if [name for name, _parms in filters] == ["/FlateDecode"]:
        return _flate(stream.read_raw_bytes(), filters[0][1])
    general = list(takewhile(lambda each: each[0] in GENERAL, filters))
    if len(general) == len(filters):
        return unpacked(stream)
    (last, parms), *more = filters[len(general) :]
    if more or last not in PICTURES:
        raise RefusedError(Refusal.DAMAGED)
    data = _without(general, stream.read_raw_bytes())
    if last == "/DCTDecode":
        data = clean_jpeg(data)
    elif last == "/JPXDecode":
        data = clean_jpeg_2000(data)
    return Packed(data, last, len(data), parms)


def _filters(stream: pikepdf.Object) -> list[tuple[str, pikepdf.Object | None]]:
    names, parms = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    return [
        (SHORT.get(str(name), str(name)), each if isinstance(each, pikepdf.Dictionary) else None)
        for name, each in zip_longest(names, parms[: len(names)])
    ]


def _listed(value: object) -> list[object]:
    """One may stand by itself (ISO 32000-1, table 5)."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _without(filters: list[tuple[str, pikepdf.Object | None]], data: bytes) -> bytes:
    """The data with those packings, which come before a picture's own, undone."""
    if not filters:
        return data
    with pikepdf.new() as beside:
        stream = beside.make_stream(data)
        stream.Filter = pikepdf.Array([pikepdf.Name(name) for name, _parms in filters])
        return _bounded(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_STREAM:
        raise RefusedError(Refusal.TOO_MUCH)
    return data


def _flate(data: bytes, parms: pikepdf.Object | None) -> Packed:
    """Counted a piece at a time and kept as it is, less what stands behind its end."""
    unpacking, count, rest = zlib.decompressobj(), 0, data
    while rest and not unpacking.eof:
        count += len(unpacking.decompress(rest, PIECE))
        if count > MAX_STREAM:
            raise RefusedError(Refusal.TOO_MUCH)
        rest = unpacking.unconsumed_tail
    return Packed(data[: len(data) - len(unpacking.unused_data)], "/FlateDecode", count, parms)


def clean_jpeg(data: bytes) -> bytes:
    """Without the camera, the place, comments, a picture in the picture, or anything behind the end (ITU-T T.81, annex B)."""
    if not data.startswith(b"\xff\xd8"):
        raise RefusedError(Refusal.DAMAGED)
    kept, at, scans, in_scan = [data[:2]], 2, 0, False
    while found := MARKER.search(data, at):
        if in_scan:
            kept.append(data[at : found.start()])
        marker, end = found[1][0], found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if marker == END:
            return b"".join((*kept, b"\xff\xd9"))
        segment = data[found.end() : end]
        if marker in FRAMES:
            check_picture(int.from_bytes(segment[5:7]), int.from_bytes(segment[3:5]))
        in_scan = marker == SCAN
        scans += in_scan
        if scans > MAX_SCANS:
            raise RefusedError(Refusal.TOO_MUCH)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _tells_colours(marker, segment):
            kept.append(b"\xff" + found[1] + segment)
        at = end
    raise RefusedError(Refusal.DAMAGED)


def _tells_colours(marker: int, segment: bytes) -> bool:
    return any(marker == known and segment[2:].startswith(name) for known, name in (JFIF, ADOBE))


def clean_jpeg_2000(data: bytes) -> bytes:
    """Without boxes of metadata (ISO/IEC 15444-1, annex I)."""
    if data.startswith(b"\xff\x4f"):
        _check_codestream(data)
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        length, name, head = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16]), 16
        end = at + length if length else len(data)
        if end < at + head:
            raise RefusedError(Refusal.DAMAGED)
        if name == b"jp2c":
            _check_codestream(data[at + head : end])
        if name in JP2_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _check_codestream(data: bytes) -> None:
    """By its first marker segment, SIZ (annex A.5.1)."""
    if not data.startswith(b"\xff\x4f\xff\x51") or len(data) < 24:
        raise RefusedError(Refusal.DAMAGED)
    right, bottom, left, top = (int.from_bytes(data[at : at + 4]) for at in (8, 12, 16, 20))
    check_picture(right - left, bottom - top)
