"""The picture of a page where its address is shared."""

from django import template
from django.template import Context

from config.web.compiled import known
from news.article_cards import SharedCard
from news.thing_cards import site_card

register = template.Library()


@known
@register.simple_tag(takes_context=True)
def card_of_page(context: Context) -> SharedCard:
    """What the view names, or the site's own."""
    return context.get("share_card") or site_card()
