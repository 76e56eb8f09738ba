"""Titles while a reader types, by keyboard; without them the form works as ever."""


def test_titles_are_offered_and_chosen_by_keyboard(open_page):
    page = open_page("/en/search/")
    field = page.get_by_role("combobox")
    field.fill("viteb")  # at once, so that no list of fewer letters comes before
    options = page.get_by_role("option")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    assert field.input_value() == "viteb"
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/en/stations/vitebsk/")


def test_enter_without_a_choice_searches(open_page):
    page = open_page("/ru/search/")
    page.locator("#question").fill("витебска")
    page.locator("#question").press("Enter")
    page.wait_for_url("**/ru/search/?q=*")
    assert page.locator(".results h2").first.inner_text() == "Витебск"
