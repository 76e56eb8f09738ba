"""People at the desk: one who may do everything, and one of each role."""

import pytest
from django.contrib.auth import get_user_model

from tests.accounts import in_role, logged_in
from tests.factories import make_source


@pytest.fixture
def editor(db):
    return logged_in(get_user_model().objects.create_superuser("editor"))


@pytest.fixture
def author(db):
    return logged_in(in_role("author"))


@pytest.fixture
def reviewer(db):
    """In the role that is called editor; `editor` above may do everything."""
    return logged_in(in_role("editor", "reviewer"))


@pytest.fixture
def publisher(db):
    return logged_in(in_role("publisher"))


@pytest.fixture
def source(db):
    return make_source("read")
