"""A real browser: the system's Chromium, signed in as somebody, listening for every complaint of the page.

A journey asks for ``desk`` and opens a page for each person in it. Everything on the way is checked by ``inspected``:
accessibility (axe, WCAG 2.2 AA) and that nothing runs off the side of the screen.
"""

import shutil
from collections.abc import Callable, Iterator
from os import environ
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page

from mosovo.staff.models import Officer
from tests.people import signed_in

# The shell is the same browser without windows: it needs less than half the time.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM = environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Axe().axe_script
FAULTS = "async (options) => (await axe.run(document, options)).violations"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAIRS = """() => [...document.querySelectorAll("body *")].map(
    (one) => [one.parentElement, one].map((it) => it.tagName + "." + it.className + (it.disabled ? "!" : "")).join(">")
)"""
PHONE, NARROW = (375, 740), (320, 640)

Desk = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser the rest of the tests still run, and these say why they did not."""
    if CHROMIUM is None:
        for item in items:
            if "journeys" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Desk]:
    """``desk(person, size=(1280, 900), phone=False)`` -> a page of a browser in which the person has signed in.

    ``desk(None)`` is somebody who has not. Every complaint on any page's console fails the test at its end: a blocked
    script or style is one, an answer of 4xx that the journey asked for is not.
    """
    complaints: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def open_desk(person: Officer | None, *, size: tuple[int, int] = (1280, 900), phone: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            has_touch=phone,
            is_mobile=phone,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        if person is not None:
            key = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture(scope="session")
def inspected() -> Callable[[Page], Page]:
    """``inspected(page)`` fails where axe finds a fault or the page runs off a screen; gives the page back.

    The screens are its own and a telephone's, two sizes of it. Colours follow from classes, so contrast is looked at
    once for each pair of an element and what it lies in.
    """
    seen: set[str] = set()

    def inspect(page: Page) -> Page:
        page.wait_for_load_state()  # a click gives back as soon as the next page is on its way
        pairs = set(page.evaluate(PAIRS))
        contrast = {"color-contrast": {"enabled": not pairs <= seen}}
        page.evaluate(AXE)
        found = page.evaluate(FAULTS, {"runOnly": STANDARDS, "resultTypes": ["violations"], "rules": contrast})
        faults = [f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:200]}" for fault in found]
        assert not faults, "\n".join([page.url, *faults])
        seen.update(pairs)
        own = page.viewport_size
        assert own is not None
        for width, height in ((own["width"], own["height"]), PHONE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{page.url} is {needed} wide on a screen of {width}"
        page.set_viewport_size(own)
        return page

    return inspect
