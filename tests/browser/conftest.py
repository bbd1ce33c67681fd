"""A real Chromium on the served page. Where it must be there (CI) and is not, the tests fail."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dieuphoi.bot.channels.web.news import News
from tests.bot.web.desk import GROUP_CHAT, QuietDesk, days, private, with_choice
from tests.bot.web.serving import Serving

CHROMIUM = Path(os.environ.get("DIEUPHOI_TEST_CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a word to the outside."""
    if not CHROMIUM.exists():
        missing = f"no Chromium at {CHROMIUM}: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def serving() -> Iterator[Serving]:
    """The page, with a question in the group and on one phone, and posts to come."""
    news = News()
    served = Serving(QuietDesk(news, days(3, 10, 60)), news)
    served.do(served.desk.tell(with_choice(GROUP_CHAT), with_choice(private("khdt"))))
    yield served
    served.stop()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained of."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, serving: Serving, complaints: list[str]
) -> Iterator[Callable[[dict[str, int]], Page]]:
    """Opens the page in a window of a size. What the console complains of fails the test at its end."""
    contexts = []

    def opened(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="vi-VN", has_touch=size["width"] < 500)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(serving.url)
        page.wait_for_selector(".line")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
