"""Data for machines inside pages: nothing in it can end the script it stands in."""

import json
import re
from datetime import date

from django.test import RequestFactory

from config.web.structured_data import breadcrumb_list, data_block


def read(block):
    return json.loads(re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', block)[1])


def test_text_that_looks_like_markup_stays_text():
    block = data_block({"name": "</script><script>alert(1)</script> & <!--"})
    assert block.count("<") == 2
    assert read(block)["@graph"] == [{"name": "</script><script>alert(1)</script> & <!--"}]


def test_what_is_not_known_is_left_out_at_every_depth():
    block = data_block(
        {"name": "x", "url": "", "author": {"name": None}, "parts": [{"url": "", "day": date(2026, 2, 26)}]}
    )
    assert read(block)["@graph"] == [{"name": "x", "parts": [{"day": "2026-02-26"}]}]


def test_crumbs_lead_from_the_front_page_to_the_page_itself():
    request = RequestFactory().get("/en/news/council/")
    steps = breadcrumb_list(request, [("News", "/en/news/"), ("Council", "")])["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Union Chronicle", "http://testserver/en/"),
        (2, "News", "http://testserver/en/news/"),
        (3, "Council", "http://testserver/en/news/council/"),
    ]
