"""Pictures to upload: with everything that cameras and programs write into them, of every format, and broken ones."""

import random
import struct
import zlib
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw, PngImagePlugin

SECRET = b"53.9006 N, 27.5590 E"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>' + SECRET + b"</rdf></x:xmpmeta>"


def two_halves(size=(40, 20)):
    """Red on the left, blue on the right."""
    picture = Pillow.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture


def saved(picture, picture_format, **settings):
    data = BytesIO()
    picture.save(data, picture_format, **settings)
    return data.getvalue()


def camera_exif(orientation=1):
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera"
    exif[0x9286] = SECRET
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 54.0, 2.16), "E", (27.0, 33.0, 32.4)
    return exif


def with_metadata(picture_format, orientation=1):
    picture = two_halves()
    exif = camera_exif(orientation).tobytes()
    match picture_format:
        case "JPEG":
            iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET
            data = saved(picture, "JPEG", exif=exif, xmp=XMP, comment=SECRET)
            return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]
        case "PNG":
            text = PngImagePlugin.PngInfo()
            text.add_text("Comment", SECRET.decode())
            text.add_itxt("XML:com.adobe.xmp", XMP.decode())
            return saved(picture, "PNG", exif=exif, pnginfo=text)
        case "WEBP":
            return saved(picture, "WEBP", exif=exif, xmp=XMP, lossless=True)
        case "GIF":
            return saved(picture, "GIF", comment=SECRET)


def with_profile(picture_format="JPEG"):
    """In a profile in which red and green change places: what ignores it shows green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    swapped = bytearray(profile)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    swapped = bytes(swapped).replace("sRGB".encode("utf-16-be"), "Ours".encode("utf-16-be"))
    return saved(
        Pillow.new("RGB", (8, 8), (0, 255, 0)), picture_format, icc_profile=swapped.replace(b"sRGB", b"Ours")
    )


def photograph(size=(1600, 1200)):
    """Soft shapes in many colours, and some grain: what a PNG is bad at."""
    numbers = random.Random(26)
    shapes, grain = (
        Pillow.frombytes("RGB", each, numbers.randbytes(each[0] * each[1] * 3)).resize(
            size, Pillow.Resampling.BICUBIC
        )
        for each in ((32, 24), (320, 240))
    )
    return Pillow.blend(shapes, grain, 0.15)


def drawing(size=(1600, 900)):
    picture = Pillow.new("RGB", size, "#FBFAF7")
    onto = ImageDraw.Draw(picture)
    for at in range(40, size[0], 90):
        onto.line((at, 40, size[0] - at, size[1] - 40), fill="#0F6B6D", width=5)
        onto.ellipse((at - 12, 30, at + 12, 54), outline="#16211F", width=4)
    return picture


def png_that_claims(width, height):
    """A few bytes whose header promises more pixels than any machine holds."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
