"""Articles with their versions, and all that is derived from them, as rows ready for `bulk_create`."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from news.article_words import words_of
from news.dated import article_rows
from news.models import (
    Act,
    Article,
    ArticleKind,
    ArticleVersion,
    ArticleWord,
    GapKind,
    Reading,
    Reference,
    Statement,
    TimelineRow,
    TranslationCheck,
    TranslationGap,
)
from news.offered import Said, Story, rows_of
from news.translations.following import CUTS, behind
from tests.benchmarks.newsroom.sentences import LANGUAGES, NOTE
from tests.benchmarks.newsroom.texts import Text

YEARS = 10
KINDS = [ArticleKind.REPORT] * 6 + [ArticleKind.EXPLAINER, ArticleKind.STATEMENT, ArticleKind.ANALYSIS]
LATER_ACTS = [Act.UPDATE, Act.UPDATE, Act.MINOR]
ORDERS = [("ru", "be", "en"), ("ru", "en", "be"), ("be", "ru", "en"), ("en", "ru", "be")]


@dataclass(slots=True)
class Staff:
    authors: list
    editors: list
    publishers: list


@dataclass(slots=True)
class Written:
    """One version on the way to its rows."""

    row: ArticleVersion
    text: Text


class Desk:
    """Writes the articles in the order of time, from ten years ago until now. Rows get their keys here, not from the database."""

    def __init__(self, *, library, staff, topics, images, dice, now, articles, first_article, first_version):
        self.library, self.staff, self.dice, self.now = library, staff, dice, now
        self.topics, self.images = topics, images
        self.articles = articles
        self.next_article, self.next_version = first_article, first_version
        self.standing = []  # keys of articles that another may be merged into

    def write(self, number, shape, rows):
        """Adds the rows of the article with this number in the order of time; returns its versions."""
        begun = self.now - timedelta(days=365 * YEARS) * (1 - number / self.articles)
        article = self._article(number, shape, begun)
        rows.add(Article, article)
        through = Article.topics.through
        topics = [topic.pk for topic in self.dice.sample(self.topics, self.dice.randrange(1, 3))]
        rows.add(through, *(through(article_id=article.pk, topic_id=topic) for topic in topics))
        written = self._versions(article, shape, begun)
        rows.add(ArticleVersion, *(each.row for each in written))
        if shape.gone not in ("merged", "removed"):
            story = self._story(article, topics, written)
            dated = article_rows(story, article.slug, article.happened_on, self.now)
            rows.add(Reading, *(Reading(**row) for row in rows_of(story, self.now)))
            rows.add(TimelineRow, *(TimelineRow(**row) for row in dated))
        for each in written:
            self._derive(article, each, rows)
        headlines = {(each.row.language, each.row.headline) for each in written}
        rows.add(ArticleWord, *((article.pk, term) for term in words_of(article.slug, headlines)))
        if shape.behind == "checked":
            rows.add(TranslationCheck, self._check(written))
        elif shape.behind:
            rows.add(TranslationGap, *self._gaps(written))
        if not shape.gone and shape.public[0]:
            self.standing.append(article.pk)
        return [each.row for each in written]

    def _story(self, article, topics, written):
        said = [
            Said(each.row.pk, each.row.language, each.row.act, each.row.live_from, each.row.live_until)
            for each in written
            if each.row.live_from
        ]
        return Story(article.pk, article.kind, article.withdrawn_at, topics, said)

    def _article(self, number, shape, begun):
        article = Article(
            pk=self.next_article,
            slug=f"story-{number}-{begun:%Y-%m-%d}",
            kind=self.dice.choice(KINDS),
            happened_on=begun.date() if self.dice.random() < 0.2 else None,
        )
        self.next_article += 1
        if shape.gone == "merged":
            article.merged_into_id = self.dice.choice(self.standing)
        elif shape.gone:
            setattr(article, f"{shape.gone}_at", begun + (self.now - begun) * 0.9)
            article.reason_en = "The publisher has taken its text back."
        return article

    def _versions(self, article, shape, begun):
        order = self.dice.choice(ORDERS)
        first = text = Text.new(self.library, self.dice)
        image = self.dice.choice(self.images).pk if self.dice.random() < 0.3 else None
        count = max(shape.public)
        texts = [text]
        for _ in range(count - 1):
            texts.append(texts[-1].changed(self.library, self.dice))
        step = min(timedelta(days=3), (self.now - begun) / (2 * count + 2))
        author = self.dice.choice(self.staff.authors)
        if shape.own_text:
            author = self.dice.choice(self.staff.publishers)
        acts = [self._act(shape, at, count) for at in range(count)]
        written, originals = [], []
        for place, wanted in enumerate(shape.public):
            for at in range(wanted):
                # A translation follows the original's version of its number; the only one, the newest.
                follows = at if wanted > 1 or shape.behind or count == 1 else count - 1
                number, since = at + 1, begun + step * (2 * (follows if place else at) + bool(place))
                row = self._version(
                    article, order[place], number, texts[follows if place else at], author, since
                )
                row.live_from, row.published_by = since, self._publisher(author, shape)
                row.act, row.lead_image_id = acts[at], image
                if place:
                    row.translated_from_id, row.translation_method = originals[follows].pk, "human"
                    row.act = Act.TRANSLATION if at == 0 else row.act
                else:
                    originals.append(row)
                self._finish(row, shape, written)
                written.append(Written(row, texts[follows if place else at]))
        if shape.next:
            written.append(
                self._next(article, shape, order, texts[-1] if count else first, author, originals, begun)
            )
        return written

    def _act(self, shape, at, count):
        if at == 0:
            return Act.FIRST
        if shape.corrected and at == count - 1:
            return self.dice.choice([Act.CORRECTION, Act.CORRECTION, Act.CLARIFICATION])
        return self.dice.choice(LATER_ACTS)

    def _publisher(self, author, shape):
        if shape.own_text:
            return author
        return self.dice.choice(self.staff.publishers)

    def _version(self, article, language, number, text, author, since):
        row = ArticleVersion(
            pk=self.next_version,
            article=article,
            language=language,
            number=number,
            created_at=since - timedelta(hours=5),
            created_by=author,
            changed_at=since - timedelta(hours=1),
            changed_by=author,
            **text.read(self.library, language).columns,
        )
        self.next_version += 1
        return row

    def _finish(self, row, shape, written):
        """What a public version needs beside its words; the one before it in its language ends."""
        if row.act in (Act.CORRECTION, Act.CLARIFICATION):
            row.note = NOTE[LANGUAGES.index(row.language)].format(n=12, m=21)
        if shape.own_text:
            row.own_text_reason = "Nobody else was on duty."
        if written and written[-1].row.language == row.language:
            written[-1].row.live_until = row.live_from

    def _next(self, article, shape, order, text, author, originals, begun):
        """What is in work, after everything that is public."""
        number = shape.public[shape.next_in] + 1
        begun = begun if not shape.public[0] else begun + (self.now - begun) * 0.8
        row = self._version(article, order[shape.next_in], number, text, author, begun)
        row.act = Act.UPDATE if number > 1 else Act.FIRST
        if shape.next_in:
            row.translated_from_id, row.translation_method = originals[-1].pk, "human"
            row.act = Act.TRANSLATION
        if shape.next == "review":
            row.submitted_at, row.submitted_by = begun, author
        if shape.next == "scheduled":
            row.live_from = self.now + timedelta(hours=self.dice.randrange(1, 500))
            row.published_by = self.dice.choice(self.staff.publishers)
            row.previous = originals[-1] if originals and not shape.next_in else None
            if row.previous:
                row.previous.live_until = row.live_from
        return Written(row, text)

    def _derive(self, article, written, rows):
        row, read = written.row, written.text.read(self.library, written.row.language)
        held = ("article", article.slug, row.pk, row.language)
        rows.add(Reference, *((*held, *named, times) for named, times in read.references.items()))
        rows.add(Statement, *((row.pk, at, *quoted) for at, quoted in enumerate(read.statements)))

    def _check(self, written):
        """The translation, found still correct against the original's last version."""
        original, translation = written[-2].row, written[-1].row
        return TranslationCheck(
            version_id=translation.pk,
            original_id=original.pk,
            checked_at=original.live_from + timedelta(minutes=5),
            checked_by=self.dice.choice(self.staff.editors),
        )

    def _gaps(self, written):
        """The translations are behind since the original's last version is public."""
        before, now, *translations = written
        lines = [asdict(line) for line in behind(_texts(before.row), _texts(now.row))]
        for each in translations:
            yield TranslationGap(
                kind=GapKind.BEHIND,
                version_id=each.row.pk,
                original_id=now.row.pk,
                language=each.row.language,
                live_from=max(now.row.live_from, each.row.live_from),
                paragraphs=lines,
            )


def _texts(row):
    return {name: getattr(row, name) for name in CUTS}
