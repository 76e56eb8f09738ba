"""Django's own words, in the spelling and the grammar of the rest of the site."""

import json
from collections import defaultdict
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from tests.accounts import logged_in
from tests.pages import words as shown

FOLDER = settings.BASE_DIR / "config" / "locale_of_django"
LANGUAGES = ("be", "ru")
OURS = [
    (code, path.stem, entry)
    for code in LANGUAGES
    for path in sorted(FOLDER.glob(f"{code}/LC_MESSAGES/*.po"))
    for entry in polib.pofile(str(path))
]


def words(entry):
    return {entry.msgstr, *entry.msgstr_plural.values()}


THEIRS = defaultdict(list)
for code in LANGUAGES:
    for path in Path(django.__file__).parent.rglob(f"locale/{code}/LC_MESSAGES/*.mo"):
        for entry in polib.mofile(str(path)):
            THEIRS[code, path.stem, entry.msgid_with_context].append(words(entry))


@pytest.mark.parametrize(
    ("code", "domain", "entry"), OURS, ids=lambda each: getattr(each, "msgid", each)[:30]
)
def test_stands_here_only_while_django_spells_it_otherwise(code, domain, entry):
    assert any(theirs != words(entry) for theirs in THEIRS[code, domain, entry.msgid_with_context])


def test_is_what_editors_read():
    with override("be"):
        assert gettext("Log out") == "Выйсці"
    with override("ru"):
        assert gettext("Log out") == "Выйти"


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("ru", "Добавить: источник", "Добавлено: источник — Звезда (zvezda)."),
        ("be", "Дадаць: крыніца", "Дададзена: крыніца — Звезда (zvezda)."),
    ],
)
@pytest.mark.django_db
def test_names_stand_as_they_are(django_user_model, language, title, told):
    """Whatever their gender: no sentence bends round them."""
    desk = logged_in(django_user_model.objects.create_superuser("editor"))
    page, in_language = "/admin/news/source/add/", {"Accept-Language": language}
    assert title in shown(desk.get(page, headers=in_language))
    form = {"key": "zvezda", "publisher_en": "Zvezda", "publisher_ru": "Звезда", "publisher_be": "Звезда"}
    answer = desk.post(page, form | {"language": "ru", "grade": "c"}, headers=in_language, follow=True)
    assert told in shown(answer)
    assert "1 результат" in shown(answer) or "1 вынік" in shown(answer)


@pytest.mark.django_db
def test_is_what_scripts_say(django_user_model):
    desk = logged_in(django_user_model.objects.create_superuser("editor"))
    answer = desk.get("/admin/jsi18n/", headers={"Accept-Language": "be"}).content.decode()
    assert json.dumps("Сёння") in answer
