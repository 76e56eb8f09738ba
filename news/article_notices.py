"""What a reader is told above an article: that it was withdrawn, that it is a translation, that it is not translated."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from config.web import dates
from news.article_history import History, version_address
from news.models import ArticleVersion, TranslationMethod


@dataclass(frozen=True, slots=True)
class Notice:
    """In the form of site/_notice.html: `lead` in bold, `text`, and where to read more."""

    lead: str
    text: str
    tone: str = ""
    url: str = ""
    link: str = ""


def version_notices(version: ArticleVersion, history: History, newer: str = "") -> list[Notice]:
    """The gravest first. `newer`: what is newer in the original, where the page marks it."""
    found = [
        _withdrawn(version),
        _merged(version),
        _not_current(version, history),
        _untranslated(version),
        _behind(version, history, newer),
        _translated(version, history),
    ]
    return [notice for notice in found if notice]


def _withdrawn(version: ArticleVersion) -> Notice | None:
    article = version.article
    if article.withdrawn_at is None:
        return None
    lead = gettext("Withdrawn on %(day)s.") % {"day": dates.local_day(article.withdrawn_at)}
    return Notice(lead, article.reason, "plum")


def _merged(version: ArticleVersion) -> Notice | None:
    target = version.article.merged_into
    if target is None:
        return None
    return Notice(
        gettext("Merged into another article."),
        gettext("What it says now stands there; this is what it said itself, kept for reference."),
        "claim",
        target.get_absolute_url(),
        gettext("Read that article"),
    )


def _not_current(version: ArticleVersion, history: History) -> Notice | None:
    current = history.current
    if current is None or current.pk == version.pk or version.article.merged_into_id:
        return None
    return Notice(
        gettext("An earlier version."),
        gettext("This is the text as it stood on %(day)s, kept for reference; it is no longer current.")
        % {"day": dates.local_day(version.live_from)},
        "claim",
        version.get_absolute_url(),
        gettext("Read the current version"),
    )


def _untranslated(version: ArticleVersion) -> Notice | None:
    if version.language == get_language():
        return None
    text = {
        "en": gettext("The text below is in English, the language it can be read in today."),
        "ru": gettext("The text below is in Russian, the language it can be read in today."),
        "be": gettext("The text below is in Belarusian, the language it can be read in today."),
    }[version.language]
    return Notice(gettext("Not translated yet."), text)


def _behind(version: ArticleVersion, history: History, newer: str) -> Notice | None:
    original = history.newer_original
    if original is None or history.current is None or history.current.pk != version.pk:
        return None
    text = gettext(
        "The original has changed since this translation was made: its version %(number)d is of %(day)s."
    )
    told = text % {"number": original.number, "day": dates.local_day(original.live_from)}
    return Notice(
        gettext("Behind its original."),
        f"{told} {newer}".strip(),
        "claim",
        version_address(original),
        gettext("Read the original"),
    )


def _translated(version: ArticleVersion, history: History) -> Notice | None:
    original = history.original_of(version)
    if original is None:
        return None
    made = {
        "source": {
            "en": pgettext("translated from", "the English original"),
            "ru": pgettext("translated from", "the Russian original"),
            "be": pgettext("translated from", "the Belarusian original"),
        }[original.language],
        "number": original.number,
        "day": dates.local_day(original.live_from),
    }
    lead, text = _method(version.translation_method)
    # On its own line: strings inside an f-string are not collected for translation.
    counts = gettext("Where the two differ, the original counts.")
    return Notice(
        lead,
        " ".join(filter(None, [text % made, _review(version), _still_correct(version, history), counts])),
        "",
        f"{reverse('editorial_policy')}#translations",
        gettext("How we translate"),
    )


def _still_correct(version: ArticleVersion, history: History) -> str:
    """Said of the version shown, where somebody read it against a later original."""
    followed, made_from = history.followed_original, history.original_of(version)
    is_current = history.current is not None and history.current.pk == version.pk
    if not is_current or followed is None or followed is made_from:
        return ""
    words = gettext("Read again beside version %(number)d of %(day)s and found still correct.")
    return words % {"number": followed.number, "day": dates.local_day(followed.live_from)}


def _method(method: str) -> tuple[str, str]:
    match method:
        case TranslationMethod.MACHINE:
            return (
                gettext("Machine translation."),
                gettext("Made by machine from %(source)s (version %(number)d of %(day)s)."),
            )
        case TranslationMethod.MACHINE_EDITED:
            return (
                gettext("Machine translation, edited."),
                gettext(
                    "Made by machine from %(source)s (version %(number)d of %(day)s) and edited by a person."
                ),
            )
    return (
        gettext("Translation."),
        gettext("Translated from %(source)s (version %(number)d of %(day)s)."),
    )


def _review(version: ArticleVersion) -> str:
    if not version.reviewed_by:
        return gettext("No person has reviewed it yet.")
    if version.reviewed_on is None:
        return gettext("Reviewed by %(who)s.") % {"who": version.reviewed_by}
    told = {"who": version.reviewed_by, "day": dates.day(version.reviewed_on)}
    return gettext("Reviewed by %(who)s on %(day)s.") % told
