"""Static files as a deployment serves them: a script imports the very version it was collected with."""

import re

import pytest
from django.core.management import call_command

from config.web.static_files import StaticFiles


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


def test_what_a_script_imports_is_named_by_its_content(collected, settings):
    settings.STATIC_ROOT = str(collected)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.web.static_files.StaticFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = StaticFiles(location=str(collected))
    imported = set()
    for path in sorted((collected / "js" / "desk").rglob("*.*.js")):
        imported |= set(re.findall(r'from "([^"]+)"', path.read_text()))
    assert [name for name in imported if not re.search(r"\.[0-9a-f]{12}\.js$", name)] == []
    editor = storage.stored_name("vendor/editor/editor.js").rpartition("/")[2]
    assert f"../../../vendor/editor/{editor}" in imported
