"""Two people at the desk: one who may do everything, and an author who may write and not publish."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import make_source

AUTHOR_MAY = [
    *(
        "add_article",
        "change_article",
        "add_articleversion",
        "change_articleversion",
        "delete_articleversion",
    ),
    *("view_source", "view_person", "view_figure", "view_image", "view_topic"),
]


def logged_in(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editor(db):
    return logged_in(get_user_model().objects.create_superuser("editor"))


@pytest.fixture
def author(db):
    user = get_user_model().objects.create_user("author", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=AUTHOR_MAY))
    return logged_in(user)


@pytest.fixture
def source(db):
    return make_source("read")
