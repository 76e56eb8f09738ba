"""`manage.py first_editor`: an account with its password, once."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def words_of_first_editor(*arguments):
    words = StringIO()
    call_command("first_editor", *arguments, stdout=words)
    return words.getvalue()


class TestFirstEditor:
    def test_the_printed_password_opens_the_admin(self, client):
        words = words_of_first_editor().split()
        username, password = words[words.index("Editor") + 1], words[words.index("Password") + 1]
        assert authenticate(username=username, password=password).is_superuser
        assert client.login(username=username, password=password)

    def test_the_second_time_it_changes_nothing_and_says_nothing(self):
        words_of_first_editor()
        before = get_user_model().objects.get().password
        assert words_of_first_editor("--username=another") == ""
        assert get_user_model().objects.get().password == before

    def test_an_account_that_is_switched_off_does_not_count(self):
        words_of_first_editor("--username=gone")
        get_user_model().objects.update(is_active=False)
        assert "Password" in words_of_first_editor()
