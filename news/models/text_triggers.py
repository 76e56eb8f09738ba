"""What the database itself refuses about texts: changed words and files, and provisions that do not fit their version.

Texts are public from the moment they are saved, and are linked and cited by provision: they only grow. Deleting is held by
foreign keys, as with actions.
"""

from config.web.triggers import declare, refused_when
from news.models.agreement_triggers import frozen

VERSION_FACTS = (
    "agreement_id",
    "language",
    "valid_from",
    "number",
    "kind",
    "translated_from",
    "authentic",
    "legal_value",
    "is_part",
    "source_id",
    "sha256",
    "recorded_at",
    "replaces_id",
)
PROVISION_FACTS = ("version_id", "position", "parent_id", "kind", "eid", "wid", "number", "heading", "text")
FILE_FACTS = (
    "version_id",
    "number",
    "file",
    "size",
    "pages",
    "is_scan",
    "sha256",
    "received_sha256",
    "origin_url",
    "recorded_at",
)

FROZEN = "A text never changes; enter a new one that replaces it."
FILE_FROZEN = "A document never changes; withdraw it and add another."
CHAIN = "A text replaces one of the same agreement, language and day."
INSIDE = "A provision is part of one that comes before it in the same text."

declare(
    frozen("text_frozen", "news.TextVersion", VERSION_FACTS, FROZEN),
    frozen("provision_frozen", "news.Provision", PROVISION_FACTS, FROZEN),
    frozen("text_file_frozen", "news.TextFile", FILE_FACTS, FILE_FROZEN),
    refused_when(
        "text_replaces_its_like",
        "news.TextVersion",
        "NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM news_textversion AS r WHERE r.id = NEW.replaces_id "
        "AND r.agreement_id = NEW.agreement_id AND r.language = NEW.language AND r.valid_from = NEW.valid_from)",
        CHAIN,
    ),
    refused_when(
        "provision_inside_its_text",
        "news.Provision",
        "NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM news_provision AS p WHERE p.id = NEW.parent_id "
        "AND p.version_id = NEW.version_id AND p.position < NEW.position)",
        INSIDE,
    ),
)
