"""What the texts of the sample newsroom are put together from, each in three languages that say the same.

Sections and places stand in the nominative, numbers are whole and written alike, so that a translation made of the same
parts states the same numbers.
"""

LANGUAGES = ("en", "ru", "be")

Words = tuple[str, str, str]

PLACES: list[Words] = [
    ("Orsha", "Орша", "Орша"),
    ("Smolensk", "Смоленск", "Смаленск"),
    ("Vitebsk", "Витебск", "Віцебск"),
    ("Polotsk", "Полоцк", "Полацк"),
    ("Gomel", "Гомель", "Гомель"),
    ("Bryansk", "Брянск", "Бранск"),
    ("Mogilev", "Могилёв", "Магілёў"),
    ("Minsk", "Минск", "Мінск"),
    ("Brest", "Брест", "Брэст"),
    ("Grodno", "Гродно", "Гродна"),
    ("Pskov", "Псков", "Пскоў"),
    ("Nevel", "Невель", "Невель"),
    ("Osipovichi", "Осиповичи", "Асіповічы"),
    ("Krichev", "Кричев", "Крычаў"),
    ("Kaluga", "Калуга", "Калуга"),
    ("Tver", "Тверь", "Цвер"),
    ("Baranovichi", "Барановичи", "Баранавічы"),
    ("Pinsk", "Пинск", "Пінск"),
    ("Velikiye Luki", "Великие Луки", "Вялікія Лукі"),
    ("Rechitsa", "Речица", "Рэчыца"),
]

FIRST_NAMES: list[Words] = [
    ("Anna", "Анна", "Ганна"),
    ("Ivan", "Иван", "Іван"),
    ("Olga", "Ольга", "Вольга"),
    ("Sergey", "Сергей", "Сяргей"),
    ("Irina", "Ирина", "Ірына"),
    ("Andrey", "Андрей", "Андрэй"),
    ("Marina", "Марина", "Марына"),
    ("Nikolay", "Николай", "Мікалай"),
]
# Alike for women and men.
SURNAMES: list[Words] = [
    ("Kovalenko", "Коваленко", "Каваленка"),
    ("Sidorenko", "Сидоренко", "Сідарэнка"),
    ("Melnik", "Мельник", "Мельнік"),
    ("Zhuk", "Жук", "Жук"),
    ("Moroz", "Мороз", "Мароз"),
    ("Gaiduk", "Гайдук", "Гайдук"),
    ("Chernykh", "Черных", "Чарных"),
    ("Sokol", "Сокол", "Сокал"),
    ("Tkach", "Ткач", "Ткач"),
    ("Bondar", "Бондарь", "Бондар"),
]

HEADLINES: list[Words] = [
    (
        "{a} – {b}: traffic up {n} per cent in {year}",
        "{a} – {b}: перевозки выросли на {n} % в {year} году",
        "{a} – {b}: перавозкі выраслі на {n} % у {year} годзе",
    ),
    (
        "{a} – {b}: {n} pairs of trains a day from {year}",
        "{a} – {b}: {n} пар поездов в сутки с {year} года",
        "{a} – {b}: {n} пар цягнікоў у суткі з {year} года",
    ),
    (
        "Union budget of {year}: {n} million roubles for {a} – {b}",
        "Бюджет Союзного государства {year} года: {n} млн рублей на {a} – {b}",
        "Бюджэт Саюзнай дзяржавы {year} года: {n} млн рублёў на {a} – {b}",
    ),
    (
        "Common market: what changes for carriers {a} – {b} in {year}, point {n}",
        "Общий рынок: что меняется для перевозчиков {a} – {b} в {year} году, пункт {n}",
        "Агульны рынак: што змяняецца для перавозчыкаў {a} – {b} у {year} годзе, пункт {n}",
    ),
    (
        "Decree {n} of {year} and the crossing {a} – {b}",
        "Декрет {n} {year} года и переход {a} – {b}",
        "Дэкрэт {n} {year} года і пераход {a} – {b}",
    ),
]

STANDFIRSTS: list[Words] = [
    (
        "The section {a} – {b} carried {n} thousand passengers in {year}. What is known, and what is not.",
        "Участок {a} – {b} перевёз {n} тыс. пассажиров в {year} году. Что известно, а что нет.",
        "Участак {a} – {b} перавёз {n} тыс. пасажыраў у {year} годзе. Што вядома, а што не.",
    ),
    (
        "Both sides have agreed on {n} measures for {year}; the text is not published yet.",
        "Стороны согласовали {n} мер на {year} год; текст пока не опубликован.",
        "Бакі ўзгаднілі {n} мер на {year} год; тэкст пакуль не апублікаваны.",
    ),
]

SENTENCES: list[Words] = [
    (
        "On the section {a} – {b} the volume reached {n} thousand tonnes in {year}.",
        "На участке {a} – {b} объём достиг {n} тыс. тонн в {year} году.",
        "На ўчастку {a} – {b} аб’ём дасягнуў {n} тыс. тон у {year} годзе.",
    ),
    (
        "The ministries name {n} projects that are to be finished by {year}.",
        "Министерства называют {n} проектов, которые должны завершить к {year} году.",
        "Міністэрствы называюць {n} праектаў, якія павінны завяршыць да {year} года.",
    ),
    (
        "Carriers say that papers at the crossing {a} – {b} take {n} minutes, against {m} before.",
        "Перевозчики говорят, что документы на переходе {a} – {b} занимают {n} минут против {m} прежде.",
        "Перавозчыкі кажуць, што дакументы на пераходзе {a} – {b} займаюць {n} хвілін супраць {m} раней.",
    ),
    (
        "The programme of {year} foresees {n} million roubles; {m} million have been spent.",
        "Программа {year} года предусматривает {n} млн рублей; израсходовано {m} млн.",
        "Праграма {year} года прадугледжвае {n} млн рублёў; выдаткавана {m} млн.",
    ),
    (
        "No document that would confirm it has been published by either side.",
        "Документа, который подтвердил бы это, не опубликовала ни одна из сторон.",
        "Дакумента, які пацвердзіў бы гэта, не апублікаваў ніводны з бакоў.",
    ),
    (
        "The committee will return to the question, and to {n} remarks of the experts.",
        "Комитет вернётся к вопросу и к {n} замечаниям экспертов.",
        "Камітэт вернецца да пытання і да {n} заўваг экспертаў.",
    ),
    (
        "Earlier, in {year}, it was planned to open {n} offices between {a} and the border.",
        "Ранее, в {year} году, планировалось открыть {n} отделений на пути {a} – граница.",
        "Раней, у {year} годзе, планавалася адкрыць {n} аддзяленняў на шляху {a} – мяжа.",
    ),
]

QUOTATIONS: list[Words] = [
    (
        "We shall open {n} crossings, and the section {a} – {b} will be the first of them.",
        "Мы откроем {n} переходов, и участок {a} – {b} будет раньше остальных.",
        "Мы адкрыем {n} пераходаў, і ўчастак {a} – {b} будзе раней за астатнія.",
    ),
    (
        "The agreement of {year} works; {n} of its points wait for a decision.",
        "Соглашение {year} года работает; {n} его пунктов ждут решения.",
        "Пагадненне {year} года працуе; {n} яго пунктаў чакаюць рашэння.",
    ),
]

OCCASIONS: list[Words] = [
    ("at a briefing", "на брифинге", "на брыфінгу"),
    ("in an interview", "в интервью", "у інтэрв’ю"),
]

REMARKS: list[Words] = [
    ("See also {link} and {figure}.", "См. также {link} и {figure}.", "Гл. таксама {link} і {figure}."),
    ("It rests on {link}.", "В основе – {link}.", "У аснове – {link}."),
]

NOTE: Words = (
    "The text said {n}; the source says {m}.",
    "В тексте стояло {n}; в источнике {m}.",
    "У тэксце стаяла {n}; у крыніцы {m}.",
)
