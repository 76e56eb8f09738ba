"""The public pages that grow with the newsroom."""

from news.models import Article, Topic
from tests.benchmarks.newsroom.addresses import Address


def of_readers():
    much_changed = Article.objects.filter(versions__number=20).order_by("-pk").first()
    topic = Topic.objects.filter(slug__startswith="topic-").first()
    found = {
        "front page": [""],
        "news": [
            "news/",
            "news/?page=2",
            f"news/?topic={topic.slug}",
            "news/?kind=report",
            "news/?year=2024",
        ],
        "news, far back": ["news/?page=1000"],
        "article": [f"news/{much_changed.slug}/"],
        "article, versions": [f"news/{much_changed.slug}/versions/"],
        "article, compared": [f"news/{much_changed.slug}/versions/compare/"],
        "corrections": ["corrections/", "corrections/?page=50"],
        "topics": ["topics/"],
        "topic": [f"topics/{topic.slug}/"],
        "sources": ["sources/"],
        "source": ["sources/agency-1/"],
        "people": ["people/"],
        "person": ["people/speaker-1/"],
        "figures": ["figures/"],
        "figure": ["figures/volume-1/"],
        "timeline": ["timeline/"],
        "search": ["search/?q=Orsha", "search/?q=zzzz", "search/?q=crossing+papers"],
    }
    for group, paths in found.items():
        for path in paths:
            yield Address(f"reader: {group}", f"/en/{path}", role="")
