"""The roles: the code, the groups that ship with the content, and the page editors read say the same."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission

from config.roles import ROLES
from news.publishing import PERMISSIONS
from news.publishing.permissions import OF_OWN_DRAFTS
from tests.accounts import in_role

GROUPS = settings.BASE_DIR / "fixtures" / "005_groups.json"
EDITING = settings.BASE_DIR / "docs" / "editing.md"


def test_the_groups_of_the_content_are_the_roles_of_the_code():
    rows = [row["fields"] for row in json.loads(GROUPS.read_text())]
    held = {
        row["name"]: {f"{app}.{codename}" for codename, app, _model in row["permissions"]} for row in rows
    }
    assert held == {role: set(rights) for role, rights in ROLES.items()}
    assert all(len(row["permissions"]) == len(ROLES[row["name"]]) for row in rows)


def test_the_page_of_editors_says_the_same():
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| `([\w.]+)` \| (\w+) \| (\w+) \| (\w+) \|$", EDITING.read_text(), re.M
    )
    assert {act: permission for act, permission, *_ in rows} == PERMISSIONS
    assert {act: tuple(may) for act, _permission, *may in rows} == {
        act: tuple(said(role, act) for role in ("author", "editor", "publisher")) for act in PERMISSIONS
    }


def said(role, act):
    if PERMISSIONS[act] not in ROLES[role]:
        return "no"
    return "own" if act in OF_OWN_DRAFTS and PERMISSIONS["look"] not in ROLES[role] else "yes"


@pytest.mark.django_db
class TestGroups:
    def test_each_right_exists(self):
        there = {
            f"{app}.{codename}"
            for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
        }
        assert set().union(*ROLES.values()) <= there

    def test_come_with_the_content_and_give_what_they_say(self, loaded_content):
        for role, rights in ROLES.items():
            assert in_role(role).get_all_permissions() == rights

    def test_nobody_in_a_role_touches_accounts_or_the_audit(self):
        for rights in ROLES.values():
            assert not {right for right in rights if right.startswith("auth.")}
            assert {right for right in rights if "auditentry" in right} <= {"news.view_auditentry"}
