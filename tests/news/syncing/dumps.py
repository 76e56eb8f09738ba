"""Dumps for tests: what the command says, and what it leaves in a folder."""

from io import StringIO

from django.core.management import call_command


def dump(folder, *options):
    out = StringIO()
    call_command("dump_fixtures", str(folder), *options, stdout=out)
    return out.getvalue()


def contents(folder):
    """{path: bytes} of the files and the pictures beside them."""
    paths = [*folder.glob("*.json"), *folder.glob("media/**/*.*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
