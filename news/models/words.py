"""Derived: the words by which the desk finds an article. Rebuilt whenever one of its versions is saved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from news.models.articles import Article

MOST_LETTERS = 60


class ArticleWord(models.Model):
    """A term (config.web.text) of a headline in any language, of a draft too, or of the address."""

    # Found by the constraint's index, which begins with it.
    article = models.ForeignKey(Article, models.CASCADE, related_name="words", db_index=False)
    term = models.CharField(max_length=MOST_LETTERS)

    class Meta:
        verbose_name = _("word of an article")
        verbose_name_plural = _("words of articles")
        ordering = ["article", "term"]
        constraints = [
            models.UniqueConstraint(fields=["article", "term"], name="article_word_once"),
            models.CheckConstraint(condition=~Q(term=""), name="article_word_says_something"),
        ]
        indexes = [models.Index(fields=["term", "-article"], name="article_word_finds")]

    def __str__(self) -> str:
        return self.term
