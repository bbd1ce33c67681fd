"""The page over a quiet desk, as tests see it."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dieuphoi.bot.channels.web.app import create_app
from dieuphoi.bot.channels.web.news import News
from tests.bot.web.desk import QuietDesk, days


@pytest.fixture
def news() -> News:
    """Who looks at the page."""
    return News()


@pytest.fixture
def desk(news: News) -> QuietDesk:
    """A bot with three posts to come."""
    return QuietDesk(news, days(3, 10, 60))


@pytest.fixture
def page(desk: QuietDesk, news: News) -> Iterator[TestClient]:
    """The page's server, reached under its own address."""
    with TestClient(create_app(desk, news), base_url="http://127.0.0.1:8080") as client:
        yield client
