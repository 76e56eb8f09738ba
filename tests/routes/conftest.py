"""What the railway's tests share."""

import pytest

from routes import connections


@pytest.fixture(autouse=True)
def _another_railway_for_every_test():
    """Rows are rolled back and come again under the same keys, which no site does."""
    connections.forget()
    yield
    connections.forget()
