"""Who may open which door, written out: what the walk (tests/test_walk.py) expects, apart from the code that decides it.

Answers are words: `opens` (a page, or a redirect inside the desk), `sign in`, `refused` (403), `nothing` (404), `gone` (410),
`moved`, `not so` (405: this method is not for this door).
"""

from config.roles import ROLES
from tests.walk import DESK, KEEPER, STATES

OPENS, SIGN_IN, REFUSED, NOTHING, GONE, MOVED, NOT_SO = (
    *("opens", "sign in", "refused", "nothing", "gone", "moved", "not so"),
)
RIGHTS = {role: set(rights) for role, rights in ROLES.items()} | {"keeper": KEEPER, "bare": set()}
# Where the answer does not hang on the text, these stand for all.
SOME_STATES = ("", "draft", "published", "removed", "update", "open", "closed", "shared")
REVIEWERS, PUBLISHERS = {"editor", "publisher", "chief"}, {"publisher", "chief"}
EVERYBODY, NOBODY = set(DESK), set()

# Readers -----------------------------------------------------------------------------------------------------------

SHORT = ("route", "station", "topic", "figure", "person")
READABLE = {"published", "earlier", "withdrawn", "update"}
OF_ARTICLE = {state: OPENS if state in READABLE else NOTHING for state in STATES} | {"removed": GONE}
PUBLIC = {
    "article_detail": OF_ARTICLE | {"merged": MOVED},
    "article_json": OF_ARTICLE | {"merged": OPENS},
    # What a merged article said before stays at the addresses of its versions.
    **dict.fromkeys(
        ("article_versions", "article_compare", "article_version", "article_version_json"),
        OF_ARTICLE | {"merged": OPENS},
    ),
    "article_preview": {"open": OPENS, "closed": GONE},
    "article_preview_picture": {"open": OPENS, "closed": NOTHING},
    "choose_language": {"": MOVED},
    "favicon": {"": MOVED},
    "agreement_identifier": {"": MOVED},
    "short_article_detail": dict.fromkeys(STATES, MOVED),
    **{f"short_{name}": {"": MOVED} for name in ("agreement", *(f"{each}_detail" for each in SHORT))},
    "security_txt": {"": NOTHING},
    "metrics": {"": NOTHING},
    # Of a draft there are no files.
    "timetable_csv": {"": NOTHING},
    "timetable_json": {"": NOTHING},
    "train_ics": {"": NOTHING},
    # A picture is public while a public text shows it.
    "media": OF_ARTICLE | {"removed": NOTHING, "update": NOTHING},
}
# Answer whatever the method: they read nothing of what is sent.
READ_BY_POST = {"sitemap", "sitemap_section"}
# Says what is missing in what was sent, and keeps nothing of it.
WRITTEN_TO = {"mistake_report"}
# The version under the number is not public; its article is.
for name in ("article_version", "article_version_json"):
    PUBLIC[name] = PUBLIC[name] | {"update": NOTHING}

# The desk ----------------------------------------------------------------------------------------------------------

# Open to every account that may enter the desk.
FOR_ALL_AT_THE_DESK = {
    *("index", "password_change", "password_change_done", "jsi18n", "logout", "login"),
    *("second_step", "second_step_codes"),
}
# Texts in which an author may write: their own drafts, not while they are in review.
OWN = {"draft", "shared", "update"}
# Own texts of every kind: an act on one that is no draft is refused in words, on the page.
OWN_IN_WORDS = {state for state in STATES if state not in ("foreign", "review")}


def authors(states):
    """Those who review at every text, an author at these."""
    return {role: set(STATES) for role in REVIEWERS} | {"author": set(states)}


def only(roles):
    return {role: set(STATES) for role in roles}


# {door: (who opens it by GET, by POST)}: {role: states}; None: not so.
ACTS = {
    "news_articleversion_submit": (None, authors(OWN_IN_WORDS)),
    "news_articleversion_take_back": (None, authors(OWN_IN_WORDS | {"review"})),
    "news_articleversion_discard": (authors(OWN_IN_WORDS), authors(OWN_IN_WORDS)),
    "news_articleversion_return": (only(REVIEWERS), only(REVIEWERS)),
    "news_articleversion_look": (None, only(REVIEWERS)),
    "news_articleversion_still_correct": (None, only(REVIEWERS)),
    "news_articleversion_preview_link": (None, authors(OWN_IN_WORDS | {"review"})),
    "news_articleversion_preview_link_take_back": (None, authors(OWN_IN_WORDS)),
    # Of a draft it is the form itself; what cannot go on in an update is refused in words, above the text.
    "news_articleversion_rescue": (None, authors(OWN_IN_WORDS | {"review"})),
    "news_articleversion_own_text": (only(PUBLISHERS), only(PUBLISHERS)),
    "news_articleversion_unschedule": (None, only(PUBLISHERS)),
    "news_article_draft": (None, only(EVERYBODY)),
    "news_article_withdraw": (only(PUBLISHERS), only(PUBLISHERS)),
    "news_article_remove": (only(PUBLISHERS), only(PUBLISHERS)),
    "news_article_merge": (only(PUBLISHERS), only(PUBLISHERS)),
    "news_article_restore": (None, only(PUBLISHERS)),
    "news_article_unmerge": (None, only(PUBLISHERS)),
}
# Pages of the desk that ask one right, or none but to be at the desk ("").
SEES_TEXTS, WRITES, KEEPS_ACCOUNTS = (
    "news.view_articleversion",
    "news.change_articleversion",
    "auth.change_user",
)
ASKS = {
    "news_articleversion_preview": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_card": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_compare": (SEES_TEXTS, SEES_TEXTS),
    # Without anything typed it answers that there is nothing to keep.
    "news_articleversion_keep": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_unkept": (None, SEES_TEXTS),
    "news_articleversion_readiness": (None, SEES_TEXTS),
    "news_articleversion_references": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_reference_search": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_reference_names": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_reference_new": (WRITES, WRITES),
    "news_articleversion_translations": (SEES_TEXTS, SEES_TEXTS),
    # Of the walk's texts, which are originals: they answer that there is nothing to follow.
    "news_articleversion_side_by_side": (SEES_TEXTS, SEES_TEXTS),
    "news_articleversion_follow": (None, SEES_TEXTS),
    "consistency": (SEES_TEXTS, None),
    "news_agreement_add_text": ("news.add_textversion", "news.add_textversion"),
    "news_agreement_add_document": ("news.add_textfile", "news.add_textfile"),
    **dict.fromkeys(
        ("news_agreement_withdraw_document", "news_agreement_put_document_back"),
        ("news.change_textfile", "news.change_textfile"),
    ),
    "news_action_take_back": (None, "news.add_action"),
    "news_agreement_outlook": (None, "news.change_agreement"),
    "news_agreement_outlook_new": (None, "news.add_agreement"),
    "news_agreement_import": ("news.add_agreement", "news.add_agreement"),
    "news_agreement_import_template": ("news.add_agreement", None),
    # Of the walk's timetable, which has no trains: it is refused in words, on its page.
    "routes_timetable_publish": ("routes.change_timetable", "routes.publish_timetable"),
    **dict.fromkeys(
        ("routes_timetable_grid", "routes_timetable_days", "routes_timetable_days_change"),
        ("routes.change_timetable", "routes.change_timetable"),
    ),
    "routes_timetable_new_version": (None, "routes.add_timetable"),
    "routes_timetable_withdraw": (None, "routes.publish_timetable"),
    # Asks eight rights, which editors have and authors have not.
    "routes_timetable_import": ("routes.add_timetable", "routes.add_timetable"),
    "news_image_drop": (None, "news.add_image"),
    "news_image_file": ("news.view_image", "news.view_image"),
    "autocomplete": ("news.view_image", None),
    "view_on_site": (SEES_TEXTS, SEES_TEXTS),
    "auth_user_password_change": (KEEPS_ACCOUNTS, KEEPS_ACCOUNTS),
    # No right is enough: superusers alone.
    "auth_user_access": ("", ""),
}
# Django's own views of a table, and the right each asks.
TABLE_VIEWS = {
    "changelist": ("view", None),
    "add": ("add", "add"),
    "history": ("view", None),
    "delete": ("delete", "delete"),
    "change": ("view", "change"),
    "look_again": (None, "change"),
    "address": ("publish", "publish"),
}
# Not even for those who hold the right: texts are discarded or withdrawn, the register and the audit only grow.
NEVER = {
    *("news_article_delete", "news_articleversion_add", "news_articleversion_delete", "news_action_delete"),
    *("news_ruleexception_add", "news_ruleexception_delete"),
    *("news_auditentry_add", "news_auditentry_delete"),
    *("news_mistakereport_add", "news_mistakereport_delete"),
}
# Words of texts that readers must not meet at any address, and what else is known to whom: {secret: roles}.
HIDDEN = ("draft", "review", "foreign", "shared", "scheduled", "removed", "update")
SEEN_BY = (
    dict.fromkeys(HIDDEN, DESK)
    | {f"picture {state}": (*DESK, "keeper") for state in HIDDEN if state != "update"}
    | {
        **dict.fromkeys(("guest", "timetable", "train"), DESK),
        "somebody": DESK,
        "audit": DESK,
        "account": ("chief",),
        # Nobody's but the one's who types it.
        "typing": ("editor",),
    }
)


def data(key, world, state):
    """What is sent to a door, so that it does what it does."""
    return {
        "news_articleversion_return": {"comment": "Again."},
        "news_articleversion_own_text": {"own_text_reason": "Nobody else is here."},
        "news_article_withdraw": {"reason_en": "A mistake."},
        "news_article_remove": {"reason_en": "A mistake."},
        "news_article_merge": {"into": world.article["published"].pk},
        "news_article_draft": {"language": "ru", "act": "first"},
        "news_articleversion_still_correct": {
            "original": world.version.get(state, world.version["published"]).pk
        },
        "login": {"username": "chief", "password": "guessed"},
    }.get(key, {"post": "yes"} if key.endswith("_delete") else {})


def may(role, right):
    return role == "chief" or right in RIGHTS.get(role, set())


def of_change(role, model, state):
    """The form of a text is open to whoever may write in it; late forms come back with their words."""
    if model == "articleversion":
        return role in REVIEWERS or (role == "author" and state != "foreign")
    if role in PUBLISHERS:
        return True
    never_public = state in ("draft", "review", "foreign", "shared")
    return never_public and (role == "editor" or (role == "author" and state != "foreign"))


def expected(role, door, state, method):
    """The words that may answer."""
    if not door.is_desk:
        if method == "POST":
            return {OPENS} if door.key in READ_BY_POST | WRITTEN_TO else {NOT_SO}
        return {PUBLIC.get(door.key, {}).get(state, OPENS)}
    if role in ("anonymous", "reader"):
        return of_strangers(door, role, method)
    if door.key.startswith("admin/") or door.key == "app_list":
        # What leads on to the form of a row, what leads nowhere, and a list of what one may see.
        return {OPENS, NOTHING}
    if door.key in FOR_ALL_AT_THE_DESK:
        return {OPENS, NOT_SO}
    if door.key in ACTS:
        return of_act(role, door, state, method)
    if door.key in ASKS:
        return of_right(role, ASKS[door.key][method == "POST"])
    return of_table(role, door, state, method)


def hangs_on_the_text(door, role):
    if not door.is_desk:
        return True
    return role in ROLES and door.key not in ASKS and not door.key.endswith(("_history", "<path:object_id>/"))


def of_strangers(door, role, method):
    if door.key == "login":
        return {OPENS}
    if door.key == "logout":
        return {NOT_SO, OPENS}
    return {SIGN_IN}


def of_right(role, right):
    if right is None:
        return {NOT_SO, REFUSED}
    return {OPENS} if may(role, right) else {REFUSED}


def of_act(role, door, state, method):
    roles = ACTS[door.key][method == "POST"]
    if roles is None:
        return {NOT_SO, REFUSED}
    return {OPENS} if state in roles.get(role, ()) else {REFUSED}


def of_table(role, door, state, method):
    _site, app, model, _rest = [*door.route.split("/", 3), "", ""][:4]
    view = door.key.removeprefix(f"{app}_{model}_")
    if view not in TABLE_VIEWS:
        raise LookupError(
            f"tests/walk_rights.py, ACTS or ASKS: say who may open {door.key}, by GET and by POST."
        )
    if door.key in NEVER:
        return {REFUSED}
    right = TABLE_VIEWS[view][method == "POST"]
    if (door.key, method) == ("news_auditentry_change", "POST"):
        return {REFUSED}
    if right == "publish":
        return of_right(role, "news.publish_article")
    if right is None:
        return {NOT_SO, REFUSED, OPENS} if view in ("changelist", "history") else {NOT_SO, REFUSED}
    if right == "change" and model in ("article", "articleversion") and may(role, f"{app}.{right}_{model}"):
        return {OPENS} if of_change(role, model, state) else {REFUSED}
    return of_right(role, f"{app}.{right}_{model}")
