"""The acts by which a text is written, becomes public, changes and goes: each one function, one transaction, one audit entry."""

from news.publishing.addresses import is_known, rename
from news.publishing.drafts import COPIED, discard, keep, new_draft, return_draft, submit, take_back
from news.publishing.going_public import is_own_text, look, publish, unschedule
from news.publishing.leaving import merge, remove, restore, unmerge, withdraw
from news.publishing.naming import LATER_ACTS, OPENING_ACTS
from news.publishing.permissions import PERMISSIONS, may
from news.publishing.refusals import Reason, RefusedError
from news.publishing.translations import still_correct

__all__ = [
    "COPIED",
    "LATER_ACTS",
    "OPENING_ACTS",
    "PERMISSIONS",
    "Reason",
    "RefusedError",
    "discard",
    "is_known",
    "is_own_text",
    "keep",
    "look",
    "may",
    "merge",
    "new_draft",
    "publish",
    "remove",
    "rename",
    "restore",
    "return_draft",
    "still_correct",
    "submit",
    "take_back",
    "unmerge",
    "unschedule",
    "withdraw",
]
