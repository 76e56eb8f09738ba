"""Hostile files, made here: what is refused by its header, what is read apart and how far, and what is left of the rest."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory
from PIL import Image as Pillow

from config.web import uploads
from config.web.apart import ApartError, run_apart
from news.admin.register.importing import tables
from news.admin.register.importing.tables import UnreadableError, read_tables
from news.pictures import cleaning
from news.pictures.cleaning import clean_picture
from tests.news.pictures.samples import saved, two_halves

MB = 1024 * 1024
SCRIPT = b"<script>alert(document.domain)</script>"


def cleaned(data):
    return clean_picture(io.BytesIO(data), len(data))


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), content)
    return data.getvalue()


@pytest.fixture
def module(tmp_path, monkeypatch):
    """`module("def answer(data): …")` -> its name, found by what runs apart."""
    monkeypatch.setattr("config.web.apart.ROOT", tmp_path)

    def module(text):
        (tmp_path / "reader.py").write_text(text)
        return "reader"

    return module


class TestApart:
    LIMITS = {"memory": 256 * MB, "seconds": 1}

    def test_answers(self, module):
        assert run_apart(module("def answer(data): return data[::-1]"), b"abc", **self.LIMITS) == b"cba"

    @pytest.mark.parametrize(
        "body",
        ["bytearray(1 << 30)", "[0] * (1 << 28)", "exec('while True: pass')", "__import__('time').sleep(9)"],
        ids=["memory", "list", "processor", "sleep"],
    )
    def test_takes_no_more_than_it_may(self, module, body):
        with pytest.raises(ApartError) as error:
            run_apart(module(f"def answer(data): return {body}"), b"", **self.LIMITS)
        assert error.value.takes_too_much

    def test_writes_no_file_and_sees_no_settings(self, module, tmp_path, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "seen")
        name = module(
            "import os\n"
            "def answer(data):\n"
            "    try:\n"
            "        with open(data, 'wb', buffering=0) as file: file.write(b'x')\n"
            "    except OSError: return os.environ.get('SECRET_KEY', 'nothing').encode()\n"
            "    return b'written'\n"
        )
        assert run_apart(name, str(tmp_path / "made").encode(), **self.LIMITS) == b"nothing"

    def test_breaking_is_not_taking_too_much(self, module):
        with pytest.raises(ApartError) as error:
            run_apart(module("def answer(data): return data.nothing"), b"", **self.LIMITS)
        assert not error.value.takes_too_much


class TestPictures:
    @pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "GIF", "WEBP"])
    @pytest.mark.parametrize(
        "tail", [SCRIPT, zipped(page_txt=SCRIPT), b"%PDF-1.7\n" + SCRIPT, b"<?php system($_GET[0]); ?>"]
    )
    def test_of_two_files_in_one_the_picture_is_left(self, picture_format, tail):
        clean = cleaned(saved(two_halves(), picture_format) + tail).read()
        assert tail not in clean
        assert not zipfile.is_zipfile(io.BytesIO(clean))
        assert Pillow.open(io.BytesIO(clean)).size == (40, 20)

    def test_a_script_written_as_a_gif_is_none(self):
        with pytest.raises(ValidationError):
            cleaned(b"GIF89a/*" + SCRIPT + b"*/=1;")

    def test_a_picture_that_is_a_line(self):
        with pytest.raises(ValidationError, match="one side is more than 40 times"):
            cleaned(saved(Pillow.new("L", (9000, 100)), "PNG"))

    def test_one_that_takes_too_much(self, monkeypatch):
        monkeypatch.setattr(cleaning, "MEMORY", 96 * MB)
        with pytest.raises(ValidationError, match="takes too long"):
            cleaned(saved(Pillow.new("RGB", (6000, 6000)), "PNG"))

    def test_the_largest_that_is_taken_is_read_within_the_limits(self):
        data = saved(Pillow.linear_gradient("L").resize((8000, 5000)).convert("RGB"), "JPEG", quality=60)
        assert Pillow.open(io.BytesIO(cleaned(data).read())).size == (8000, 5000)


class TestSpreadsheets:
    def test_an_archive_inside(self):
        with pytest.raises(UnreadableError, match="no spreadsheet needs"):
            read_tables("a.xlsx", zipped(xl__embeddings__inner=zipped(a_txt=b"more")))

    def test_one_that_takes_too_much(self, monkeypatch):
        monkeypatch.setattr(tables, "MEMORY", 40 * MB)
        strings = b"<sst>" + b"<si><t>a</t></si>" * 400_000 + b"</sst>"
        with pytest.raises(UnreadableError):
            read_tables("a.xlsx", zipped(xl__sharedStrings=strings))


class TestRequest:
    def test_files_together_are_bounded(self, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_TOGETHER", 100)
        files = {f"file{number}": io.BytesIO(b"x" * 60) for number in range(3)}
        request = RequestFactory().post("/", files)
        request.upload_handlers = [uploads.BoundedUpload(request), MemoryFileUploadHandler(request)]
        assert [len(file.read()) for file in request.FILES.values()] == [60, 0, 0]
        assert [file.size for file in request.FILES.values()] == [60, 60, 60]
