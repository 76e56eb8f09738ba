"""What pages print without a partial: the text of an article, with all that Markdown and our own signs make of it."""

from collections.abc import Iterator

from config.design.components import Component
from config.design.made_up import DAY, long_title, say, sentence
from news.named import Names
from news.texts.markdown import render_texts


def components() -> Iterator[Component]:
    one = sentence()
    texts = {
        "headings and paragraphs": f"## {long_title()}\n\n{one} **{one}** *{one}*\n\n### {one}\n\n{long_title()}",
        "lists in lists": f"- {one}\n- {one}\n  - {one}\n    1. {one}\n    2. {one}\n\n1. {one}\n2. {one}",
        "a quotation": f"> {sentence()}\n>\n> — {say('Anna Example', 'Анна Примерова', 'Ганна Прыкладава')}, {sentence()}",
        "a table": _table(3),
        "a table wider than a phone": _table(9),
        "code and long addresses": f"`{'x' * 80}` https://example.org/{'a' * 120}\n\n```\n{'pre ' * 40}\n```\n\n---\n\n{one}",
    }
    language = say("en", "ru", "be")
    yield Component(
        "news/texts/markdown.py",
        {
            state: render_texts({"text": text}, language=language, as_of=DAY, known=Names()).html["text"]
            for state, text in texts.items()
        },
        around="prose",
    )


def _table(columns: int) -> str:
    head = "| " + " | ".join(sentence().split()[0] for _ in range(columns)) + " |"
    rule = "| --- " + "| ---: " * (columns - 1) + "|"
    row = "| " + " | ".join(["1234,5"] * columns) + " |"
    return "\n".join([head, rule, row, row])
