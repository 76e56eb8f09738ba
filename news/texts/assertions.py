"""Does a passage say something that needs a source: a number, a date, or what somebody claims? In English, Russian, Belarusian.

Pure. It looks for words, not for meaning: it errs on the side of asking, and never looks at what a reference prints.
"""

import re

# Speech and hearsay, in the forms reports use. Word lists, because no stemmer knows Belarusian.
SPEECH = re.compile(
    r"\b(?:"
    r"said|says|told|stated|declared|promised|claimed|wrote|according to|reportedly|allegedly"
    r"|announced|confirmed|confirms|denied|denies|admitted|acknowledged|warned|warns|pledged|vowed|insisted|argued|explained"
    r"|noted|added|reported"
    r"|(?:рас)?сказал[аио]?|заявил[аио]?|заявля(?:ет|ют)|сообщил[аио]?|сообща(?:ет|ют|ется)|отметил[аио]?"
    r"|подчеркнул[аио]?|пообещал[аио]?|утвержда(?:ет|ют|л[аио]?)|говорит|говорил[аио]?"
    r"|объявил[аио]?|объявля(?:ет|ют)|подтвердил[аио]?|подтвержда(?:ет|ют)|опроверг(?:ла|ли|ло)?|опроверга(?:ет|ют)"
    r"|признал[аио]?|предупредил[аио]?|предупрежда(?:ет|ют)|добавил[аио]?|пояснил[аио]?|уточнил[аио]?|напомнил[аио]?"
    r"|обеща(?:ет|ют|л[аио]?)|счита(?:ет|ют)|пишет|пишут|переда[её]т"
    r"|по (?:его |её |ее |их )?словам|по (?:его |её |ее |их )?данным|якобы"
    r"|(?:рас)?сказа(?:ў|ла|лі|ло)|заяві(?:ў|ла|лі|ло)|заяўля(?:е|юць)|паведамі(?:ў|ла|лі|ло)|паведамля(?:е|юць|ецца)"
    r"|адзначы(?:ў|ла|лі|ло)|падкрэслі(?:ў|ла|лі|ло)|паабяца(?:ў|ла|лі|ло)|сцвярджа(?:е|юць|ў|ла|лі)|кажа|казаў|казала"
    r"|абвясці(?:ў|ла|лі|ло)|абвяшча(?:е|юць)|пацвердзі(?:ў|ла|лі|ло)|пацвярджа(?:е|юць)|абверг(?:ла|лі|ло)?|абвярга(?:е|юць)"
    r"|прызна(?:ў|ла|лі|ло)|папярэдзі(?:ў|ла|лі|ло)|папярэджва(?:е|юць)|дада(?:ў|ла|лі|ло)|растлумачы(?:ў|ла|лі|ло)"
    r"|удакладні(?:ў|ла|лі|ло)|нагада(?:ў|ла|лі|ло)|абяца(?:е|юць|ў|ла|лі)|лічы(?:ць|ў|ла|лі)|лічаць|піша|пішуць|перадае"
    r"|паводле (?:яго |яе |іх )?(?:слоў|звестак|даных)|нібыта"
    r")\b",
    re.IGNORECASE,
)

# Amounts in words. Smaller numbers are left out: two parties, three accounts, one of them.
AMOUNT = re.compile(
    r"\b(?:"
    r"dozens?|hundreds?|thousands?|millions?|billions?|trillions?|percent|per cent"
    r"|десятк\w+|сотн\w+|сотен|тысяч\w*|миллион\w*|миллиард\w*|триллион\w*|процент\w*"
    r"|дзясятк\w+|сотн\w+|соцень|мільён\w*|мільярд\w*|трыльён\w*|працэнт\w*"
    r")\b",
    re.IGNORECASE,
)

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    "|студзеня|лютага|сакавіка|красавіка|траўня|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня"
)
SPACE = "[ \u00a0\u202f]"
MONTH = rf"(?:{MONTHS})"
# 26 · 2–4 · 2 and 26
RANGE = rf"\d{{1,2}}(?:(?:[–-]|,{SPACE}|{SPACE}(?:and|или|or|и|і|і да|ці){SPACE})\d{{1,2}})*"
YEAR = r"(?:1[0-9]|20|21)\d\d"
NUMBER = r"\d+(?:[.,\u00a0\u202f ]\d+)*"

# Digits that are no measured value: days, years, times of day, numbers of documents and parts of names.
NOT_VALUES = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b"
    rf"|\b{RANGE}{SPACE}{MONTH}\b(?:{SPACE}{YEAR}\b)?"
    rf"|\b{MONTH}{SPACE}{RANGE}\b(?:,?{SPACE}{YEAR}\b)?"
    rf"|\b{YEAR}(?:[–-]{YEAR})?(?:-?(?:s|х|га|м|й|ы|е|я))?\b(?!{SPACE}?(?:%|‰|×))"
    rf"|\b\d{{1,2}}[:.]\d\d\b(?={SPACE}(?:Minsk|Moscow|по{SPACE}|па{SPACE})|[,;)]|$)"
    rf"|(?:\bNo\.?|№|\barticles?|\bпункт\w*|\bстать\w*|\bартыкул\w*|\bп\.|\bст\.|\barts?\.){SPACE}*{NUMBER}"
    rf"|\b[^\W\d_]+[-/]?\d+\w*(?:/\w+)*",
    re.IGNORECASE,
)
SCALE = r"(?:thousand|million|billion|trillion|тыс\w*|млн|млрд|трлн|милли\w+|міль\w+|km|kilomet\w+|км|кил\w+|кіл\w+)"
VALUE = re.compile(rf"[$€₽]?{NUMBER}(?:{SPACE}?[%‰×])?(?:{SPACE}{SCALE}\b)?", re.IGNORECASE)


def asserts_something(words: str) -> bool:
    """True where a number, a date or an attribution stands in the words."""
    if any(character.isnumeric() for character in words):
        return True
    return SPEECH.search(words) is not None or AMOUNT.search(words) is not None


def attributes(words: str) -> bool:
    return SPEECH.search(words) is not None


def loose_numbers(words: str) -> list[str]:
    """Numbers that look like measured values, each with the word after it: what should rather be a Figure."""
    return [match[0].strip() for match in VALUE.finditer(NOT_VALUES.sub(" ", words))]
