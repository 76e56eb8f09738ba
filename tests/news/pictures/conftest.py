"""A folder of their own for the files that a test stores."""

import pytest


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FIXTURE_MEDIA_ROOT = tmp_path / "shipped"
    return settings.MEDIA_ROOT


@pytest.fixture
def stored(media):
    """The names of all stored files."""
    return lambda: sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())
