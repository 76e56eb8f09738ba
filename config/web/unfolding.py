"""An archive of text files, packed anew: what comes out was unfolded once, within bounds, and holds nothing that hides.

Runs apart (config/web/apart.py), and imports no Django.
"""

import io
import zipfile

PIECE = 1024 * 1024
# Bytes of text in all; eight megabytes of a real feed are some eighty.
MOST = 256 * PIECE


def answer(data: bytes) -> bytes:
    """The same names in the same order; files that are no text at the top of the archive are empty. Raises what zipfile does,
    and MemoryError where there is too much."""
    packed, left = io.BytesIO(), MOST
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as anew,
    ):
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            with anew.open(zipfile.ZipInfo(entry.filename), "w") as written:
                if entry.filename.endswith(".txt") and "/" not in entry.filename:
                    with archive.open(entry) as read:
                        while piece := read.read(PIECE):
                            left -= len(piece)
                            if left < 0:
                                raise MemoryError(entry.filename)
                            written.write(piece)
    return packed.getvalue()
