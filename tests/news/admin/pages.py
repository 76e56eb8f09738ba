"""Reading the desk's pages: their words, messages and forms."""

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import strip_tags

from news.keeping.contents import content_of, packed


def words(response):
    """The visible words of a page, each run of white space one space."""
    return " ".join(strip_tags(response.content.decode().replace("<", " <")).split())


def messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def url(name, *args):
    return reverse(f"admin:news_{name}", args=args)


def version_url(version):
    return url("articleversion_change", version.pk)


def version_data(version, button="keep", **changes):
    """What the browser would send for a draft's form."""
    names = (
        "headline",
        "standfirst",
        "body",
        "confirmed",
        "claimed",
        "unknown",
        "byline",
        "dateline",
        "note",
        "act",
    )
    data = {name: getattr(version, name) for name in names}
    data |= {"translated_from": version.translated_from_id or "", "lead_image": version.lead_image_id or ""}
    data |= {
        "translation_method": version.translation_method,
        "reviewed_by": version.reviewed_by,
        "reviewed_on": "",
    }
    return data | {"seen": packed(content_of(version)), "opening": "test.0", "_act": button} | changes
