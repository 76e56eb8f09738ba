"""What the database itself refuses about versions: changing words that were public, and two live at once in one language.

Deleting is not refused here. An article goes together with its versions, one statement before it, and emptying a database
deletes row by row on SQLite: the database cannot tell either from taking one public version away. The admin never
offers it; what must not be read any more is removed (410), with a reason.
"""

from config.web.triggers import Trigger, declare, refused_when

# Who reviewed a translation may be added later, accounts may go, and the end comes with the next version.
FROZEN = (
    "article_id",
    "language",
    "number",
    "headline",
    "standfirst",
    "body",
    "confirmed",
    "claimed",
    "unknown",
    "byline",
    "dateline",
    "lead_image_id",
    "act",
    "note",
    "live_from",
    "translated_from_id",
    "translation_method",
)
CHANGED = "A version that has been public never changes; publish an update or a correction."
REOPENED = "A version whose time is over stays as it was."
OVERLAP = "Two versions of one article would be live at the same time in one language."

# Django writes moments to SQLite as UTC text, which sorts as time does.
SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"

SQLITE_FROZEN = f"""CREATE TRIGGER "public_version_frozen" BEFORE UPDATE ON "news_articleversion"
WHEN OLD.live_from <= {SQLITE_NOW} AND ({" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)})
BEGIN
  SELECT RAISE(ABORT, '{CHANGED}');
END"""

SQLITE_OVER = f"""CREATE TRIGGER "public_version_frozen__end" BEFORE UPDATE ON "news_articleversion"
WHEN OLD.live_until <= {SQLITE_NOW} AND NEW.live_until IS NOT OLD.live_until
BEGIN
  SELECT RAISE(ABORT, '{REOPENED}');
END"""

# An open end is a text that cannot be read as a number: datetime columns have numeric affinity, and 9999 sorts before any text.
# Without the plus signs SQLite looks through all versions of the language, not through the article's few.
SQLITE_OVERLAP = """CREATE TRIGGER "version_overlap__{event}" AFTER {event} ON "news_articleversion"
WHEN NEW.live_from IS NOT NULL AND EXISTS (
  SELECT 1 FROM "news_articleversion" AS other
  WHERE other.article_id = NEW.article_id AND +other.language = NEW.language AND other.id <> NEW.id
    AND other.live_from IS NOT NULL
    AND +other.live_from < COALESCE(NEW.live_until, '9999-12-31') AND NEW.live_from < COALESCE(other.live_until, '9999-12-31')
)
BEGIN
  SELECT RAISE(ABORT, '{message}');
END"""

POSTGRESQL_FROZEN = f"""CREATE OR REPLACE FUNCTION news_public_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.live_from <= clock_timestamp()
     AND ({", ".join(f"NEW.{name}" for name in FROZEN)}) IS DISTINCT FROM ({", ".join(f"OLD.{name}" for name in FROZEN)}) THEN
    RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.live_until <= clock_timestamp() AND NEW.live_until IS DISTINCT FROM OLD.live_until THEN
    RAISE EXCEPTION '{REOPENED}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$"""

declare(
    Trigger(
        name="public_version_frozen",
        model="news.ArticleVersion",
        sqlite=(SQLITE_FROZEN, SQLITE_OVER),
        postgresql=(
            POSTGRESQL_FROZEN,
            'CREATE OR REPLACE TRIGGER "public_version_frozen" BEFORE UPDATE ON "news_articleversion" '
            "FOR EACH ROW EXECUTE FUNCTION news_public_version_frozen()",
        ),
    ),
    # PostgreSQL holds this one by an exclusion constraint (migration 0002), which concurrent transactions cannot get around.
    Trigger(
        name="version_overlap",
        model="news.ArticleVersion",
        sqlite=tuple(SQLITE_OVERLAP.format(event=event, message=OVERLAP) for event in ("INSERT", "UPDATE")),
        postgresql=(),
    ),
    refused_when(
        "article_merge_without_chain",
        "news.Article",
        'NEW.merged_into_id IS NOT NULL AND EXISTS (SELECT 1 FROM "news_article" AS other WHERE '
        "(other.id = NEW.merged_into_id AND other.merged_into_id IS NOT NULL) OR other.merged_into_id = NEW.id)",
        "An article is merged into one that is not merged itself.",
    ),
)
