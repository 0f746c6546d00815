"""Five hundred strings in every text that is kept and in everything that may be asked: nowhere are they more than text.

Principle 4.
"""

import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from cases.models import Case, Meeting
from cases.queries.minutes import minutes_content
from mosovo.access.models import Opening
from mosovo.identity import acting_as
from tests.attack.canaries import plant
from tests.attack.conftest import FULL
from tests.attack.ground import Ground, make_ground
from tests.attack.questions import questions
from tests.attack.strings import strings
from tests.attack.tally import Tally
from tests.attack.test_every_address import Addresses, answered
from tests.house.routes import routes
from tests.people import signed_in

pytestmark = pytest.mark.django_db

EVALUATED = re.compile(r"qz\d+\$?#?1337qz|<class &#x27;|DJANGO_SETTINGS")
MARK = re.compile(r"qz\d{3}", re.IGNORECASE)
READERS = ("supervisor", "administrator", "offender_manager", "chair", "superintendent", "press_officer", "auditor")


class Effects(HTMLParser):
    """What a page holds that no template of ours wrote: a mark as a tag, an attribute, or an address to run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK.search(tag) or tag == "svg/onqz":
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            runs = name in {"href", "src", "action", "formaction"} and (value or "").strip().lower()[:5] in {
                *("javas", "java\t", "data:", "vbscr")
            }
            if MARK.search(name) or (runs and MARK.search(value or "")):
                self.found.append(f"{tag} {name}={value}")
        if tag == "style":
            self.found.append("<style>")


def effects(answer: Any) -> list[str]:
    """What the strings have done to this answer."""
    found = ["a fault of ours"] if answer.status_code >= 500 else []
    found += [f"header {name}" for name in answer.headers if MARK.search(name)]
    found += [f"cookie {name}" for name in answer.cookies if MARK.search(name)]
    if "html" in answer.headers.get("Content-Type", ""):
        found += marks(answer.content.decode(errors="replace"))
    return found


def marks(page: str) -> list[str]:
    reader = Effects()
    reader.feed(page)
    return reader.found + EVALUATED.findall(page)


@pytest.fixture
def ground(db: None) -> Ground:
    found = make_ground(cases=2, people=2, changes=20)
    now = timezone.now()
    rows = [
        Opening(
            case_id=case.pk,
            officer=officer,
            compartment=part,
            reason="visit",
            sentence="x",
            opened_at=now,
            until=now.replace(year=now.year + 1),
        )
        for case in Case.objects.all()
        for officer in (found.people.offender_manager, found.people.supervisor)
        for part in ("sensitive", "confidential")
    ]
    Opening.objects.bulk_create(rows)
    return found


def spoken(batch: list[str], chance: random.Random) -> Callable[[str, models.Field], str]:
    """As many strings of the batch as each field holds, from another one on each time."""

    def say(_: str, one: models.Field) -> str:
        room, found = one.max_length or 4000, ""
        for string in chance.sample(batch, len(batch)):
            if len(found) + len(string) < room:
                found += f"{string} "
        return found.strip() or "x"

    return say


def seen(ground: Ground, case: Case) -> Iterator[tuple[str, Any]]:
    """Every page and endpoint for those who may read much, of one case where it is of one."""
    addresses = Addresses(ground)
    for name in READERS if FULL else READERS[:2]:
        person = getattr(ground.people, name)
        browser = signed_in(person)
        for route in routes():
            if route.in_admin and name != "administrator":
                continue
            attempt = addresses.attempt(route, "GET", person, case.pk)
            yield attempt.url, answered(browser, attempt.url, "GET")


def test_strings_that_are_kept_are_shown_as_text(ground: Ground, times: Callable[[int, int], int]) -> None:
    tally = Tally("injection: kept strings shown in pages, endpoints and PDFs", figure="13")
    chance, every = random.Random(17), strings()  # noqa: S311 # always the same
    case = ground.people.offender_manager.cases.get()
    faults, shown = [], set()
    size = 25
    # Each batch goes twice into every field, so that what one field had no room for the next round has.
    for start in range(0, times(size, len(every)), size):
        batch = every[start : start + size]
        plant(timezone.localdate(), spoken(batch, chance), plain=True)
        for url, answer in seen(ground, case):
            found = effects(answer)
            shown |= set(MARK.findall(answer.content.decode(errors="replace")))
            tally.tried += 1
            tally.leaked += bool(found)
            faults += [f"{url}: {answer.status_code} {found}"] if found else []
        faults += in_minutes(ground, case, tally)
    assert not faults, "\n".join(sorted(set(faults)))
    assert len(shown) > times(5, 200)  # else nothing was looked at


def in_minutes(ground: Ground, case: Case, tally: Tally) -> list[str]:
    """What the strings do to the page from which the PDF of the minutes is drawn."""
    meeting = Meeting.objects.filter(case=case).order_by("pk").first()
    assert meeting is not None
    manager = ground.people.offender_manager
    with acting_as(manager):
        content = minutes_content(manager, meeting, version=1, marking="OFFICIAL-SENSITIVE")
        page = render_to_string("cases/pdf/minutes.html", {"minutes": content})
    found = marks(page)
    tally.tried += 1
    tally.leaked += bool(found)
    assert MARK.search(page)
    return [f"minutes: {found}"] if found else []


def test_strings_that_are_asked_find_nothing_more(
    ground: Ground, times: Callable[[int, int], int], caplog: pytest.LogCaptureFixture
) -> None:
    tally = Tally("injection: strings asked as filter, order and search", figure="13")
    chance, every = random.Random(19), strings()  # noqa: S311 # always the same
    browsers = {person.pk: signed_in(person) for person in ground.askers}
    everything, faults = questions(), []
    for number in range(times(150, max(6000, len(everything)))):
        question, string = everything[number % len(everything)], every[number % len(every)]
        person = ground.people.administrator if "/admin/" in question.path else chance.choice(ground.askers)
        reference = ground.cases[0].nominal.reference
        answer = answered(browsers[person.pk], question.url(string, reference), "GET")
        found = effects(answer) + ground.aviary.out_of_sight(person.pk, answer.content.decode(errors="replace"))
        tally.tried += 1
        tally.leaked += bool(found)
        faults += [f"{person} {question.path} {question.name}={string!r}: {found}"] if found else []
    # One line of the log is one event, whatever was in the address.
    faults += [record.getMessage() for record in caplog.records if re.search("[\r\n\x1b]", record.getMessage())]
    assert not faults, "\n".join(faults)


def test_an_address_forges_no_line_of_the_log(ground: Ground, caplog: pytest.LogCaptureFixture) -> None:
    browser = signed_in(ground.people.stranger)
    for path in ("/cases/a%0d%0aERROR%20forged/", "/no%0aERROR%20forged", "/api/v1/cases/%0aERROR%20forged/"):
        assert answered(browser, path, "GET").status_code in {400, 404}
    assert caplog.records
    assert [record for record in caplog.records if re.search("[\r\n]", record.getMessage())] == []


def test_an_effect_would_be_found() -> None:
    harmful = ("<qz123>", '<a href="javascript:qz(1) qz123">', '<p onqz123="1">', "qz1231337qz", "<style>")
    assert all(marks(page) for page in harmful)
    assert not marks("&lt;qz123&gt; qz123{{7*191}}qz")
