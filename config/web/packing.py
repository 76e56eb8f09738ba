"""Files in one zip archive with the checksum of each: the same content always makes the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

# The earliest moment a zip file can name: none of its own, so that only the content decides the bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
CHECKSUMS = "SHA256SUMS"


def packed(folder: str, files: Mapping[str, str]) -> bytes:
    """`files`: {name: text}. With them goes SHA256SUMS, which `sha256sum --check` reads."""
    digests = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(files.items())
    )
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted({**files, CHECKSUMS: digests}.items()):
            member = zipfile.ZipInfo(f"{folder}/{name}", MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, text)
    return body.getvalue()
