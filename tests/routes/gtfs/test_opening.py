"""Archives that would do harm, and files that are no tables: refused in words, before anything is read of them."""

import io
import zipfile

import pytest

from routes.gtfs import opening
from routes.gtfs.opening import OpenFeed
from routes.gtfs.report import FeedRefusedError, Level, Report
from tests.routes.gtfs.feeds import zipped


def read(file, name="stops.txt", wanted=("stop_id", "stop_name")):
    report = Report()
    with OpenFeed(file, report) as feed:
        return [values for _line, values in feed.rows(name, wanted)], report


def refusal(file):
    with pytest.raises(FeedRefusedError) as refused:
        read(file)
    return str(refused.value)


def test_a_mark_at_the_beginning_and_spaces_are_no_part_of_values():
    rows, report = read(zipped(stops="\ufeffstop_id , stop_name\n A , Alpha \n"))
    assert rows == [["A", "Alpha"]]
    assert report.findings == {}


def test_columns_and_lengths_that_are_not_understood_are_told():
    rows, report = read(zipped(stops="stop_id,stop_name,colour\nA,Alpha,red\nB\nC,Gamma,,beyond\n"))
    assert rows == [["A", "Alpha"], ["B", ""], ["C", "Gamma"]]
    assert [(one.level, one.message, one.count) for one in report.findings.values()] == [
        (Level.CHANGED, "rows shorter than the header, read as empty at the end", 1),
        (Level.NOT_KEPT, "values beyond the last column", 1),
        (Level.NOT_KEPT, "column colour: values that are not kept", 1),
    ]


@pytest.mark.parametrize(
    ("stops", "words"),
    [
        (b"stop_id\n\xff\n", "stops.txt is not UTF-8"),
        ('stop_id\n"never closed\n', "stops.txt cannot be read as CSV, line 2"),
        ("stop_id\nA\0B\n", "the line holds a NUL"),
        ("stop_id\n" + "A" * 200_000, "the line is too long"),
        ("stop_id,stop_id\nA,B\n", "stops.txt has a column twice"),
        ("stop_id," + ",".join(map(str, range(200))), "stops.txt has 201 columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused(stops, words):
    assert words in refusal(zipped(stops=stops))


def test_what_is_no_zip_is_refused():
    assert refusal(io.BytesIO(b"PK\x03\x04 but not really")).startswith("The file is not a zip archive")


def test_bombs_are_refused_by_their_directory(monkeypatch):
    assert "unfolds to more than 200 times its size" in refusal(zipped(shapes="0" * 30_000_000))
    monkeypatch.setattr(opening, "MOST_UNPACKED", 100)
    assert refusal(zipped()) == "The archive unfolds to more than 1 GB."
    monkeypatch.setattr(opening, "MOST_FILES", 2)
    assert refusal(zipped()).startswith("The archive holds 6 files")


def test_rows_have_a_bound(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 2)
    assert refusal(zipped()) == "The feed has more than 2 rows."


def test_only_text_at_the_top_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    harmful = dict.fromkeys(("../up.txt", "/etc/root.txt", "in/stops.txt", "a\\b.txt", "more.zip"), "x")
    _rows, report = read(zipped(harmful))
    words = "not a text file at the top of the archive: not read"
    told = sorted(one.file for one in report.of(Level.NOT_KEPT) if one.message == words)
    assert told == ["../up.txt", "/etc/root.txt", "a\\b.txt", "in/stops.txt", "more.zip"]
    assert list(tmp_path.parent.glob("up.txt")) == []


def test_a_name_that_is_there_twice_is_refused():
    packed = zipped()
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("stops.txt", "stop_id\nZ\n")
    assert refusal(packed) == "The archive holds stops.txt twice."


def test_a_member_whose_bytes_are_broken_is_refused():
    packed = bytearray(zipped().getvalue())
    at = packed.index(b"stops.txt") + len("stops.txt") + 5
    packed[at : at + 4] = b"\0\0\0\0"
    assert "stops.txt" in refusal(io.BytesIO(bytes(packed)))
