"""The permission of each act, and whose drafts it reaches. The roles that hold them: config/roles.py."""

from django.contrib.auth.models import AbstractUser

from news.models import ArticleVersion

WRITE, REVIEW, PUBLISH = "news.change_articleversion", "news.review_articleversion", "news.publish_article"

PERMISSIONS = {
    "new_draft": "news.add_articleversion",
    "keep": WRITE,
    "submit": WRITE,
    "take_back": WRITE,
    "share": WRITE,
    "unshare": WRITE,
    "discard": "news.delete_articleversion",
    "return_draft": REVIEW,
    "look": REVIEW,
    "still_correct": REVIEW,
    "publish": PUBLISH,
    "unschedule": PUBLISH,
    "withdraw": PUBLISH,
    "restore": PUBLISH,
    "remove": PUBLISH,
    "merge": PUBLISH,
    "unmerge": PUBLISH,
    "rename": PUBLISH,
}
# Acts that somebody who may not review does to drafts of their own only.
OF_OWN_DRAFTS = frozenset({"keep", "submit", "take_back", "share", "unshare", "discard"})
# Of these, what they still do while the text is in review.
IN_REVIEW = frozenset({"take_back", "share", "unshare"})


def may(user: AbstractUser, act: str, version: ArticleVersion | None = None) -> bool:
    """`version`: also whether it is theirs to act on. A text in review waits for somebody who reviews."""
    if not user.has_perm(PERMISSIONS[act]):
        return False
    if version is None or act not in OF_OWN_DRAFTS or user.has_perm(REVIEW):
        return True
    is_own = version.created_by_id == user.pk
    return is_own and (act in IN_REVIEW or version.submitted_at is None)
