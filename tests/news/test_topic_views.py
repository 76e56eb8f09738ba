"""Topics: how much is held on each, and what."""

import pytest

from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_source,
    make_topic,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


class TestTopicList:
    def test_counts_what_lists_offer(self, client):
        topic = make_topic("transport", name_en="Transport")
        article = make_article(topics=[topic])
        make_version(article, "ru")
        make_version(article)
        make_draft(make_article(topics=[topic], version=False))
        make_article(topics=[topic], withdrawn_at=moment(1), reason_en="Why")
        make_article(topics=[topic], removed_at=moment(1), reason_en="Why")
        agreement = make_agreement()
        make_action(agreement)
        agreement.topics.add(topic)
        assert "Transport 1 text, 1 agreement" in words(client.get("/en/topics/"))

    def test_in_the_order_of_the_names_the_reader_sees(self, client):
        make_topic("a", name_en="Alpha", name_ru="Я")
        make_topic("b", name_en="Beta", name_ru="А")
        make_topic("c", name_en="Gamma")
        assert [topic.slug for topic in client.get("/en/topics/").context_data["topics"]] == ["a", "b", "c"]
        assert [topic.slug for topic in client.get("/ru/topics/").context_data["topics"]] == ["c", "b", "a"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_two_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_article(topics=[make_topic()])
        with django_assert_num_queries(2):
            assert len(client.get("/en/topics/").context_data["topics"]) == count


class TestTopicDetail:
    def test_shows_the_first_agreements_and_leads_to_the_others(self, client, monkeypatch):
        topic = make_topic("transport")
        monkeypatch.setattr("news.views.topics.AGREEMENTS", 2)
        for number in range(3):
            agreement = make_agreement(f"a-{number}", number=f"T {number}")
            make_action(agreement)
            agreement.topics.add(topic)
            response = client.get("/en/topics/transport/")
        assert len(response.context_data["agreements"]) == 2
        everything = "/en/agreements/?subject=transport"
        assert f'href="{everything}"' in response.content.decode()
        assert len(client.get(everything).context_data["page_obj"].object_list) == 3
        agreement.topics.remove(topic)
        assert everything not in client.get("/en/topics/transport/").content.decode()

    def test_shows_its_news_and_its_agreements_with_their_state(self, client):
        topic = make_topic("transport", description_en="Trains, *roads*.")
        make_article(topics=[topic], version={"headline": "Trains"})
        make_article(version={"headline": "Leaked other topic"})
        make_draft(make_article(topics=[topic], version=False), headline="Leaked draft")
        agreement = make_agreement("decree", name_en="The decree", family="organ_act")
        make_action(agreement, "adopted_by_organ")
        agreement.topics.add(topic)
        response = client.get("/en/topics/transport/")
        assert [version.headline for version in response.context_data["page_obj"].object_list] == ["Trains"]
        assert [(thing.title, thing.state.label) for thing in response.context_data["agreements"]] == [
            ("The decree", "Adopted")
        ]
        assert "<em>roads</em>" in response.content.decode()
        assert b"Leaked" not in response.content

    def test_one_without_news_says_so_and_an_absent_one_is_not_found(self, client):
        make_topic("transport")
        assert "Nothing is published on this topic yet." in words(client.get("/en/topics/transport/"))
        assert client.get("/en/topics/absent/").status_code == 404
        assert client.get("/en/topics/transport/?page=2").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_seven_queries(self, client, django_assert_num_queries, count):
        """The topic; the count, the keys and the page of its news; its agreements, and two for their states."""
        topic = make_topic("transport")
        for _ in range(count):
            make_article(topics=[topic], version={"standfirst": f"So.[^{make_source().key}]"})
            agreement = make_agreement()
            make_action(agreement)
            agreement.topics.add(topic)
        with django_assert_num_queries(7):
            assert len(client.get("/en/topics/transport/").context_data["agreements"]) == count
