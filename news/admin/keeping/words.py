"""What the scripts that keep typed text say, in the editor's language."""

from typing import Any

from django.utils.translation import gettext as _

from config.web.dates import months_of_days


def keeping_words() -> dict[str, str]:
    """Of js/desk/keeping.js."""
    return {
        "here": _("Kept on this computer %(time)s"),
        "server": _("on the server %(time)s"),
        "alone": _("Kept on the server %(time)s; this browser keeps nothing itself"),
        "silent": _("The server does not answer; kept on this computer"),
        "nowhere": _(
            "The server does not answer, and this browser keeps nothing itself. Copy your text somewhere safe."
        ),
        "ended": _("Your session has ended:"),
        "signIn": _("sign in again"),
        "endedSafe": _("(in a new tab), then come back here. Your text is kept."),
        "another": _(
            "You have this text open in another tab too. What you keep there and here is put together."
        ),
        "taken": _("Your text is in the form. Keep the draft when it is right."),
        "dropped": _("The text is dropped when you leave this page."),
        "undo": _("Undo"),
    }


def form_keeping_words() -> dict[str, Any]:
    """Of js/desk/form_keeping.js."""
    return {
        "found": _("You typed something here on %(time)s and did not save it."),
        "differs": _("What differs:"),
        "moved": _("The text has changed since. Copy from here what you still need."),
        "empty": _("nothing"),
        "take": _("Take it"),
        "drop": _("Drop it"),
        "taken": _("What you typed is in the form. Save it when it is right."),
        "dropped": _("It is dropped when you leave this page."),
        "undo": _("Undo"),
        "months": months_of_days(),
    }
