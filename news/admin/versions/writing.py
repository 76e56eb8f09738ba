"""What the scripts of the writing desk read from the page: addresses, words in the editor's language, what the account may do."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from config.web.translated import LANGUAGES
from news.kinds import all_kinds, kind_named
from news.models import ArticleVersion

# Kinds with a button of their own above the text; the others are found behind "More…".
IN_TOOLBAR = ("figure", "agreement", "route", "person")
# Fields of one line or one statement a line: no headings, lists or pictures in them.
SHORT_FIELDS = ("standfirst", "confirmed", "claimed", "unknown", "note")


class Writing:
    """Mixed into ArticleVersionAdmin."""

    def writing(self, request: HttpRequest, version: ArticleVersion) -> dict[str, Any]:
        """For `json_script`; read by static/js/desk/editor.js, picker.js and pictures.js."""
        makes = [kind.name for kind in self.may_make(request)]
        return {
            "language": version.language,
            "sheet": static("css/desk/editor.css"),
            "search": reverse("admin:news_articleversion_reference_search"),
            "named": reverse("admin:news_articleversion_reference_names"),
            "makes": {
                name: reverse("admin:news_articleversion_reference_new", args=[name]) for name in makes
            },
            "dropPicture": reverse("admin:news_image_drop") if _may_add_picture(request) else "",
            "short": SHORT_FIELDS,
            "kinds": [[kind.name, capfirst(str(kind.plural))] for kind in all_kinds()],
            "buttons": _buttons(),
            "shortButtons": _short_buttons(),
            "words": _words() | picker_words() | _picture_words(version.language),
        }


def _may_add_picture(request: HttpRequest) -> bool:
    return request.user.has_perm("news.add_image")


def _buttons() -> list[list[tuple[str, str, str]]]:
    """Groups of act, label and key; acts as in static/js/desk/editor/acts.js."""
    kinds = [
        (f"pick:{name}", capfirst(str(kind.label)), "") for name in IN_TOOLBAR if (kind := kind_named(name))
    ]
    return [
        [
            ("heading", _("Heading"), ""),
            ("strong", _("Strong"), "Ctrl+B"),
            ("emphasis", _("Emphasis"), "Ctrl+I"),
            ("list", _("List"), ""),
            ("numbers", _("Numbered list"), ""),
            ("link", _("Link"), "Ctrl+K"),
            ("statement", _("Statement"), ""),
            ("table", _("Table"), ""),
        ],
        [
            ("pick:source", _("Source note"), "[^"),
            *kinds,
            ("pick:image", _("Picture"), ""),
            ("pick:", _("More…"), "[["),
        ],
        [
            ("undo", _("Undo"), "Ctrl+Z"),
            ("redo", _("Redo"), "Ctrl+Y"),
            ("marks", pgettext("switch above the text", "Show marks"), ""),
        ],
    ]


def _short_buttons() -> list[list[tuple[str, str, str]]]:
    """For fields of a line or two."""
    return [
        [
            ("pick:source", _("Source note"), "[^"),
            ("pick:figure", _("Figure"), ""),
            ("pick:", _("More…"), "[["),
        ]
    ]


def _words() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "body": _(
            "Type [[ to link and [^ to cite. In a list Tab moves a line in, in a table to the next cell; Escape and then "
            "Tab leaves the text."
        ),
        "small": _("Type [[ to link, [^ to cite."),
        "missing": _("leads nowhere"),
        "hidden": _("you may not see it"),
        "source": _("source note"),
        "picture": _("picture"),
        "address": _("Address of the page"),
        "linkWords": _("Words of the link"),
        "linkDialog": _("Link"),
        "insert": _("Insert"),
        "addressWrong": _("An address begins with https:// or http://, or with / for a page of this site."),
        "strongWords": _("strong words"),
        "emphasisWords": _("words to stress"),
        "said": _("What was said."),
        "occasion": _("occasion, date"),
        "column": _("Column"),
        "cell": _("Cell"),
        "whoSaid": _("Who said it?"),
        "whereRead": _("Where was it read?"),
    }


def picker_words() -> dict[str, str]:
    """Of the dialog and the lists in which things are found; read by static/js/desk/picker.js."""
    return {
        "draft": _("not public"),
        "dialog": _("Find what to cite or link"),
        "find": _("Words of a title, a name or a key"),
        "kind": _("Kind"),
        "every": _("Every kind"),
        "results": _("Found"),
        "nothing": _("Nothing found. Try fewer letters, or another kind."),
        "failed": _("The list could not be read. Your text is safe; try again."),
        "signedOut": _(
            "You were signed out. Sign in again in another tab, then try again; your text stays here."
        ),
        "noValue": _("no value yet"),
        "close": _("Close"),
        "new:source": _("New source…"),
        "new:figure": _("New figure…"),
        "new:person": _("New person…"),
    }


def _picture_words(language: str) -> dict[str, Any]:
    names = {"en": _("English"), "ru": _("Russian"), "be": _("Belarusian")}
    order = [language, *(code for code in LANGUAGES if code != language)]
    return {
        "pictureDialog": _("A new picture"),
        "pictureFile": _("Choose a file"),
        "pictureNew": _("New picture…"),
        "alt": [[code, _("What it shows, in %(language)s") % {"language": names[code]}] for code in order],
        "altHint": _(
            "For those who cannot see it: what it shows and why it is here, in one or two sentences."
        ),
        "decorative": _("Decorative: it says nothing that the text does not"),
        "credit": _("Credit: who made it"),
        "licence": _("Licence"),
        "licenceHint": _("Under which it may be shown: CC BY 4.0, public domain, our own…"),
        "upload": _("Save and insert"),
        "uploading": _("Uploading: %(percent)s %%"),
        "uploadFailed": _("The picture could not be saved. Nothing of your text is lost; try again."),
        "notPicture": _("Only pictures can be dropped here: JPEG, PNG, WebP or GIF."),
        "noPictures": _(
            "Your account may not add pictures. Ask somebody who may, or insert one that is here already."
        ),
        "duplicate": _("This picture is here already. The one that was here is inserted."),
        "altMissing": _("Say what the picture shows, or mark it as decorative."),
        "required": _("This field is required."),
    }
