"""Forms about the article as such: beginning one, and what it is about."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.web.text import slugify_cyrillic
from news.models import Article, Language

SLUG_LENGTH = 90  # leaves room for a number after it


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["slug", "kind", "topics", "happened_on"]
        widgets = {"topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if "topics" in self.fields:  # not where the page is only shown
            self.fields["topics"].widget.can_add_related = False


class NewArticleForm(ArticleForm):
    """An article and its first draft in one go. The address is proposed from the headline."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "data-counter": 110}),
        help_text=_("It can still be changed. It attributes a claim: “State Secretary: …”."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=120,
        required=False,
        help_text=_(
            "Leave it empty: it is made from the headline. The same in every language, and for good."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors and cleaned.get("headline"):
            cleaned["slug"] = free_slug(cleaned["headline"])
            if not cleaned["slug"]:
                self.add_error(
                    "slug", _("No address can be made from this headline. Write one in Latin letters.")
                )
        return cleaned


def free_slug(headline: str) -> str:
    """supreme-state-council, or supreme-state-council-2 where that one is taken; "" where no letter is left."""
    slug = slugify_cyrillic(headline, max_length=SLUG_LENGTH)
    if not slug:
        return ""
    taken = set(Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(
        candidate
        for candidate in (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        if candidate not in taken
    )
