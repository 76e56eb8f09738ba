"""The texts that come with the site keep the rules that editors keep."""

import pytest

from news.models import ArticleVersion
from news.readiness import blocks

pytestmark = pytest.mark.django_db


class TestStarterTexts:
    def test_every_loaded_version_could_be_published_today(self, loaded_content):
        versions = ArticleVersion.objects.select_related("article", "lead_image", "translated_from")
        found = {}
        for version in versions:
            version.full_clean()
            if open_things := blocks(version):
                found[version.natural_key()] = [
                    (finding.field, finding.line, str(finding.message)) for finding in open_things
                ]
        assert found == {}
        assert len(versions) >= 12
