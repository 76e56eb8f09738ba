"""Words and what a thread is set to: kept by language and by thread, and mixed up by neither."""

import sys
import threading

from django.urls import clear_script_prefix, get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, trans_real

from config.web.thread_values import KEPT
from config.web.words import by_language


class TestWords:
    def test_labels_of_django_are_kept_and_stay_what_they_were(self):
        label, told = gettext_lazy("Stations"), trans_real.gettext
        for language in ("be", "en", "ru", "be"):
            with translation.override(language):
                assert str(label) == translation.gettext("Stations") == told("Stations")
                assert not isinstance(translation.gettext("Stations"), SafeString)
                assert isinstance(translation.gettext(mark_safe("Stations")), SafeString)
        with translation.override("be"):
            assert translation.gettext("Stations") == "Станцыі"
            calls = []
            sys.setprofile(lambda _frame, event, _argument: calls.append(event))
            translation.gettext("Stations")
            sys.setprofile(None)
            assert len([event for event in calls if event.endswith("call")]) < 20

    def test_what_is_kept_is_made_once_a_language(self):
        asked = []

        @by_language
        def said(number):
            asked.append((translation.get_language(), number))
            return len(asked)

        for language, number in (("en", 1), ("be", 1), ("en", 1), ("en", 2), ("be", 1)):
            with translation.override(language):
                said(number)
        assert asked == [("en", 1), ("be", 1), ("en", 2)]


class TestThreadValues:
    def test_django_still_keeps_them_where_we_put_ours(self):
        set_urlconf("config.urls")
        set_script_prefix(get_script_prefix())
        try:
            with translation.override("be"), timezone.override("Asia/Tokyo"):
                assert [hasattr(getattr(module, name), "value") for module, name in KEPT] == [True] * 4
        finally:
            set_urlconf(None)
            clear_script_prefix()

    def test_a_thread_knows_nothing_of_another(self):
        found = []

        def look():
            found.append((translation.get_language(), timezone.get_current_timezone_name(), get_urlconf()))
            translation.activate("ru")

        with translation.override("be"), timezone.override("Asia/Tokyo"):
            set_urlconf("tests.other")
            try:
                other = threading.Thread(target=look)
                other.start()
                other.join()
                assert translation.get_language() == "be"
            finally:
                set_urlconf(None)
        assert found == [("en", "Europe/Minsk", None)]
        assert get_script_prefix() == "/"
