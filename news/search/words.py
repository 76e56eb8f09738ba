"""What a mistyped word may have meant: the nearest of the words that the documents hold."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from news.models import SearchWord
from news.search.documents import LONGEST_WORD, SHORTEST_WORD, head, tail

MOST_CANDIDATES = 400
# Keys of a keyboard that was left in the other alphabet.
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)
_TO_BELARUSIAN = str.maketrans({"щ": "ў", "и": "і", "ъ": "'"})


def nearest(asked: Sequence[str], language: str) -> dict[str, str]:
    """{word: the nearest word of the documents} for those that have one and are none themselves; one query."""
    forms = {word: _forms(word) for word in asked if SHORTEST_WORD <= len(word) <= LONGEST_WORD}
    if not forms:
        return {}
    near = Q()
    for form in {form for each in forms.values() for form in each}:
        near |= Q(head__in=_parts(form, head)) | Q(tail__in=_parts(form, tail))
    rows = SearchWord.objects.filter(near).order_by().values_list("word", "language")[:MOST_CANDIDATES]
    known = list(rows)
    words = {word for word, _ in known}
    found = {}
    for word, ways in forms.items():
        if word not in words and (best := _best(ways, known, language)):
            found[word] = best
    return found


def distance(one: str, other: str, most: int) -> int:
    """Letters changed, missing, put in, or two exchanged (optimal string alignment); `most` + 1 where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for place, own in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != own))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == own:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _forms(word: str) -> tuple[str, ...]:
    """As typed, and as the keys would read in the other alphabet."""
    russian = word.translate(_TO_RUSSIAN)
    others = (russian, russian.translate(_TO_BELARUSIAN), word.translate(_TO_LATIN))
    return tuple(dict.fromkeys(form for form in (word, *others) if form.isalpha()))


def _parts(word: str, part: object) -> set[str]:
    """Halves of a word of the same length, a letter shorter or longer, as far as they are left in this one."""
    lengths = {(len(word) + more) // 2 for more in (-1, 0, 1)}
    return {word[:length] if part is head else word[-length:] for length in lengths if length > 1}


def _best(forms: Iterable[str], known: Iterable[tuple[str, str]], language: str) -> str:
    """In the reader's language before others, of those equally near."""
    ranks = []
    for place, form in enumerate(forms):
        # A word typed on the keys of the other alphabet is typed right otherwise.
        most = 0 if place else 1 if len(form) < 6 else 2
        for word, code in known:
            if (far := distance(form, word, most)) <= most:
                ranks.append((far, code != language, word))
    return min(ranks)[-1] if ranks else ""
