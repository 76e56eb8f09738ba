"""A number with its unit, as a reader of each language writes it: 2,400 · 2 400, 3 %, 4,5 млрд долларов США, 8 раз.

Grammar is here and not in the message catalogues, because gettext counts whole things only: «4,5 года» needs a form
that `ngettext` cannot choose.
"""

from collections.abc import Mapping
from decimal import Decimal

NARROW = "\u202f"  # between groups of digits (ru, be) and before %: never breaks, and thinner than a space
NBSP = "\u00a0"  # between a number and its word
MINUS = "\u2212"

# Forms: one · few · many · fraction. English has two, the rest repeat the plural.
Forms = tuple[str, str, str, str]


def _english(one: str, other: str) -> Forms:
    return (one, other, other, other)


YEARS: Mapping[str, Forms] = {
    "en": _english("year", "years"),
    "ru": ("год", "года", "лет", "года"),
    "be": ("год", "гады", "гадоў", "года"),
}
TIMES: Mapping[str, Forms] = {
    "ru": ("раз", "раза", "раз", "раза"),
    "be": ("раз", "разы", "разоў", "раза"),
}
PER_DAY = {"en": "a day", "ru": "в день", "be": "на дзень"}
CURRENCIES: Mapping[str, Mapping[str, Forms]] = {
    "en": {
        "USD": _english("US dollar", "US dollars"),
        "EUR": _english("euro", "euros"),
        "RUB": _english("Russian rouble", "Russian roubles"),
        "BYN": _english("Belarusian rouble", "Belarusian roubles"),
        "CNY": _english("yuan", "yuan"),
    },
    "ru": {
        "USD": ("доллар США", "доллара США", "долларов США", "доллара США"),
        "EUR": ("евро",) * 4,
        "RUB": ("российский рубль", "российских рубля", "российских рублей", "российского рубля"),
        "BYN": ("белорусский рубль", "белорусских рубля", "белорусских рублей", "белорусского рубля"),
        "CNY": ("юань", "юаня", "юаней", "юаня"),
    },
    "be": {
        "USD": ("долар ЗША", "долары ЗША", "долараў ЗША", "долара ЗША"),
        "EUR": ("еўра",) * 4,
        "RUB": ("расійскі рубель", "расійскія рублі", "расійскіх рублёў", "расійскага рубля"),
        "BYN": ("беларускі рубель", "беларускія рублі", "беларускіх рублёў", "беларускага рубля"),
        "CNY": ("юань", "юані", "юаняў", "юаня"),
    },
}
SCALES = (
    (10**12, {"en": "trillion", "ru": "трлн", "be": "трлн"}),
    (10**9, {"en": "billion", "ru": "млрд", "be": "млрд"}),
    (10**6, {"en": "million", "ru": "млн", "be": "млн"}),
)


def number_text(number: Decimal, language: str) -> str:
    """2,400 · 2 400; 4.5 · 4,5. Exact: nothing is rounded, and no zero is added after the point."""
    whole, _, part = f"{abs(number):f}".partition(".")
    part = part.rstrip("0")
    separator, point = (",", ".") if language == "en" else (NARROW, ",")
    grouped = f"{int(whole):,}".replace(",", separator)
    sign = MINUS if number < 0 else ""
    return f"{sign}{grouped}{point}{part}" if part else f"{sign}{grouped}"


def form(number: Decimal, forms: Forms, language: str) -> str:
    """The word's form after a number, by the rules of CLDR for English, Russian and Belarusian."""
    one, few, many, fraction = forms
    number = abs(number)
    if number != number.to_integral_value():
        return fraction
    if language == "en":
        return one if number == 1 else many
    tens, units = int(number) % 100, int(number) % 10
    if units == 1 and tens != 11:
        return one
    return few if units in (2, 3, 4) and tens not in (12, 13, 14) else many


def scaled_text(number: Decimal, language: str) -> tuple[str, bool]:
    """4.5 billion for 4,500,000,000, and whether it was scaled; a number with more digits than that is written out."""
    for size, words in SCALES:
        scaled = number / size
        if abs(scaled) >= 1 and scaled == round(scaled, 2):
            return f"{number_text(scaled, language)}{NBSP}{words[language]}", True
    return number_text(number, language), False


def size_of(largest: Decimal) -> int:
    """In what a scale counts numbers up to the largest: 10⁹ for 55,000,000,000, and 1 for what is written out."""
    return next((size for size, _words in SCALES if abs(largest) >= size), 1)


def scale_text(unit: str, currency: str, size: int, *, language: str) -> str:
    """What stands over a scale: "billion US dollars", "years"; nothing for percents, which bear their sign, and plain counts."""
    language = language if language in CURRENCIES else "en"
    words = [dict(SCALES)[size][language]] if size > 1 else []
    match unit:
        case "money":
            words.append(CURRENCIES[language].get(currency, (currency,) * 4)[2])
        case "times":
            words.append(TIMES.get(language, _english("time", "times"))[2])
        case "years":
            words.append(YEARS[language][2])
        case "per_day":
            words.append(PER_DAY[language])
    return " ".join(words)


def money_text(amount: Decimal, currency: str, language: str) -> str:
    number, scaled = scaled_text(amount, language)
    forms = CURRENCIES[language].get(currency, (currency,) * 4)
    # After a scale word the currency stands in the genitive plural: 4,5 млрд долларов.
    word = forms[2] if scaled else form(amount, forms, language)
    return f"{number} {word}" if scaled else f"{number}{NBSP}{word}"


def figure_text(amount: Decimal, unit: str, currency: str = "", *, language: str) -> str:
    """The amount with its unit. `unit` is one of `news.models.Unit`, `currency` an ISO 4217 code for money only."""
    language = language if language in CURRENCIES else "en"
    number = number_text(amount, language)
    match unit:
        case "percent":
            return f"{number}{NARROW}%"
        case "times" if language == "en":
            return f"{number}×"
        case "times":
            return f"{number}{NBSP}{form(amount, TIMES[language], language)}"
        case "years":
            return f"{number}{NBSP}{form(amount, YEARS[language], language)}"
        case "per_day":
            return f"{number}{NBSP}{PER_DAY[language]}"
        case "money":
            return money_text(amount, currency, language)
    return scaled_text(amount, language)[0]
