"""Paragraphs in three languages, with what is derived from each worked out once, so that a text is only put together."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from news.texts.references import parse, statements
from tests.benchmarks.newsroom import sentences
from tests.benchmarks.newsroom.sentences import LANGUAGES


@dataclass(frozen=True, slots=True)
class Keys:
    """What a text may name."""

    sources: list[str]
    people: list[str]
    images: list[str]
    figures: list[str]  # key@period
    others: list[str]  # kind:key


@dataclass(frozen=True, slots=True)
class Paragraph:
    """In one language."""

    text: str
    references: tuple[tuple[str, str], ...]  # kind and key, as often as they stand
    quoted: tuple[tuple[str, str, str], ...]  # person, text, attribution

    @classmethod
    def of(cls, text):
        return cls(
            text=text,
            references=tuple((each.kind, each.key) for each in parse(text)),
            quoted=tuple((each.person, each.text, each.attribution) for each in statements(text)),
        )


class Library:
    """Whatever the sample texts can hold: `paragraphs[language][n]` say the same in each language, and so do `lines`."""

    def __init__(self, keys, size, dice):
        self._keys, self._dice = keys, dice
        self.paragraphs = self._in_three(self._body_paragraph, size)
        self.lines = self._in_three(self._line, max(10, size // 20))

    def slots(self):
        """Values for the numbers and places of a sentence; for one article, or one sentence."""
        first, second = self._dice.sample(sentences.PLACES, 2)
        return first, second, self._dice.randrange(3, 900), self._dice.randrange(3, 900), self._year()

    def _year(self):
        return self._dice.randrange(2014, 2027)

    def _in_three(self, make, size):
        made = [make() for _ in range(size)]
        return {
            language: [Paragraph.of(three[at]) for three in made] for at, language in enumerate(LANGUAGES)
        }

    def _body_paragraph(self):
        roll = self._dice.random()
        if roll < 0.12:
            return self._quotation()
        if roll < 0.15:
            key = self._dice.choice(self._keys.images)
            return [f"[[image:{key}]]"] * 3
        told = [self._sentence() for _ in range(self._dice.randrange(2, 6))]
        source = self._dice.choice(self._keys.sources)
        texts = [" ".join(each[at] for each in told) + f"[^{source}]" for at in range(3)]
        if roll > 0.6:
            remark = self._remark()
            texts = [f"{text} {remark[at]}" for at, text in enumerate(texts)]
        return texts

    def _sentence(self):
        return in_three(self._dice.choice(sentences.SENTENCES), self.slots())

    def _remark(self):
        link, figure = self._dice.choice(self._keys.others), self._dice.choice(self._keys.figures)
        chosen = self._dice.choice(sentences.REMARKS)
        return [each.format(link=f"[[{link}]]", figure=f"[[figure:{figure}]]") for each in chosen]

    def _quotation(self):
        said = in_three(self._dice.choice(sentences.QUOTATIONS), self.slots())
        person, source = self._dice.choice(self._keys.people), self._dice.choice(self._keys.sources)
        where, year = self._dice.choice(sentences.OCCASIONS), self._year()
        return [
            f"> {text}\n> — [[person:{person}]], {place}, {year} [^{source}]"
            for text, place in zip(said, where, strict=True)
        ]

    def _line(self):
        source = self._dice.choice(self._keys.sources)
        return [f"{text} [^{source}]" for text in self._sentence()]


def in_three(template, slots):
    first, second, number, other, year = slots
    return [template[at].format(a=first[at], b=second[at], n=number, m=other, year=year) for at in range(3)]


@dataclass(slots=True)
class Text:
    """One version's words: a headline and standfirst of its own, and which paragraphs and lines it has."""

    headline: list[str]
    standfirst: list[str]
    paragraphs: list[int]
    confirmed: list[int]
    claimed: list[int]

    @classmethod
    def new(cls, library, dice):
        slots = library.slots()
        # From two paragraphs to twenty: half a kilobyte to some nine; mostly two to six.
        length = min(20, max(2, round(dice.lognormvariate(2.2, 0.45))))
        has_lines = dice.random() < 0.3
        pool, lines = len(library.paragraphs["en"]), len(library.lines["en"])
        return cls(
            headline=in_three(dice.choice(sentences.HEADLINES), slots),
            standfirst=in_three(dice.choice(sentences.STANDFIRSTS), slots),
            paragraphs=dice.sample(range(pool), length),
            confirmed=dice.sample(range(lines), 3) if has_lines else [],
            claimed=dice.sample(range(lines), 2) if has_lines else [],
        )

    def changed(self, library, dice):
        """The same with one paragraph put in place of another."""
        paragraphs = list(self.paragraphs)
        unused = [at for at in range(len(library.paragraphs["en"])) if at not in paragraphs]
        paragraphs[dice.randrange(len(paragraphs))] = dice.choice(unused)
        return Text(self.headline, self.standfirst, paragraphs, self.confirmed, self.claimed)

    def read(self, library, language):
        return Read(self, library, language)


class Read:
    """A text in one language: its columns, and what is derived from them as `news.indexing` would."""

    def __init__(self, text, library, language):
        at = LANGUAGES.index(language)
        self.language = language
        self.headline, self.standfirst = text.headline[at], text.standfirst[at]
        self._body = [library.paragraphs[language][each] for each in text.paragraphs]
        self._confirmed = [library.lines[language][each] for each in text.confirmed]
        self._claimed = [library.lines[language][each] for each in text.claimed]

    @property
    def columns(self):
        return {
            "headline": self.headline,
            "standfirst": self.standfirst,
            "body": "\n\n".join(each.text for each in self._body),
            "confirmed": "\n".join(each.text for each in self._confirmed),
            "claimed": "\n".join(each.text for each in self._claimed),
        }

    @property
    def _all(self):
        return [*self._body, *self._confirmed, *self._claimed]

    @property
    def references(self):
        return Counter(chain.from_iterable(each.references for each in self._all))

    @property
    def statements(self):
        return [quoted for each in self._body for quoted in each.quoted]
