"""From stored Markdown to the page."""

import time
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from news.models import Image
from news.texts.markdown import Heading, plain_texts, render_body, render_texts
from news.texts.markdown_cleaner import clean
from news.texts.notes import Notes
from tests import factories as make
from tests.factories import moment
from tests.news.hostile import MARKDOWN, NAME, harm_in
from tests.news.hostile_families import families

DAY = date(2026, 4, 3)


def body(text, language="en", **options):
    return render_body(text, language=language, as_of=options.pop("as_of", DAY), **options)


def html(text, language="en", **options):
    return body(text, language, **options).html["body"].strip()


def mark(*numbers, first=()):
    inner = "".join(
        f'<a href="#source-{number}"{f""" id="mark-{number}" """.rstrip() if number in first else ""}>'
        f'<span class="vh">source </span>{number}</a>'
        for number in numbers
    )
    return f'<sup class="mark">{inner}</sup>'


class TestPlainMarkdown:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", ""),
            ("One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>"),
            ("One\ntwo\\\nthree", "<p>One\ntwo<br>\nthree</p>"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
            ("a < b & c", "<p>a &lt; b &amp; c</p>"),
            ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
            ("`a`", "<p><code>a</code></p>"),
            ("```py\na\n```", "<pre><code>a\n</code></pre>"),
            ("    An indented paragraph.", "<p>An indented paragraph.</p>"),
            ("[sic]: so", "<p>[sic]: so</p>"),
            ("---", "<hr>"),
            ("> Words.", "<blockquote>\n<p>Words.</p>\n</blockquote>"),
            ("[a](/en/news/)", '<p><a href="/en/news/">a</a></p>'),
            ("[a](#section-b)", '<p><a href="#section-b">a</a></p>'),
            ("[a](mailto:a@b.example)", '<p><a href="mailto:a@b.example">a</a></p>'),
            ("[a](https://b.example/)", '<p><a href="https://b.example/" rel="external">a</a></p>'),
            ("[a](//b.example/)", '<p><a href="//b.example/" rel="external">a</a></p>'),
            ("https://b.example/", "<p>https://b.example/</p>"),
            ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
            ("[a](tel:1)", "<p><a>a</a></p>"),
            ("![a map](/media/x.png)", '<p><a href="/media/x.png">a map</a></p>'),
        ],
    )
    def test_is_printed(self, text, expected):
        assert html(text) == expected

    def test_a_table_scrolls_in_a_named_frame_and_aligns_numbers(self):
        text = "| Line | Pairs |\n| --- | ---: |\n| a | 3 |\n"
        assert html(f"{text}\n{text}").count('aria-label="Table 2"') == 1
        assert html(text) == (
            '<div class="tt-scroll" tabindex="0" role="region" aria-label="Table 1"><table class="table">\n'
            '<thead>\n<tr>\n<th scope="col">Line</th>\n<th scope="col" class="num">Pairs</th>\n</tr>\n</thead>\n'
            '<tbody>\n<tr>\n<td>a</td>\n<td class="num">3</td>\n</tr>\n</tbody>\n</table></div>'
        )


class TestHeadings:
    @pytest.mark.parametrize(
        ("typed", "levels"),
        [
            ("#", [2]),
            ("## ##", [2, 2]),
            ("## ### ##", [2, 3, 2]),
            ("# ### #### ##", [2, 3, 4, 3]),
            ("### ## #", [2, 2, 2]),
            ("## #### ###", [2, 3, 3]),
            ("# ## ### #### ##### ######", [2, 3, 4, 5, 6, 6]),
        ],
    )
    def test_begin_with_h2_and_leave_no_gap(self, typed, levels):
        text = "\n\n".join(f"{marks} Heading {at}" for at, marks in enumerate(typed.split()))
        rendered = body(text)
        assert [heading.level for heading in rendered.headings] == levels
        assert [int(part[0]) for part in rendered.html["body"].split("<h")[1:] if part[0].isdigit()] == levels

    def test_ids_come_from_the_words_and_differ(self):
        rendered = body("## Sources\n\n## Пра што дамовіліся ў Крамлі\n\n## Sources\n\n## ???")
        assert rendered.headings == [
            Heading("section-sources", "Sources", 2),
            Heading("section-pra-shto-damovilisya-u-kramli", "Пра што дамовіліся ў Крамлі", 2),
            Heading("section-sources-2", "Sources", 2),
            Heading("section", "???", 2),
        ]
        assert 'id="section-sources-2"' in rendered.html["body"]

    def test_ids_differ_across_the_texts_of_a_page(self):
        rendered = render_texts({"body": "## A", "other": "## A"}, language="en", as_of=DAY)
        assert [heading.id for heading in rendered.headings] == ["section-a", "section-a-2"]

    @given(st.text(max_size=30))
    def test_no_heading_can_take_an_id_of_the_page(self, words):
        assert all(heading.id.startswith("section") for heading in body(f"## {words}").headings)


@pytest.mark.django_db
class TestNotes:
    def test_number_the_sources_in_the_order_of_the_texts(self):
        for key in ("a", "b", "c"):
            make.make_source(key)
        texts = {"standfirst": "First[^b].", "body": "Then[^a], again[^b].", "claimed": "Last[^c]"}
        rendered = render_texts(texts, language="en", as_of=DAY)
        assert [(note.number, note.source.key, note.times) for note in rendered.notes] == [
            (1, "b", 2),
            (2, "a", 1),
            (3, "c", 1),
        ]
        assert rendered.html["standfirst"] == f"First{mark(1, first=[1])}."
        assert rendered.html["body"] == f"<p>Then{mark(2, first=[2])}, again{mark(1)}.</p>\n"
        assert rendered.html["claimed"] == f"<ul><li>Last{mark(3, first=[3])}</li></ul>"

    def test_neighbours_share_a_mark_and_a_source_stands_in_it_once(self):
        make.make_source("a")
        make.make_source("b")
        assert html("Said[^a][^b][^a], so [^a] [^b].") == (
            f"<p>Said{mark(1, 2, first=[1, 2])}, so{mark(1, 2)}.</p>"
        )

    def test_have_the_markup_of_the_partial(self):
        source = make.make_source("a")
        notes = Notes()
        notes.mark(source)
        assert (
            html("Said[^a]", notes=notes)
            == f"<p>Said{render_to_string('site/_mark.html', {'numbers': [1]})}</p>"
        )

    def test_continue_a_numbering_that_the_page_began(self):
        notes = Notes()
        notes.mark(make.make_source("a"))
        make.make_source("b")
        rendered = body("Said[^b][^a]", notes=notes)
        assert rendered.notes is notes
        assert [note.source.key for note in notes] == ["a", "b"]

    def test_in_the_text_of_a_link_lead_nowhere_themselves(self):
        make.make_source("a")
        assert html("[Said[^a]](/b/)") == (
            '<p><a href="/b/">Said<sup class="mark"><span class="vh">source </span>1</sup></a></p>'
        )


@pytest.mark.django_db
class TestFigures:
    @pytest.fixture(autouse=True)
    def _figures(self):
        self.source = make.make_source("izvestia")
        self.growth = make.make_figure("growth", unit="percent", name_en="Growth", name_ru="Рост")
        for year, amount in ((2024, "5.25"), (2025, "3")):
            make.make_figure_value(
                self.growth, amount, date(year, 1, 1), source=self.source, qualifier="almost"
            )

    def value(self, text, numbers, path="/en/figures/growth/"):
        return f'<span class="quantity"><a href="{path}">{text}</a></span>{numbers}'

    def test_print_value_link_and_source(self):
        first = mark(1, first=[1])
        for text, expected in [
            ("[[figure:growth@2025]]", self.value("3\u202f%", first)),
            ("[[figure:growth@2025|three per cent]]", self.value("three per cent", first)),
            ("[[figure:growth@2025]][^izvestia]", self.value("3\u202f%", first)),
        ]:
            assert render_texts({"standfirst": text}, language="en", as_of=DAY).html["standfirst"] == expected

    def test_are_written_in_the_language_of_the_text_and_linked_in_that_of_the_page(self):
        text = {"standfirst": "Рост [[figure:growth@2024]]"}
        with override("be"):
            rendered = render_texts(text, language="ru", as_of=DAY)
        assert '<a href="/be/figures/growth/">5,25\u202f%</a>' in rendered.html["standfirst"]

    @pytest.mark.parametrize(
        ("as_of", "plain"),
        [(date(2026, 1, 1), "3\u202f%"), (date(2024, 12, 31), "5.25\u202f%"), (date(2023, 12, 31), "growth")],
    )
    def test_without_a_period_are_the_latest_of_the_day_asked_for(self, as_of, plain):
        assert body("[[figure:growth]]", as_of=as_of).plain["body"] == plain

    def test_a_retracted_one_is_printed_only_where_no_other_stands(self):
        growth = {"verification": "retracted", "source": self.source}
        make.make_figure_value(self.growth, "9", date(2025, 6, 1), as_of_precision="month", **growth)
        assert body("[[figure:growth]]", as_of=DAY).plain["body"] == "3\u202f%"
        assert body("[[figure:growth@2025-06]]", as_of=DAY).plain["body"] == "9\u202f%"

    def test_of_two_sources_for_one_period_the_better_is_printed(self):
        official = make.make_source("gazette", grade="a")
        make.make_figure_value(self.growth, "2.9", date(2025, 1, 1), source=official)
        make.make_figure_value(self.growth, "4", date(2025, 1, 1), source=make.make_source("blog", grade="d"))
        assert [
            (value.source.key, str(value.amount)) for value in body("[[figure:growth@2025]]").figures
        ] == [("gazette", "2.900")]

    def test_the_first_of_a_paragraph_stands_in_the_margin_once_with_its_qualifier(self):
        text = "Grew by almost [[figure:growth@2025]] after [[figure:growth@2024]].\n\nAgain [[figure:growth@2025]]."
        rendered = html(text)
        assert rendered.count("marginal") == 1
        assert rendered.startswith(
            '<p><span class="marginal" aria-hidden="true"><b>3\u202f%</b>'
            "“almost”; Growth, 2025. One source</span>Grew by almost "
        )

    def test_what_was_printed_is_told(self):
        rendered = body("[[figure:growth@2024]] [[figure:growth@2025]] [[figure:growth]]")
        assert [value.period for value in rendered.figures] == ["2024", "2025"]
        assert rendered.targets == {"figure": [self.growth]}


@pytest.mark.django_db
class TestLinks:
    def test_print_the_title_or_the_text_typed(self):
        make.make_route("vs", name_en="Vitebsk – Smolensk", name_ru="Витебск – Смоленск")
        assert html("[[route:vs]], [[route:vs|the line]]") == (
            '<p><a href="/en/routes/vs/">Vitebsk – Smolensk</a>, <a href="/en/routes/vs/">the line</a></p>'
        )
        assert html("[[route:vs]]", "ru") == '<p><a href="/en/routes/vs/">Витебск – Смоленск</a></p>'

    def test_a_title_in_another_language_says_which(self):
        make.make_person("lux", name_en="Lux", name_ru="Люкс")
        assert html("[[person:lux]]", "be") == '<p><a href="/en/people/lux/" lang="ru">Люкс</a></p>'
        assert html("[[person:lux|Люкса]]", "be") == '<p><a href="/en/people/lux/">Люкса</a></p>'

    def test_an_article_is_called_by_its_live_headline(self):
        article = make.make_article("a", version={"headline": "Old", "live_from": moment(-2)})
        make.make_version(article, headline="New", live_from=moment(-1))
        make.make_version(article, headline="Planned", live_from=moment(days=3650))
        make.make_draft(article, headline="Secret")
        assert html("[[article:a]]") == '<p><a href="/en/news/a/">New</a></p>'

    @pytest.mark.parametrize(
        ("version", "fields", "words"),
        [
            (False, {}, "the meeting"),
            ({"headline": "Planned", "live_from": moment(days=3650)}, {}, "the meeting"),
            ({"headline": "Was public"}, {"removed_at": moment(1), "reason_en": "Why"}, "the meeting"),
            ({"headline": "Was public"}, {"withdrawn_at": moment(1), "reason_en": "Why"}, "Was public"),
        ],
        ids=["draft", "scheduled", "removed", "withdrawn"],
    )
    def test_what_readers_are_not_led_to_is_plain_text(self, version, fields, words):
        article = make.make_article("the-meeting", version=version, **fields)
        if version is False:
            make.make_draft(article, headline="Secret")
        rendered = body("[[article:the-meeting]] [[article:the-meeting|typed]]", preview=True)
        assert rendered.html["body"] == f"<p>{words} typed</p>\n"
        assert (rendered.missing, rendered.targets) == ([], {})

    def test_what_leads_nowhere_is_marked_for_an_editor_only(self):
        text = "[[route:no-such]] [[route:no-such|line]] [[planet:mars]] [[figure:no@2025]] said[^none]."
        rendered = body(text)
        assert rendered.html["body"] == "<p>no such line mars no said.</p>\n"
        assert [str(each) for each in rendered.missing] == [
            *("[[route:no-such]]", "[[route:no-such]]", "[[planet:mars]]", "[[figure:no@2025]]", "[^none]")
        ]
        assert html(text, preview=True) == (
            '<p><span class="missing">[[route:no-such]]</span> <span class="missing">line</span> '
            '<span class="missing">[[planet:mars]]</span> <span class="missing">[[figure:no@2025]]</span> '
            'said<span class="missing">[^none]</span>.</p>'
        )

    def test_in_the_text_of_a_link_are_plain(self):
        make.make_route("vs", name_en="Vitebsk – Smolensk")
        assert html("[see [[route:vs]]](/a/)") == '<p><a href="/a/">see Vitebsk – Smolensk</a></p>'

    def test_what_is_linked_is_told_by_kind_in_order(self):
        make.make_route("b")
        make.make_route("a")
        make.make_action(make.make_agreement("t"))
        make.make_source("s")
        rendered = body("[[route:b]] [[agreement:t]] [[route:a]] [[route:b|again]][^s]")
        assert {kind: [thing.key for thing in things] for kind, things in rendered.targets.items()} == {
            "route": ["b", "a"],
            "agreement": ["t"],
        }


@pytest.mark.django_db
class TestPictures:
    SIZES = 'sizes="(min-width: 48rem) 40rem, 94vw"'

    def test_alone_on_a_line_are_figures(self):
        make.make_image("map", alt_en="A map", caption_en="The lines", credit_en="Us")
        picture = Image.objects.get(key="map")
        made = f"renditions/{picture.sha256[:20]}-1"
        sources = "".join(
            f'<source type="image/{name}" srcset="/media/{made}.{name} 1w" {self.SIZES}>'
            for name in ("avif", "webp")
        )
        assert html("Before\n[[image:map]]\nafter") == (
            "<p>Before</p>\n"
            '<figure class="picture">\n'
            f'  <picture>{sources}<img src="/media/{made}.png" srcset="/media/{made}.png 1w" {self.SIZES} '
            'width="1" height="1" alt="A map" loading="lazy" decoding="async"></picture>\n'
            '  <figcaption>The lines <span class="credit">Us</span></figcaption>\n'
            "</figure><p>after</p>"
        )

    def test_may_have_a_caption_of_the_text(self):
        make.make_image("map", caption_en="The lines")
        rendered = html("[[image:map|Both lines]]", "be")
        assert "<figcaption>Both lines " in rendered
        assert '<figcaption lang="en">The lines ' in html("[[image:map]]", "be")

    def test_within_a_sentence_are_links(self):
        make.make_image("map", caption_en="The lines")
        url = Image.objects.get(key="map").file.url
        assert html("See [[image:map]].") == f'<p>See <a href="{url}">The lines</a>.</p>'

    def test_decorative_ones_are_silent(self):
        make.make_image("map", decorative=True, alt_en="A map")
        assert ' alt="" ' in html("[[image:map]]")

    def test_a_missing_one_is_told(self):
        assert html("[[image:map]]", preview=True) == '<p><span class="missing">[[image:map]]</span></p>'
        assert [str(each) for each in body("[[image:map]]").missing] == ["[[image:map]]"]


@pytest.mark.django_db
class TestStatements:
    def test_name_who_spoke_and_how_many_sources_say_so(self):
        make.make_person("lux", name_en="Lux")
        make.make_source("a")
        pip = render_to_string("site/_pip.html", {"shape": "half"}).replace("/></svg>", "></use></svg>")
        assert html("> He hoped so.\n> — [[person:lux]], there, 26 February 2026 [^a]") == (
            f'<blockquote class="statement"><p class="state state--claim">{pip}Statement, one source</p>\n'
            "<p>He hoped so.</p>\n"
            f'<footer><b><a href="/en/people/lux/">Lux</a></b>, there, 26 February 2026{mark(1, first=[1])}</footer>\n'
            "</blockquote>"
        )

    @pytest.mark.parametrize(
        ("notes", "label"),
        [
            ("", "Statement, no source given"),
            ("[^a][^a]", "Statement, one source"),
            ("[^a][^b]", "Statement, 2 sources"),
        ],
    )
    def test_count_each_source_once(self, notes, label):
        make.make_source("a")
        make.make_source("b")
        assert f"</svg>{label}</p>" in html(f"> He hoped.{notes}\n> — [[person:lux]]")

    def test_a_quotation_without_a_person_stays_one(self):
        assert html("> He hoped.\n> — Lux") == "<blockquote>\n<p>He hoped.\n— Lux</p>\n</blockquote>"


class TestForms:
    def test_the_texts_of_an_article_are_laid_out_as_the_page_needs_them(self):
        texts = {
            "standfirst": "Two\nlines.",
            "body": "A paragraph.",
            "confirmed": "- One\n* Two\n\n  Three  \n",
            "claimed": "",
        }
        rendered = render_texts(texts, language="en", as_of=DAY)
        assert rendered.html == {
            "standfirst": "Two\nlines.",
            "body": "<p>A paragraph.</p>\n",
            "confirmed": "<ul><li>One</li><li>Two</li><li>Three</li></ul>",
            "claimed": "",
        }
        assert rendered.lines == {"confirmed": ["One", "Two", "Three"], "claimed": []}

    @pytest.mark.django_db
    def test_plain_text_says_what_is_printed_without_marks_and_pictures(self):
        make.make_source("a")
        make.make_person("lux", name_en="Lux")
        make.make_image("map")
        text = (
            "## Head\n\nSaid [[person:lux]] **so**[^a]\nthere & then, `code`.\n\n[[image:map]]\n\n"
            "> Words.\n> — [[person:lux|He]], there [^a]\n\n| A | B |\n| - | - |\n| 1 | 2 |"
        )
        plain = "Head\nSaid Lux so there & then, code.\nWords.\nHe, there\nA\nB\n1\n2"
        assert body(text).plain == {"body": plain}
        assert plain_texts({"body": text}, language="en", as_of=DAY) == {"body": plain}


@pytest.mark.django_db
class TestQueries:
    TEXT = (
        "[[article:{0}]] [[agreement:{0}]] [[person:{0}]] [[figure:{0}@2025]] [[figure:{0}]] [[topic:{0}]] "
        "[[route:{0}]] [[station:{0}]] [[source:{0}]] said[^{0}]\n\n[[image:{0}]]\n\n> Words\n> — [[person:{0}]] [^{0}]\n\n"
    )

    def things(self, key):
        source = make.make_source(key)
        make.make_article(key)
        make.make_action(make.make_agreement(key), sources=[source])
        make.make_person(key)
        make.make_figure_value(make.make_figure(key), 3, date(2025, 1, 1), source=source)
        make.make_topic(key)
        make.make_route(key)
        make.make_station(key)
        make.make_image(key)

    @pytest.mark.parametrize("number", [1, 3])
    def test_four_however_many_things_of_however_many_kinds(self, number, django_assert_num_queries):
        keys = [f"thing-{at}" for at in range(number)]
        for key in keys:
            self.things(key)
        text = "".join(self.TEXT.format(key) for key in keys)
        with django_assert_num_queries(4):
            rendered = render_texts({"standfirst": text, "body": text}, language="en", as_of=DAY)
        assert rendered.missing == []
        assert {kind: len(things) for kind, things in rendered.targets.items()} == dict.fromkeys(
            ("article", "agreement", "person", "figure", "topic", "route", "station", "source", "image"),
            number,
        )

    def test_none_for_a_text_without_references(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            body("Only words.")


class TestNothingHarmful:
    FORMS = ("standfirst", "body", "claimed")

    def rendered(self, text, **options):
        rendered = render_texts(dict.fromkeys(self.FORMS, text), language="en", as_of=DAY, **options)
        return [*rendered.html.values(), *rendered.lines["claimed"]]

    @pytest.fixture
    def _hostile_names(self, db):
        """Everything that a text can name bears a hostile name itself."""
        source = make.make_source("izvestia", title=NAME, publisher_en=NAME)
        make.make_person("lux", name_en=NAME)
        figure = make.make_figure("growth", name_en=NAME, unit="money", currency="USD")
        make.make_figure_value(figure, 3, date(2025, 1, 1), source=source)
        make.make_image("map", alt_en=NAME, caption_en=NAME, credit_en=NAME)
        make.make_article("a", version={"headline": NAME})

    @pytest.mark.parametrize("preview", [False, True])
    @pytest.mark.usefixtures("_hostile_names")
    def test_becomes_markup(self, preview):
        harmful = {
            text: [harm_in(html) for html in self.rendered(text, preview=preview)] for text in MARKDOWN
        }
        assert {text: harm for text, harm in harmful.items() if any(harm)} == {}

    def test_passes_the_cleaner_even_as_raw_html(self):
        harmful = {text: harm_in(clean(text)) for text in [*MARKDOWN, NAME]}
        assert {text: harm for text, harm in harmful.items() if harm} == {}

    @pytest.mark.usefixtures("_hostile_names")
    def test_becomes_markup_from_any_family(self):
        texts = dict.fromkeys(families())
        assert len(texts) > 900
        harmful = {text: [harm_in(html) for html in self.rendered(text)] for text in texts}
        assert {text: harm for text, harm in harmful.items() if any(harm)} == {}
        assert {text: harm for text in texts if (harm := harm_in(clean(text)))} == {}

    def test_the_families_would_harm_as_they_are(self):
        """So that the test above can fail."""
        assert sum(bool(harm_in(text)) for text in families()) > 300

    @pytest.mark.parametrize(
        ("html", "cleaned"),
        [
            ('<h2 id="main">a</h2>', "<h2>a</h2>"),
            ('<h2 id="section-a">a</h2>', '<h2 id="section-a">a</h2>'),
            ('<p class="state masthead">a</p>', '<p class="state">a</p>'),
            ('<svg><use href="/evil.svg#a"/></svg>', "<svg><use></use></svg>"),
            ('<svg><use href="#pip-half"/></svg>', '<svg><use href="#pip-half"></use></svg>'),
            ('<a target="_blank" href="ftp://a/">a</a>', "<a>a</a>"),
        ],
    )
    def test_takes_what_is_the_page_s_own(self, html, cleaned):
        assert clean(html) == cleaned

    @pytest.mark.parametrize(
        "html", ["<script>a</script>", "<a href=' java\nscript:a'>", "<p onclick=a>", "<!--a-->"]
    )
    def test_is_missed_by_the_reader_of_these_tests(self, html):
        assert harm_in(html) != []

    @pytest.mark.usefixtures("_hostile_names")
    def test_comes_from_a_name(self):
        text = (
            "[[person:lux]] [[source:izvestia]] [[figure:growth]] [[image:map]] [[article:a]] said[^izvestia]\n\n"
            "[[image:map]]\n\n> Words\n> — [[person:lux]] [^izvestia]"
        )
        standfirst, body, claimed, *lines = self.rendered(text)
        assert all("&lt;script&gt;" in printed for printed in (standfirst, body, claimed))
        assert [harm_in(printed) for printed in (standfirst, body, claimed, *lines)] == [[]] * (
            3 + len(lines)
        )

    @given(
        st.text(max_size=120)
        | st.text(st.sampled_from("<>[]()!`*_#|-:\"'&;/\\ \n\0javscript^1"), max_size=120)
    )
    def test_becomes_markup_from_any_text(self, text):
        # No [[kind:key]] can come from these letters, so no database is asked.
        rendered = render_texts({"x": text.replace("^", "")}, language="en", as_of=DAY)
        assert harm_in(rendered.html["x"]) == []

    @pytest.mark.parametrize(
        "text",
        [
            "[" * 5_000,
            "[[" * 5_000 + "]]" * 5_000,
            "> " * 3_000 + "a",
            "*a " * 5_000,
            "`" * 5_000 + "a",
            "- " * 2_000 + "a",
            "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n",
            "[^" * 5_000,
            "![" * 5_000,
            "# " * 5_000,
            "\\" * 10_000,
            "<" * 10_000,
            "&" * 10_000,
            "a\n" * 5_000,
            "> a\n> — b\n\n" * 1_000,
        ],
        ids=lambda text: text[:8],
    )
    def test_takes_long(self, text):
        started = time.monotonic()
        assert harm_in(html(text)) == []
        assert time.monotonic() - started < 10
