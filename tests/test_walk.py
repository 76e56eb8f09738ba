"""A walk over every address × role × state: who may open what, that looking changes nothing, and that no secret gets out.

The tables are in walk.py (what stands behind which door) and walk_rights.py (who may open it).
"""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from news.article_cards import card_name, card_of
from news.pictures.renditions import all_renditions
from tests import walk_rights as rights
from tests.news.admin.pages import version_data
from tests.walk import DESK, QUERIES, ROLE_NAMES, World, Writes, doors, places

pytestmark = pytest.mark.django_db
DOORS = {door.key: door for door in doors()}
# Who may open what is decided in Python, from the same rows in each database: every role walks on SQLite. On PostgreSQL the
# queries of every door are asked for strangers, for those who see a part of the texts, and for those who see all.
ROLES_HERE = ROLE_NAMES if connection.vendor == "sqlite" else ("anonymous", "author", "chief")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world):
    found = {role: Client(raise_request_exception=False) for role in ROLE_NAMES}
    for role, client in found.items():
        if role != "anonymous":
            client.force_login(world.accounts[role])
    return found


@dataclass(frozen=True)
class Answer:
    word: str
    text: str
    # The tables that were written to. It is undone afterwards.
    wrote: set[str]


def ask(client, door, path, method, data):
    cookies, writes = client.cookies.copy(), Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        send = client.get if method == "GET" else client.post
        response = send(path, data)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    said = "\n".join(f"{name}: {value}" for name, value in response.items())
    return Answer(in_a_word(response, door), said + readable(body), writes.tables)


def readable(body):
    """What an archive holds, too: a secret is none the less told for being packed."""
    text = body.decode("utf-8", "replace")
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            text += "".join(readable(archive.read(name)) for name in archive.namelist())
    return text


def in_a_word(response, door):
    if response.status_code in (301, 302, 303, 307, 308):
        if "/admin/login/" in response["Location"]:
            return rights.SIGN_IN
        return rights.OPENS if door.is_desk else rights.MOVED
    # 400 and 409: what was sent was looked at, and is not enough.
    words = dict.fromkeys((200, 400, 409), rights.OPENS) | {
        403: rights.REFUSED,
        404: rights.NOTHING,
        405: rights.NOT_SO,
        410: rights.GONE,
    }
    return words.get(response.status_code, response.status_code)


def roles_of(door):
    """A page for readers knows no accounts: the cookie of the desk does not reach it."""
    return ROLES_HERE if door.is_desk else ("anonymous", "chief")


def leaks(world, role, state, door, text):
    """Secrets in an answer that the role may not know. A preview link shows the draft it was made for, and no other."""
    known = {"shared", "picture shared"} if state == "open" and not door.is_desk else set()
    return [
        name
        for name, secret in world.secrets.items()
        if secret in text and name not in known and role not in rights.SEEN_BY.get(name, ROLE_NAMES)
    ]


@pytest.mark.parametrize(
    ("key", "role"), [(key, role) for key, door in DOORS.items() for role in roles_of(door)]
)
def test_every_door(world, clients, key, role):
    door, wrong = DOORS[key], []
    for state, values in places(door, world):
        if state not in rights.SOME_STATES and not rights.hangs_on_the_text(door, role):
            continue
        path = door.path(values)
        for method in ("GET", "POST"):
            for query in QUERIES.get(key, [{}]) if method == "GET" else [rights.data(key, world, state)]:
                answer = ask(clients[role], door, path, method, query)
                told = f"{method} {path} ({state}) {query or ''}"
                wanted = rights.expected(role, door, state, method)
                if answer.word not in wanted:
                    wrong.append(f"{told}: {answer.word}, and not {' or '.join(sorted(wanted))}")
                if answer.wrote and (method == "GET" or rights.OPENS not in wanted):
                    wrong.append(f"{told}: wrote to {', '.join(sorted(answer.wrote))}")
                wrong += [f"{told}: told of {name}" for name in leaks(world, role, state, door, answer.text)]
    assert not wrong, "\n".join(wrong)


def test_the_walk_would_notice_what_it_looks_for(world, clients):
    """Every secret is met by somebody at the desk, so that its absence elsewhere says something."""
    met = set()
    for key in (
        "news_articleversion_change",
        "news_auditentry_changelist",
        "auth_user_change",
        "news_image_change",
    ):
        for _state, values in places(DOORS[key], world):
            text = ask(clients["chief"], DOORS[key], DOORS[key].path(values), "GET", {}).text
            met |= {name for name, secret in world.secrets.items() if secret in text}
    assert set(rights.SEEN_BY) - met <= {
        "typing",
        "timetable",
        "train",
        *(name for name in rights.SEEN_BY if name.startswith("picture ")),
    }


# By which a cache or a browser asks without asking for the whole.
ASKED_IN_PART = (
    *(
        {"if-none-match": "*"},
        {"if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT"},
        {"range": "bytes=0-10"},
    ),
    *(
        {"accept": "application/json"},
        {"authorization": "Basic Y2hpZWY6"},
        {"x-forwarded-host": "testserver"},
        {},
    ),
)


@pytest.mark.parametrize("state", rights.HIDDEN)
def test_nothing_in_part_tells_of_what_is_hidden(world, clients, state):
    """The picture of a hidden text in every size, its card for sharing, and its page: by tags, dates, parts and heads alone."""
    version = world.version[state]
    image = version.lead_image
    card = card_name(version, card_of(version, version.live_from or timezone.now()))
    names = [image.file.name, card, *(each.name for each in all_renditions(image.original))]
    paths = [f"/media/{name}" for name in names]
    if state not in ("update", "removed"):
        paths += [f"/{language}/news/{version.article.slug}/" for language in ("en", "ru", "be")]
    for path in paths:
        for headers in ASKED_IN_PART:
            tag = {"if-none-match": f'"{image.sha256}"'}
            for method in ("get", "head"):
                answer = getattr(clients["anonymous"], method)(
                    path, headers=headers | (tag if not headers else {})
                )
                assert answer.status_code == 404, (method, path, headers)
                assert "ETag" not in answer


def test_archives_and_feeds_are_not_empty(world, clients):
    """What the walk looks through has something in it: else it would say nothing that no secret was met there."""
    feed = readable(clients["anonymous"].get("/gtfs.zip").content)
    assert "walk-running" in feed
    assert "801" in feed
    assert "walk-agreement" in readable(clients["anonymous"].get("/en/agreements/dump.zip").content)
    assert "zqpublished" in clients["anonymous"].get("/en/news.atom").content.decode()


@pytest.mark.parametrize("role", [role for role in DESK if role not in rights.PUBLISHERS])
@pytest.mark.parametrize("act", ["publish", "schedule"])
def test_the_form_of_a_text_publishes_for_nobody_who_may_not(world, clients, role, act):
    """The button is not shown to them; the request is refused all the same."""
    door, version = DOORS["news_articleversion_change"], world.version["draft"]
    path = door.path({"object_id": version.pk})
    data = version_data(version) | {"_act": act, "publish_at": "2099-05-03T09:00"}
    assert ask(clients[role], door, path, "POST", data).word == rights.REFUSED
