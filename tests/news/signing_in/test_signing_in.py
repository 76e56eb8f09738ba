"""Coming to the desk: two steps, one answer to every wrong one, waiting after ten, asked again before an act, no word lost."""

import re
import time
from statistics import median

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from news.models import AuditEntry, ContentStamp
from news.signing_in import second_step, sessions
from tests.accounts import in_role, logged_in
from tests.factories import make_article, make_draft, make_source
from tests.news.admin.pages import version_data

pytestmark = pytest.mark.django_db
LOGIN, DESK, STEP = (reverse(f"admin:{name}") for name in ("login", "index", "second_step"))
PASSWORD = "correct horse battery staple"
KEY = "31" * 20


def code_of(key, steps=0):
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def account():
    user = in_role("publisher", "vera")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def codes(account):
    codes = second_step.set_up(account, KEY, code_of(KEY))
    # As if it had been a while ago: the same digits are good once.
    TOTPDevice.objects.update(last_t=-1)
    return codes


def sign_in(client=None, username="vera", password=PASSWORD, code="", **options):
    return (client or Client()).post(
        LOGIN, {"username": username, "password": password, "code": code, "next": DESK}, **options
    )


def is_in(response):
    return response.status_code == 302 and response["Location"] == DESK


class TestLogin:
    def test_by_password_alone_where_no_second_step_is_set_up(self, account):
        assert is_in(sign_in())

    def test_in_two_steps_once_it_is(self, account, codes):
        assert not is_in(sign_in())
        assert not is_in(sign_in(code="000000"))
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        client = Client()
        code = code_of(KEY)
        assert is_in(sign_in(client, code=code))
        assert sessions.came_in_two_steps(client.session)
        # Read over a shoulder, it is worthless.
        assert not is_in(sign_in(code=code))

    def test_a_recovery_code_is_good_once_however_it_is_copied(self, account, codes):
        typed = f" {codes[0][:5].upper()}-{codes[0][5:]} "
        assert is_in(sign_in(code=typed))
        StaticDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        assert not is_in(sign_in(code=typed))
        assert second_step.codes_left(account) == len(codes) - 1
        assert AuditEntry.objects.filter(act="recovery_used", key="vera").exists()

    def test_what_the_database_holds_of_a_recovery_code_opens_nothing(self, account, codes):
        held = set(StaticToken.objects.values_list("token", flat=True))
        assert not held & set(codes)
        assert len(held) == len(codes)
        assert not is_in(sign_in(code=held.pop()))

    def test_one_answer_whatever_is_wrong(self, account, codes):
        get_user_model().objects.create_user("gone", password=PASSWORD, is_active=False, is_staff=True)
        get_user_model().objects.create_user("reader", password=PASSWORD)
        wrong = [
            {"password": "a wrong password"},
            {"code": "000000"},
            {"code": ""},
            {"username": "nobody"},
            {"username": "gone"},
        ]
        answers = [sign_in(**each) for each in wrong]
        plain = {
            re.sub(
                r'name="csrfmiddlewaretoken" value="\w+"|value="(vera|nobody|gone)"',
                "",
                page.content.decode(),
            )
            for page in answers
        }
        assert len(plain) == 1
        assert {page.status_code for page in answers} == {200}

    def test_takes_as_long_for_a_name_that_does_not_exist(self, account, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        settings.AXES_FAILURE_LIMIT = 1000
        account.set_password(PASSWORD)
        account.save()

        def seconds(username):
            times = []
            for _ in range(5):
                began = time.perf_counter()
                sign_in(username=username, password="a wrong password")
                times.append(time.perf_counter() - began)
            return median(times)

        assert 0.5 < seconds("vera") / seconds("nobody") < 2

    @pytest.mark.parametrize(
        "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
    )
    def test_leads_to_this_site_alone(self, account, away):
        answer = Client().post(LOGIN, {"username": "vera", "password": PASSWORD, "next": away})
        assert answer["Location"] == DESK


class TestWaiting:
    def test_after_ten_at_an_account_from_wherever(self, account, settings):
        settings.TRUSTED_PROXIES = 1
        answers = [
            sign_in(password="wrong", headers={"x-forwarded-for": f"192.0.2.{number}"})
            for number in range(10)
        ]
        assert [page.status_code for page in answers] == [200] * 9 + [429]
        page = sign_in(headers={"x-forwarded-for": "192.0.2.99"})
        assert (page.status_code, page["Retry-After"]) == (429, "900")
        assert "no-store" in page["Cache-Control"]

    def test_after_ten_from_an_address_at_whatever_account(self, account):
        answers = [sign_in(username=f"guess{number}") for number in range(10)]
        assert answers[-1].status_code == 429
        assert sign_in().status_code == 429
        assert is_in(sign_in(REMOTE_ADDR="192.0.2.1"))

    def test_another_address_cannot_be_pretended(self, account):
        for number in range(10):
            sign_in(username=f"guess{number}", headers={"x-forwarded-for": f"192.0.2.{number}"})
        assert sign_in(headers={"x-forwarded-for": "192.0.2.77"}).status_code == 429

    def test_the_same_for_a_name_that_does_not_exist(self, account):
        pages = []
        for name, address in (("vera", "192.0.2.1"), ("nobody", "192.0.2.2")):
            pages += [[sign_in(username=name, password="wrong", REMOTE_ADDR=address) for _ in range(11)][-1]]
        assert pages[0].content == pages[1].content

    def test_nothing_typed_is_kept(self, account):
        for _ in range(2):
            sign_in(password="nearly right")
        assert AccessAttempt.objects.values_list("get_data", "post_data", "failures_since_start").get() == (
            "",
            "",
            2,
        )


class TestGuard:
    def test_a_publisher_sets_up_the_second_step_before_anything_else(self, account, required):
        client = logged_in(account)
        assert client.get(DESK)["Location"] == STEP
        assert client.get(STEP).status_code == 200
        assert logged_in(in_role("author")).get(DESK).status_code == 200
        assert logged_in(get_user_model().objects.create_superuser("chief")).get(DESK)["Location"] == STEP

    def test_nobody_is_made_to_on_ones_own_machine(self, account):
        assert logged_in(account).get(DESK).status_code == 200

    def test_what_was_typed_before_is_carried(self, account, required):
        page = logged_in(account).post(
            reverse("admin:news_source_add"), {"title": "<b>Long work</b>\r\nof a day"}
        )
        assert page.status_code == 403
        assert escape("<b>Long work</b>\r\nof a day") in page.content.decode()

    def test_in_two_steps_the_guard_asks_the_database_nothing(
        self, account, codes, required, django_assert_num_queries
    ):
        client = logged_in(account)
        session = client.session
        session[sessions.SECOND_STEP] = True
        session.save()
        with django_assert_num_queries(4):  # the session, the account, and its rights, which the frame asks
            client.get(reverse("admin:password_change_done"))


class TestEnded:
    """A form sent after its session had ended, by a browser without scripts too."""

    address = "/admin/news/source/add/"
    browser = {"accept": "text/html,application/xhtml+xml"}
    words = "<b>Long work</b>\r\nof a day"

    def send(self, client, **sent):
        return client.post(self.address, {"username": "of the form", **sent}, headers=self.browser)

    def test_is_carried_through_the_signing_in(self, account, codes):
        client = Client()
        page = self.send(client, note_en=self.words)
        assert page.status_code == 403
        carried = {name: value for name, value in fields_of(page) if name.startswith("carried-")}
        assert carried == {"carried-username": "of the form", "carried-note_en": self.words}
        answer = {"username": "vera", "password": PASSWORD, "next": self.address}
        again = client.post(LOGIN, carried | answer)
        assert carried.items() <= dict(fields_of(again)).items()
        page = client.post(LOGIN, carried | answer | {"code": codes[0]})
        assert f'action="{self.address}"' in page.content.decode()
        assert {"username": "of the form", "note_en": self.words}.items() <= dict(fields_of(page)).items()

    def test_not_what_another_site_sent(self):
        page = self.send(Client(enforce_csrf_checks=True), note_en=self.words)
        assert page.status_code == 403
        assert escape(self.words) not in page.content.decode()

    def test_nor_where_the_token_is_of_an_earlier_signing_in(self, account):
        """Signed in again in another tab, or out of it."""
        ours = self.browser | {"origin": "http://testserver"}
        client = logged_in(account, enforce_csrf_checks=True)
        for origin, is_kept in (("http://testserver", True), ("http://evil.example", False)):
            headers = self.browser | {"origin": origin}
            page = client.post(self.address, {"note_en": self.words}, headers=headers)
            assert page.status_code == 403
            assert (escape(self.words) in page.text) is is_kept
            assert "CSRF" not in page.text
        page = Client(enforce_csrf_checks=True).post(self.address, {"note_en": self.words}, headers=ours)
        assert ("carried-note_en", self.words) in fields_of(page)
        assert client.post(LOGIN, {"username": "vera"}, headers=ours)["Location"] == LOGIN

    def test_leads_to_this_site_alone(self, account):
        sent = {
            "username": "vera",
            "password": PASSWORD,
            "carried-title": "x",
            "next": "https://evil.example/",
        }
        page = Client().post(LOGIN, sent)
        assert 'action="/admin/"' in page.content.decode()

    def test_passwords_are_typed_again(self):
        page = Client().post(reverse("admin:password_change"), {"old_password": "x"}, headers=self.browser)
        assert page.status_code == 302

    def test_a_script_is_told_by_the_answer_it_knows(self):
        assert Client().post(self.address, {"note_en": "x"}, headers={"accept": "*/*"}).status_code == 302


def an_hour_later(client):
    session = client.session
    session[sessions.SHOWN_AT] -= 3601
    session.save()


class TestAct:
    @pytest.fixture
    def draft(self, account):
        make_source("read")
        return make_draft(
            make_article(version=False),
            headline="Said",
            standfirst="",
            body="Said.[^read]",
            created_by=in_role("author"),
        )

    def test_an_hour_later_it_asks_again_and_goes_on_with_what_was_typed(self, account, draft):
        client = logged_in(account)
        an_hour_later(client)
        path = reverse("admin:news_articleversion_change", args=[draft.pk])
        sent = version_data(draft) | {"_act": "publish", "body": "\r\nNewer words & <more>.[^read]\r\n"}
        page = client.post(path, sent)
        assert page.status_code == 403
        draft.refresh_from_db()
        assert (draft.live_from, draft.body) == (None, "Said.[^read]")
        carried = dict(fields_of(page))
        assert {name: value for name, value in carried.items() if name in sent} == {
            name: str(value) for name, value in sent.items()
        }
        wrong = client.post(path, carried | {"again-password": "wrong"})
        assert wrong.status_code == 403
        assert client.post(path, carried | {"again-password": PASSWORD}).status_code == 302
        draft.refresh_from_db()
        assert draft.live_from is not None
        assert draft.body.strip() == "Newer words & <more>.[^read]"

    def test_keeping_is_never_asked_about(self, account, draft):
        client = logged_in(account)
        an_hour_later(client)
        path = reverse("admin:news_articleversion_change", args=[draft.pk])
        assert client.post(path, version_data(draft) | {"_act": "keep", "body": "More."}).status_code == 302

    def test_accounts_are_not_even_shown(self):
        chief = get_user_model().objects.create_superuser("chief", password=PASSWORD)
        client = logged_in(chief)
        path = reverse("admin:auth_user_change", args=[chief.pk])
        assert client.get(path).status_code == 200
        an_hour_later(client)
        page = client.get(path)
        assert page.status_code == 403
        answer = client.post(path, dict(fields_of(page)) | {"again-password": PASSWORD})
        assert answer["Location"] == path
        assert client.get(path).status_code == 200

    def test_ten_wrong_answers_wait_on_the_page_that_keeps_the_text(self, account, draft):
        client = logged_in(account)
        an_hour_later(client)
        path = reverse("admin:news_articleversion_change", args=[draft.pk])
        sent = version_data(draft) | {"_act": "publish", "again-password": "wrong", "headline": "Kept words"}
        pages = [client.post(path, sent) for _ in range(11)]
        assert {page.status_code for page in pages} == {403}
        assert "Kept words" in pages[-1].content.decode()
        assert "quarter of an hour" in pages[-1].content.decode()


def fields_of(page):
    for name, value in re.findall(
        r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page.content.decode(), re.S
    ):
        yield (
            name,
            value.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", '"')
            .replace("&#x27;", "'")
            .replace("&amp;", "&"),
        )
    for name, value in re.findall(
        r'<input type="hidden" name="(again-[^"]+)" value="([^"]*)"', page.content.decode()
    ):
        yield name, value


class TestSecondStep:
    def test_from_the_square_to_the_codes(self, account, required):
        other, client = logged_in(account), logged_in(account)
        before = ContentStamp.objects.values_list("value", flat=True).first()
        page = client.get(STEP)
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.content.decode()
        assert "style=" not in page.content.decode()
        key = client.session["new_key"]
        assert client.get(STEP).context["key"] == page.context["key"]
        assert "code" in client.post(STEP, {"code": "000000"}).context["form"].errors
        shown = client.post(STEP, {"code": code_of(key)})
        codes = shown.context["codes"]
        assert len(set(codes)) == 10
        assert "no-store" in shown["Cache-Control"]
        # Every session that came in by password alone has ended; this one goes on.
        assert client.get(DESK).status_code == 200
        assert "/login/" in other.get(DESK)["Location"]
        assert codes[0] not in client.get(STEP).content.decode()
        text = client.post(reverse("admin:second_step_codes"), {"kept": shown.context["kept"]})
        assert text["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
        assert all(code in text.content.decode() for code in codes)
        assert AuditEntry.objects.get(act="second_step").key == "vera"
        secrets = [key, *codes]
        assert not any(
            secret in str(entry.__dict__) for entry in AuditEntry.objects.all() for secret in secrets
        )
        # None of this is content.
        after = AuditEntry.objects.count()
        assert after == 1
        assert before is None or ContentStamp.objects.get().value - before <= 1

    def test_codes_of_somebody_else_are_not_given_out(self, account, codes):
        client = logged_in(account)
        kept = client.post(STEP, {"act": "renew"}).context["kept"]
        other = logged_in(in_role("author"))
        assert other.post(reverse("admin:second_step_codes"), {"kept": kept}).status_code == 403
        assert other.post(reverse("admin:second_step_codes"), {"kept": "forged"}).status_code == 400

    def test_new_codes_void_the_old(self, account, codes):
        assert logged_in(account).post(STEP, {"act": "renew"}).status_code == 200
        assert not second_step.is_right(account, codes[0])
        assert second_step.codes_left(account) == 10

    def test_another_phone_replaces_the_first_once_it_has_shown_a_code(self, account, codes):
        client = logged_in(account)
        client.get(f"{STEP}?replace=1")
        assert TOTPDevice.objects.get().key == KEY
        client.post(f"{STEP}?replace=1", {"code": code_of(client.session["new_key"])})
        assert TOTPDevice.objects.get().key != KEY


class TestAccess:
    def test_a_superuser_lets_in_who_has_lost_everything(self, account, codes):
        chief, inside = logged_in(get_user_model().objects.create_superuser("chief")), logged_in(account)
        path = reverse("admin:auth_user_access", args=[account.pk])
        assert chief.get(path).status_code == 200
        chief.post(path, {"act": "take_away"})
        assert not second_step.is_set_up(account)
        assert second_step.codes_left(account) == 0
        assert "/login/" in inside.get(DESK)["Location"]
        entry = AuditEntry.objects.get(act="second_step_away")
        assert (entry.done_by, entry.kind, entry.key) == ("chief", "user", "vera")

    def test_nobody_else_does(self, account, codes):
        path = reverse("admin:auth_user_access", args=[account.pk])
        for client in (logged_in(account), logged_in(in_role("editor"))):
            assert client.post(path, {"act": "take_away"}).status_code == 403
        assert second_step.is_set_up(account)

    def test_wrong_attempts_are_forgotten(self, account):
        for _ in range(10):
            sign_in(password="wrong", REMOTE_ADDR="192.0.2.1")
        assert sign_in().status_code == 429
        chief = logged_in(get_user_model().objects.create_superuser("chief"))
        chief.post(reverse("admin:auth_user_access", args=[account.pk]), {"act": "let_in"})
        assert is_in(sign_in())

    def test_on_the_server_by_a_command(self, account, codes, capsys):
        call_command("take_away_second_step", "vera")
        assert "taken away" in capsys.readouterr().out
        assert not second_step.is_set_up(account)


class TestSession:
    def test_lasts_a_day_of_work_and_longer_while_it_is_used(self, account):
        client = logged_in(account)
        assert Session.objects.get().expire_date.timestamp() - time.time() <= 14 * 24 * 3600
        session = client.session
        session[sessions.USED_AT] -= 400
        session.save()
        assert "sessionid" in client.get(DESK).cookies
        assert "sessionid" not in client.get(DESK).cookies
