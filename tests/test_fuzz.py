"""A few hundred of the requests that `python -m tests.fuzz` makes by the hundred thousand: none is answered by a 500."""

import logging

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.content import answer, asker_of_content

pytestmark = pytest.mark.django_db


class Clients(dict):
    """{at the desk?: client}, and what asks."""

    def __init__(self):
        super().__init__(
            {at_the_desk: Client(raise_request_exception=False) for at_the_desk in (False, True)}
        )
        self.asker = asker_of_content()


@pytest.fixture
def clients(loaded_content):
    chief = get_user_model().objects.create_superuser("chief")
    clients = Clients()
    clients[True].force_login(chief)
    return clients


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_no_request_is_answered_by_500(clients, random):
    asked = clients.asker.one(random)
    logging.disable(logging.CRITICAL)
    with transaction.atomic():
        status, raised = answer(clients, asked)
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    assert status < 500, f"{asked}\n{raised}"
