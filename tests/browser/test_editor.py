"""Writing a text in a real browser: formatted as it is typed, and the Markdown under it exactly what was meant."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import of_session
from tests.served_site import EDITOR, copy, served, sessions
from workbench.environment import ROOT

SAMPLES = Path(__file__).parent / "samples"
# ROOT in a script below stands for it.
IN_SHADOW = "document.querySelector('[data-for=id_body]').shadowRoot"
PASTE = """([types, kind]) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(types)) data.setData(type, text);
  const place = ROOT.querySelector('.cm-content');
  const options = { bubbles: true, cancelable: true };
  place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...options }));
}""".replace("ROOT", IN_SHADOW)
DROP = """([name, type, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
  const place = ROOT.querySelector('.cm-content');
  const { left, bottom } = place.getBoundingClientRect();
  place.dispatchEvent(new DragEvent('drop', {
    dataTransfer: data, bubbles: true, cancelable: true, clientX: left + 30, clientY: bottom - 10,
  }));
}""".replace("ROOT", IN_SHADOW)
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@pytest.fixture(scope="module")
def desk(prepared, browser, tmp_path_factory):
    """One server for all these tests, somebody signed in to it, and a draft in English and in Russian."""
    with served(copy(prepared, tmp_path_factory.mktemp("desk"))) as site:
        [key, _other] = sessions(prepared)[EDITOR["username"]]
        context = browser.new_context(base_url=site.address, storage_state=of_session(key))
        page = context.new_page()
        drafts = {}
        for language in ("en", "ru"):
            page.goto("/admin/news/article/")
            page.click("#result_list tbody th a >> nth=0")
            page.click(f"section[aria-labelledby=language-{language}] button[value=update]")
            drafts[language] = page.url.removeprefix(site.address)
        yield site, context.storage_state(), drafts
        context.close()


@pytest.fixture
def draft(open_page, desk):
    """`draft("text", language="ru")` -> the form of a draft with another body, the cursor at its end."""
    site, signed_in, drafts = desk

    def draft(text=None, *, language="en", **options):
        page = open_page(drafts[language], site=site, storage_state=signed_in, **options)
        if options.get("javascript", True):
            page.locator("[data-for=id_body] .cm-content").wait_for()
        if text is not None:
            page.fill("#id_body", text)
            page.evaluate(f"{IN_SHADOW}.querySelector('.cm-content').focus()")
            page.keyboard.press("Control+End")
        return page

    return draft


def body(page):
    return page.input_value("#id_body")


def closed(page):
    """The dialog is gone, and whoever asked by it was told so, which a browser does a moment later."""
    page.locator("dialog").wait_for(state="hidden")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def shown(page, selector=".cm-content"):
    return page.locator(f"[data-for=id_body] {selector}")


def choose(page, words):
    """Selects words of the text that are not inside a chip or a mark."""
    page.evaluate(
        """words => {
          const root = ROOT;
          const walker = document.createTreeWalker(root.querySelector('.cm-content'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            root.querySelector('.cm-content').focus();
            const told = new Promise((resolve) => document.addEventListener('selectionchange', resolve, { once: true }));
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return told;  // the browser tells of a new selection a moment later
          }
          throw new Error(`no ${words}`);
        }""".replace("ROOT", IN_SHADOW),
        words,
    )


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def accept(page):
    """The list takes Enter only when it has stood for a moment: nobody accepts what has just appeared under the fingers."""
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def asked_for(page, words):
    """The list under the cursor is asked for with all the words that are typed, not with the first of them."""
    return page.expect_response(lambda answer: f"q={words}&" in answer.url)


def button(page, name):
    return page.locator(f".field-body .toolbar [data-act='{name}']")


def paste(page, **types):
    page.evaluate(PASTE, [{name.replace("_", "/"): text for name, text in types.items()}, ""])


def texts_of_the_content():
    rows = json.loads((ROOT / "fixtures" / "080_articles.json").read_text())
    return [
        (row["fields"]["article"], row["fields"]["language"], name, text)
        for row in rows
        if row["model"] == "news.articleversion"
        for name in ("body", "standfirst", "confirmed", "claimed")
        if (text := row["fields"][name])
    ]


class TestMarkdownStaysAsItIs:
    def test_every_text_of_the_content_comes_out_as_it_went_in(self, draft):
        page = draft()
        texts = texts_of_the_content()
        assert len(texts) > 30
        for article, language, name, text in texts:
            for field in ("body", name):
                page.evaluate(
                    """([id, text]) => {
                      const field = document.querySelector(id);
                      field.value = text;
                      field.dispatchEvent(new CustomEvent('desk:replace'));
                      field.dispatchEvent(new CustomEvent('desk:insert', { detail: { text: 'x' } }));
                    }""",
                    [f"#id_{field}", text],
                )
                assert page.input_value(f"#id_{field}") != text
                page.keyboard.press("Control+z")
                assert page.input_value(f"#id_{field}") == text, (article, language, name)

    def test_opening_and_keeping_a_draft_changes_nothing(self, draft):
        page = draft()
        before = body(page)
        shown(page).click()
        press(page, "Control+End", "Control+Home", "ArrowDown", "End")
        assert body(page) == before
        page.click("button[value=keep]")
        assert body(page) == before
        assert len(before) > 1000

    def test_what_is_odd_stays_odd(self, draft):
        odd = "* a\n+ b\n\n\n\nSetext\n======\n\n\ttab\t\u00a0end  \n__x__ ![i](u) <b>\n> a\n>b\n1) c"
        page = draft(odd)
        page.keyboard.type("!")
        assert body(page) == odd + "!"


class TestTyping:
    def test_it_looks_as_it_will(self, draft):
        page = draft(
            "## Heading\n\n**Strong** and *soft* and [a link](https://example.org/).\n\n- one\n- two\n\n> Said.\n> — Who"
        )
        press(page, "Enter", "Enter", "Enter")
        assert shown(page, ".heading--2").inner_text() == "Heading"
        assert shown(page, ".strong").inner_text() == "Strong"
        assert shown(page, ".emphasis").inner_text() == "soft"
        assert shown(page, ".link").first.inner_text() == "a link"
        assert shown(page, ".item").all_inner_texts() == ["• one", "• two"]
        assert shown(page, ".quote").count() >= 2
        assert shown(page, ".attribution").first.inner_text() == "— Who"

    def test_what_means_nothing_here_looks_as_it_is_typed(self, draft):
        page = draft("    Five blanks [sic] and more.\n\n[sic]: so\n\nEnd.")
        press(page, "Control+End")
        assert shown(page, ".cm-line").first.inner_text().strip() == "Five blanks [sic] and more."
        assert shown(page, ".cm-line").nth(2).inner_text() == "[sic]: so"
        assert shown(page, ".link, .fenced").count() == 0

    def test_marks_are_seen_where_the_cursor_is(self, draft):
        page = draft("A **strong** word.\n\nMore.")
        assert "**" not in shown(page).inner_text()
        press(page, "Control+Home", "ArrowRight", "ArrowRight")
        assert "**strong**" in shown(page).inner_text()
        page.keyboard.press("Control+End")
        assert "**" not in shown(page).inner_text()

    def test_a_list_goes_on_and_ends(self, draft):
        page = draft("- one")
        press(page, "Enter")
        page.keyboard.type("two")
        press(page, "Enter", "Enter")
        page.keyboard.type("After.")
        assert body(page) == "- one\n- two\n\nAfter."

    def test_enter_begins_a_paragraph_and_backspace_joins_two(self, draft):
        page = draft("One. Two.")
        press(page, *["ArrowLeft"] * 4, "Enter")
        assert body(page) == "One. \n\nTwo."
        page.keyboard.press("Backspace")
        assert body(page) == "One. Two."
        press(page, "Shift+Enter")
        assert body(page) == "One. \\\nTwo."

    def test_a_quotation_ends_on_its_empty_line(self, draft):
        page = draft("> Said.")
        press(page, "Enter", "Enter")
        page.keyboard.type("After.")
        assert body(page) == "> Said.\n\nAfter."

    def test_enter_at_the_end_of_a_row_begins_another(self, draft):
        page = draft("| a | b |\n| --- | --- |\n| c | d |")
        page.keyboard.press("Enter")
        page.keyboard.type("e")
        assert body(page).endswith("| c | d |\n| e |  |")

    def test_a_table_is_rows_of_cells_and_tab_goes_through_them(self, draft):
        page = draft("| a | [[person:sergey-glazyev\\|him]] |\n| --- | --- |\n| c | d |\n\n")
        assert [text.strip() for text in shown(page, ".cell").all_inner_texts()] == ["a", "him", "c", "d"]
        shown(page, ".cell:has-text('c')").click()
        page.keyboard.press("Tab")
        page.keyboard.type("e")
        press(page, "Shift+Tab", "Shift+Tab", "Shift+Tab")
        page.keyboard.type("f")
        assert body(page) == "| f | [[person:sergey-glazyev\\|him]] |\n| --- | --- |\n| c | e |\n\n"

    def test_what_is_typed_is_in_the_form_and_told_to_the_page(self, draft):
        page = draft("")
        page.evaluate("addEventListener('input', ({ target }) => { window.told = target.id; })")
        page.keyboard.type("Пцічы ўлетку, № 5.")
        assert body(page) == "Пцічы ўлетку, № 5."
        assert page.evaluate("told") == "id_body"

    def test_references_read_as_what_they_stand_for(self, draft):
        page = draft(
            "[[person:sergey-glazyev]] and [[route:minsk-moscow|the trains]]: "
            "[[figure:trade-turnover-growth@2025]].[^izvestia-2026-02-26] [[person:nobody]] `[[person:code]]`\n\n"
        )
        shown(page, ".chip--person.chip--public").wait_for()
        chips = [text.replace("\u202f", " ") for text in shown(page, ".chip").all_text_contents()]
        assert chips == [
            "Sergey Glazyev",
            "the trains",
            "3 %",
            "source note: Izvestia",
            "nobody leads nowhere",
        ]
        assert "Growth of trade turnover" in shown(page, ".chip--figure").get_attribute("title")

    def test_titles_are_in_the_language_of_the_text(self, draft):
        page = draft("[[person:sergey-glazyev]]\n\n", language="ru")
        shown(page, ".chip--public").wait_for()
        assert shown(page, ".chip").inner_text() == "Сергей Глазьев"
        assert shown(page).get_attribute("lang") == "ru"

    def test_a_reference_is_one_thing_to_the_keyboard(self, draft):
        page = draft("See [[person:sergey-glazyev]]")
        page.keyboard.press("Backspace")
        assert body(page) == "See "
        page.keyboard.press("Control+z")
        press(page, "F2")
        page.keyboard.type("|him")
        assert body(page) == "See [[person:sergey-glazyev|him]]"

    def test_a_chip_that_is_clicked_shows_what_was_typed(self, draft):
        page = draft("See [[person:sergey-glazyev]] now.")
        shown(page, ".chip").click()
        assert shown(page, ".raw").inner_text() == "[[person:sergey-glazyev]]"


class TestToolbar:
    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            ("strong", "one two", "one **two**"),
            ("emphasis", "one two", "one *two*"),
            ("heading", "one two", "## one two"),
            ("list", "one two", "- one two"),
            ("numbers", "one two", "1. one two"),
            (
                "table",
                "",
                "| Column 1 | Column 2 |\n| --- | --- |\n| Cell 1 | Cell 2 |\n| Cell 1 | Cell 2 |\n\n",
            ),
        ],
    )
    def test_a_button_writes_its_mark_and_takes_it_back(self, draft, name, before, after):
        page = draft(before)
        button(page, name).click()
        assert body(page) == after
        if name != "table":
            assert button(page, name).get_attribute("aria-pressed") == "true"
        button(page, "undo").click()
        assert body(page) == before
        button(page, "redo").click()
        assert body(page) == after

    def test_pressed_twice_it_is_as_before(self, draft):
        page = draft("one two")
        for name in ("strong", "list", "numbers"):
            button(page, name).click()
            button(page, name).click()
            assert body(page) == "one two"
        for expected in ("## one two", "### one two", "one two"):
            button(page, "heading").click()
            assert body(page) == expected

    def test_lists_of_several_lines(self, draft):
        page = draft("one\ntwo\nthree")
        page.keyboard.press("Control+a")
        button(page, "numbers").click()
        assert body(page) == "1. one\n2. two\n3. three"
        button(page, "list").click()
        assert body(page) == "- one\n- two\n- three"

    def test_keys_do_the_same(self, draft):
        page = draft("one two three")
        choose(page, "two")
        page.keyboard.press("Control+b")
        page.keyboard.press("Control+i")
        assert body(page) == "one ***two*** three"

    def test_by_keyboard_alone(self, draft):
        page = draft("one")
        page.keyboard.press("Shift+Tab")
        focused = "document.activeElement.dataset.act"
        assert page.evaluate(focused) == "heading"
        press(page, "ArrowRight")
        assert page.evaluate(focused) == "strong"
        press(page, "End")
        assert page.evaluate(focused) == "marks"
        press(page, "ArrowRight", "ArrowRight", "Enter")
        assert body(page) == "**one**"
        page.keyboard.type("two")
        assert body(page) == "**two**"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(focused) == "strong"

    def test_marks_can_be_shown(self, draft):
        page = draft("## Heading\n\n**Strong** [[person:sergey-glazyev]]\n\n")
        button(page, "marks").click()
        assert shown(page, ".cm-line").all_inner_texts()[:3] == [
            "## Heading",
            "\n",
            "**Strong** [[person:sergey-glazyev]]",
        ]
        button(page, "marks").click()
        assert "**" not in shown(page).inner_text()

    def test_nothing_to_undo_says_so(self, draft):
        page = draft()
        assert button(page, "undo").get_attribute("aria-disabled") == "true"
        shown(page).click()
        page.keyboard.type("x")
        assert button(page, "undo").get_attribute("aria-disabled") == "false"

    def test_a_link_by_keyboard(self, draft):
        page = draft("See the report.")
        choose(page, "the report")
        page.keyboard.press("Control+k")
        page.fill("#link-address", "nowhere")
        page.keyboard.press("Enter")
        assert "begins with https://" in page.inner_text("#link-wrong")
        page.fill("#link-address", "example.org/report")
        page.keyboard.press("Enter")
        assert body(page) == "See [the report](https://example.org/report)."
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Control+k")
        assert page.input_value("#link-words") == "the report"
        page.fill("#link-words", "it")
        page.keyboard.press("Enter")
        assert body(page) == "See [it](https://example.org/report)."

    def test_a_statement_asks_who_said_it_and_where_it_was_read(self, draft):
        page = draft("Before.\n\n")
        button(page, "statement").click()
        page.locator("dialog h2:text('Who said it?')").wait_for()
        page.keyboard.type("glaz")
        page.locator("dialog [role=option]:has-text('Sergey Glazyev')").click()
        page.locator("dialog h2:text('Where was it read?')").wait_for()
        page.keyboard.type("izvestia-2026")
        page.locator("dialog [role=option]:has-text('izvestia-2026-02-26')").click()
        closed(page)
        page.keyboard.type("It will run.")
        assert body(page) == (
            "Before.\n\n> It will run.\n> — [[person:sergey-glazyev]], occasion, date [^izvestia-2026-02-26]"
        )

    def test_a_statement_that_is_given_up_changes_nothing(self, draft):
        page = draft("Before.")
        button(page, "statement").click()
        page.keyboard.press("Escape")
        closed(page)
        page.keyboard.type("!")
        assert body(page) == "Before.!"


class TestKeyboard:
    def test_tab_leaves_the_text(self, draft):
        page = draft("Words.")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.dataset.for") is None
        assert body(page) == "Words."

    def test_in_a_list_tab_nests_and_escape_then_tab_leaves(self, draft):
        page = draft("- one\n- two")
        page.keyboard.press("Tab")
        assert body(page) == "- one\n  - two"
        page.keyboard.press("Shift+Tab")
        assert body(page) == "- one\n- two"
        press(page, "Escape", "Tab")
        assert body(page) == "- one\n- two"
        assert page.evaluate("document.activeElement.dataset.for") is None

    def test_the_label_leads_into_the_text(self, draft):
        page = draft()
        page.click("label[for=id_body]")
        assert page.evaluate("document.activeElement.dataset.for") == "id_body"
        assert shown(page).get_attribute("aria-label") == "Text"
        assert shown(page).get_attribute("spellcheck") == "true"


class TestPicker:
    def test_on_a_keystroke(self, draft):
        page = draft("He is ")
        with asked_for(page, "glaz"):
            page.keyboard.type("[[glaz")
        shown(page, "[role=option]:has-text('Sergey Glazyev')").wait_for()
        accept(page)
        assert body(page) == "He is [[person:sergey-glazyev]]"
        with asked_for(page, "izvestia-2026"):
            page.keyboard.type(".[^izvestia-2026")
        shown(page, "[role=option]:has-text('izvestia-2026-02-26')").wait_for()
        accept(page)
        assert body(page) == "He is [[person:sergey-glazyev]].[^izvestia-2026-02-26]"

    def test_a_figure_is_chosen_by_its_value(self, draft):
        page = draft("It grew by ")
        page.keyboard.type("[[figure:trade-turnover-growth")
        option = shown(page, "[role=option]:has-text('2025: 3')").first
        option.wait_for()
        option.click()
        assert body(page) == "It grew by [[figure:trade-turnover-growth@2025]]"

    def test_every_kind_is_found(self, draft):
        page = draft("")
        page.keyboard.type("[[vitebsk")
        shown(page, "[role=option]:has-text('Station')").first.wait_for()
        found = " ".join(shown(page, "[role=option]").all_inner_texts())
        assert "Route · vitebsk-smolensk" in found
        press(page, "Escape")
        assert body(page) == "[[vitebsk"

    def test_from_a_button_in_a_dialog(self, draft):
        page = draft("Trains run.")
        button(page, "pick:").click()
        page.select_option("#lookup-kind", "route")
        another = page.locator("dialog [role=option]:has-text('orsha-smolensk')")
        another.wait_for()
        page.fill("#lookup-q", "Vitebsk")
        another.wait_for(state="detached")
        while "vitebsk-smolensk" not in page.inner_text("dialog [aria-selected=true]"):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        closed(page)
        assert body(page) == "Trains run.[[route:vitebsk-smolensk]]"
        assert page.evaluate("document.activeElement.dataset.for") == "id_body"

    def test_in_a_short_field(self, draft):
        page = draft()
        page.click("label[for=id_claimed]")
        press(page, "Control+a")
        page.keyboard.type("He said so.")
        page.click(".field-claimed .toolbar >> text=Source note")
        page.fill("#lookup-q", "izvestia-2026")
        page.locator("dialog [role=option]:has-text('izvestia-2026-02-26')").click()
        assert page.input_value("#id_claimed") == "He said so.[^izvestia-2026-02-26]"

    def test_a_new_source_without_leaving_the_text(self, draft):
        page = draft("As told by ")
        page.keyboard.type("[^Zvezda of")
        shown(page, "[role=option]:has-text('New source…')").click()
        page.locator("dialog form.short").wait_for()
        assert page.input_value("dialog #id_title") == "Zvezda of"
        page.fill("dialog #id_publisher_en", "Zvezda")
        page.fill("dialog #id_published_on", "2026-03-02")
        page.fill("dialog #id_accessed_on", "2026-03-01")
        page.select_option("dialog #id_grade", "c")
        page.click("dialog >> text=Save and insert")
        assert "before it was published" in page.inner_text("dialog .errors .errorlist")
        assert body(page) == "As told by [^Zvezda of"
        page.fill("dialog #id_accessed_on", "2026-03-03")
        page.click("dialog >> text=Save and insert")
        closed(page)
        assert body(page) == "As told by [^zvezda-2026-03-02]"
        shown(page, ".chip--note.chip--public").wait_for()
        assert "Zvezda" in shown(page, ".chip").inner_text()

    def test_a_new_figure_with_its_value(self, draft):
        page = draft("There are ")
        button(page, "pick:figure").click()
        page.click("dialog >> text=New figure…")
        page.fill("dialog #id_name_en", "Trains a week")
        page.select_option("dialog #id_unit", "count")
        page.fill("dialog #id_row-0-amount", "14")
        page.fill("dialog #id_row-0-as_of", "2026-03-02")
        page.fill("dialog #id_row-0-source", "izvestia-2026")
        page.locator("dialog [role=option]:has-text('izvestia-2026-02-26')").click()
        page.click("dialog >> text=Save and insert")
        closed(page)
        assert body(page) == "There are [[figure:trains-a-week@2026]]"
        shown(page, ".chip--figure.chip--public").wait_for()
        assert shown(page, ".chip").inner_text() == "14"

    def test_giving_up_keeps_what_was_typed(self, draft):
        page = draft("As told by [^Zv")
        page.keyboard.type("e")
        shown(page, "[role=option]:has-text('New source…')").click()
        page.locator("dialog form.short").wait_for()
        page.keyboard.press("Escape")
        closed(page)
        assert body(page) == "As told by [^Zve"


class TestPaste:
    @pytest.mark.parametrize("sample", ["word", "google-docs", "web-page"])
    def test_formatted_text_becomes_markdown(self, draft, sample):
        page = draft("Before.")
        paste(page, text_html=(SAMPLES / f"{sample}.html").read_text(), text_plain="unused")
        assert body(page) == f"Before.\n\n{(SAMPLES / f'{sample}.md').read_text().rstrip()}"
        page.keyboard.press("Control+z")
        assert body(page) == "Before."

    def test_words_in_a_sentence_stay_in_it(self, draft):
        page = draft("It is ")
        paste(
            page,
            text_html="<meta charset='utf-8'><span style='color: red'>very <b>good</b></span>",
            text_plain="",
        )
        assert body(page) == "It is very **good**"

    def test_plain_text_and_code_are_not_touched(self, draft):
        page = draft("")
        paste(page, text_plain="## [[person:sergey-glazyev]] *as typed*")
        paste(
            page,
            text_html='<div style="font-family: Menlo; white-space: pre;"><div><span>x</span></div></div>',
            text_plain="\n*x*",
        )
        assert body(page) == "## [[person:sergey-glazyev]] *as typed*\n*x*"

    def test_a_short_field_takes_lines(self, draft):
        page = draft()
        page.fill("#id_claimed", "")
        page.evaluate(
            PASTE.replace("id_body", "id_claimed"),
            [{"text/html": "<h2>Said</h2><ul><li>one</li><li>two</li></ul>"}, ""],
        )
        assert page.input_value("#id_claimed") == "Said\none\ntwo"


class TestPictures:
    DROP_AT = "**/admin/news/image/drop/"

    def drop(self, page, name="map.gif", kind="image/gif"):
        page.evaluate(DROP, [name, kind, list(PIXEL)])

    def test_a_dropped_picture_asks_for_its_words_and_stands_on_its_own_line(self, draft):
        page = draft("One.\n\nTwo.")
        sent = []

        def answer(route):
            sent.append(route.request.post_data_buffer)
            route.fulfill(json={"key": "map", "typed": "[[image:map]]", "duplicate_of": None})

        page.route(self.DROP_AT, answer)
        self.drop(page)
        page.click("dialog >> text=Save and insert")
        assert "Say what the picture shows" in page.inner_text("dialog .errors >> nth=0")
        assert sent == []
        page.fill("#picture-alt_en", "A map of two lines")
        page.fill("#picture-credit_en", "Union Chronicle")
        page.fill("#picture-licence", "CC BY 4.0")
        page.click("dialog >> text=Save and insert")
        closed(page)
        assert body(page) == "One.\n\nTwo.\n\n[[image:map]]\n\n"
        assert PIXEL in sent[0]
        assert b"A map of two lines" in sent[0]

    def test_it_is_saved_once_and_shown_in_the_text(self, draft):
        page = draft("One.")
        picture = io.BytesIO()
        Image.new("RGB", (1200, 800), "teal").save(picture, "PNG")
        for _ in range(2):
            page.evaluate(DROP, ["orsha-station.png", "image/png", list(picture.getvalue())])
            page.fill("#picture-alt_en", "The station of Orsha")
            page.fill("#picture-credit_en", "Union Chronicle")
            page.fill("#picture-licence", "CC BY 4.0")
            page.click("dialog >> text=Save and insert")
            page.locator("#picture-alt_en").wait_for(state="detached")
        assert "This picture is here already." in page.inner_text("dialog")
        page.click("dialog >> text=Close")
        assert body(page) == "One.\n\n[[image:orsha-station]]\n\n[[image:orsha-station]]\n\n"
        chip = shown(page, ".chip--image.chip--public").first
        chip.locator("img").wait_for()
        assert chip.inner_text().strip() == "The station of Orsha"

    def test_what_the_server_refuses_is_shown_and_nothing_is_lost(self, draft):
        page = draft("One.", expected="status of 400")
        refused = {"errors": {"licence": ["Name a licence."], "file": ["Too large."], "__all__": ["Later."]}}
        page.route(self.DROP_AT, lambda route: route.fulfill(status=400, json=refused))
        self.drop(page)
        page.check("#picture-decorative")
        assert page.locator("#picture-alt_en").is_hidden()
        page.fill("#picture-credit_en", "Us")
        page.fill("#picture-licence", "?")
        page.click("dialog >> text=Save and insert")
        page.locator("#picture-licence-errors >> text=Name a licence.").wait_for()
        assert page.inner_text("dialog .short__wrong") == "Too large. Later."
        assert page.input_value("#picture-credit_en") == "Us"
        page.keyboard.press("Escape")
        assert body(page) == "One."

    def test_a_picture_is_pasted(self, draft):
        page = draft("One.")
        page.evaluate(
            DROP.replace("DragEvent('drop'", "ClipboardEvent('paste'").replace(
                "dataTransfer: data", "clipboardData: data"
            ),
            ["image.png", "image/png", list(PIXEL)],
        )
        assert "image.png" in page.inner_text("dialog")

    def test_a_file_that_is_no_picture_is_refused(self, draft):
        page = draft("One.")
        self.drop(page, "words.docx", "application/msword")
        assert "Only pictures can be dropped here" in page.inner_text("dialog")
        page.click("dialog >> text=Close")
        assert body(page) == "One."


class TestContract:
    """What the scripts beside the form rely on."""

    def test_a_text_replaced_from_outside_is_shown_and_told_to_nobody(self, draft):
        page = draft("Mine.")
        told = page.evaluate("""() => {
          let told = 0;
          addEventListener('input', () => { told += 1; });
          const field = document.querySelector('#id_body');
          field.value = 'Theirs.';
          field.dispatchEvent(new CustomEvent('desk:replace'));
          return told;
        }""")
        assert (told, shown(page).inner_text()) == (0, "Theirs.")

    def test_a_line_is_gone_to(self, draft):
        page = draft("One.\n\nThree.\n\nFive.")
        went = page.evaluate("""() => !document.querySelector('#id_body').dispatchEvent(
          new CustomEvent('desk:goto', { detail: { line: 3 }, cancelable: true }))""")
        assert went
        page.keyboard.type("Drei.")
        assert body(page) == "One.\n\nDrei.\n\nFive."

    def test_a_text_is_inserted_at_the_cursor(self, draft):
        page = draft("One. Two.")
        press(page, "Control+Home", *["ArrowRight"] * 4)
        page.evaluate(
            "document.querySelector('#id_body').dispatchEvent(new CustomEvent('desk:insert', { detail: { text: '[^x]' } }))"
        )
        assert body(page) == "One.[^x] Two."
        page.keyboard.press("Control+z")
        assert body(page) == "One. Two."


def test_who_writes_before_the_scripts_are_there_goes_on_at_the_same_place(open_page, desk):
    site, signed_in, drafts = desk
    page = open_page("/admin/", site=site, storage_state=signed_in)
    page.add_init_script("""
      new MutationObserver((_, all) => {
        const field = document.querySelector('#id_body');
        if (!field) return;
        all.disconnect();
        field.value = 'One. Two.';
        field.focus();
        field.setSelectionRange(4, 4);
      }).observe(document, { childList: true, subtree: true });""")
    page.goto(drafts["en"])
    shown(page).wait_for()
    page.keyboard.type("!")
    assert body(page) == "One.! Two."


def test_without_javascript_it_is_a_plain_field(draft):
    page = draft(javascript=False, language="ru")
    page.fill("#id_body", "Plain **words**.")
    page.click("button[value=keep]")
    assert body(page) == "Plain **words**."
    assert page.locator(".toolbar").count() == 0


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_it_can_be_used_by_everybody(draft, axe_violations, width, dark):
    cited = "See [[person:sergey-glazyev]], [[person:nobody]].[^izvestia-2026-02-26]"
    text = f"## Heading\n\n{cited}\n\n- one\n\n| a | b |\n| --- | --- |\n| c | d |"
    page = draft(text, width=width, dark=dark, bypass_csp=True)
    shown(page, ".chip--public").first.wait_for()
    found = {"form": axe_violations(page)}
    page.fill("#id_body", "See ")
    shown(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("[[vit")
    shown(page, "[role=option]").first.wait_for()
    found["list"] = axe_violations(page)
    press(page, "Escape")
    button(page, "pick:source").click()
    page.locator("dialog [role=option]").first.wait_for()
    found["dialog"] = axe_violations(page)
    page.click("dialog >> text=New source…")
    page.locator("dialog form.short").wait_for()
    found["new source"] = axe_violations(page)
    press(page, "Escape")
    page.evaluate(DROP, ["map.gif", "image/gif", list(PIXEL)])
    found["picture"] = axe_violations(page)
    # The list under the cursor is moved through by arrows, as of a combobox; axe knows that only of one-line fields.
    found["list"] = [each for each in found["list"] if "scrollable-region-focusable" not in each]
    assert found == {place: [] for place in found}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
