"""A word of its own stands in every text of every case: nobody finds one that they may not read, anywhere.

Asked for as filter, order and search, by pages, API and Django admin; then looked for where words may end up unasked:
log, mail, queue, cache, sessions, drafts, the record, names of processes, pages of faults.

Principles 1, 3 and 4.
"""

import ast
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from mosovo import embedded
from mosovo.access.protection import event_models, protections
from mosovo.access.states import Compartment
from mosovo.diary.actions.digests import queue_digests, send_digest
from mosovo.diary.actions.sweeping import sweep
from mosovo.identity import acting_as_system
from mosovo.outbox.actions import relay
from mosovo.staff.models import Officer
from tests.attack.canaries import WORD
from tests.attack.facts import rows
from tests.attack.ground import Ground, make_ground
from tests.attack.questions import PAGES, Question, questions
from tests.attack.tally import Tally
from tests.attack.test_every_address import answered
from tests.house.test_source import sources
from tests.people import signed_in

pytestmark = pytest.mark.django_db

NO_SUCH = "qz99999x"
# The token of a form, the seconds of a session and the moment of a page, which are others in every answer.
CHANGING = re.compile(r'\b[A-Za-z0-9]{64}\b|data-left="\d+"|name="up_to" value="[^"]*"')
# The words of the names alone, tied to nobody and to no case: the search's own, as the README says.
NAMES_ALONE = {"cases_nameword"}


@pytest.fixture
def ground(db: None, times: Callable[[int, int], int]) -> Ground:
    return make_ground(cases=times(5, 12), people=times(6, 10), changes=times(250, 500))


def asked_of(word: str) -> tuple[str, ...]:
    """What somebody would try who guesses at a hidden text."""
    return word, word[:6], word.upper(), f"{word[:7]}%", f"^{word[:6]}"


def told(answer: Any, word: str) -> str:
    """The answer without what was asked, which it may repeat, and without what differs every time."""
    text = CHANGING.sub("", answer.content.decode(errors="replace") + str(answer.headers.get("Location", "")))
    # Every other word stays whole, also one that begins as this one does.
    text = WORD.sub(lambda found: found[0] if found[0].lower() == word else f"\0{found[0][2:7]}\0", text)
    asked = {form for value in asked_of(word) for form in (value, quote(value), escape(value))} | {word[:6], word[:7]}
    for said in sorted(asked, key=len, reverse=True):
        text = re.sub(re.escape(said), "", text, flags=re.IGNORECASE)
    return re.sub("\0([0-9]{5})\0", r"qz\1x", text)


def found_by(question: Question, browser: Client, ground: Ground, person: Officer, word: str, way: int) -> list[str]:
    """What the answer tells of hidden words; also where it differs from that to a word that is nowhere."""
    reference = ground.cases[person.pk % len(ground.cases)].nominal.reference
    answer = answered(browser, question.url(asked_of(word)[way], reference), "GET")
    found = ground.aviary.out_of_sight(person.pk, told(answer, word))
    if answer.status_code >= 500:
        found.append("a fault of ours")
    # A search finds what is spelt alike, and every word here is: what it finds was looked at above. What the clock has
    # changed between two answers does not differ a second time.
    if question.name not in {"q", "term"}:
        addresses = [(word, asked_of(word)[way]), (NO_SUCH, asked_of(NO_SUCH)[way])]
        if all(len(set(shown(browser, question, reference, addresses))) > 1 for _ in range(2)):
            found.append(f"answered otherwise than to {NO_SUCH}")
    return found


def shown(browser: Client, question: Question, reference: str, asked: list[tuple[str, str]]) -> Iterator[str]:
    """The answers to several values, without what was asked."""
    for word, value in asked:
        answer = answered(browser, question.url(value, reference), "GET")
        yield f"{answer.status_code} {told(answer, word)}"


def unasked(ground: Ground, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Everything that has been said or kept elsewhere than in the tables of cases, by where."""
    said = {"log": caplog.text, "mail": "".join(f"{m.subject} {m.body} {m.to}" for m in mail.outbox)}
    said["console"] = "".join(capfd.readouterr())
    broker = redis.Redis.from_url(embedded.client_url(settings.REDIS_URL))
    for key in broker.scan_iter(count=1000):
        kind = broker.type(key).decode()
        read = {"string": broker.get, "hash": broker.hgetall}
        read |= {"list": lambda k: broker.lrange(k, 0, -1), "zset": lambda k: broker.zrange(k, 0, -1)}
        said[f"queue and cache: {key!r}"] = str(read.get(kind, lambda _: "")(key))
    said["names of processes"] = "".join(
        path.read_bytes().decode(errors="replace") for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()
    )
    of_cases = {p.model._meta.db_table for p in protections() if p.compartment is not Compartment.PLAIN}
    of_cases |= {e._meta.db_table for p in protections() for e in event_models(p.model)} | NAMES_ALONE
    for table in sorted(set(connection.introspection.table_names()) - of_cases):
        said[f"table {table}"] = str(rows(f"SELECT t::text FROM {table} t WHERE t::text ~* 'qz[0-9]{{5}}x'"))  # noqa: S608
    return said


def test_no_hidden_word_is_found_by_asking_or_unasked(
    ground: Ground,
    times: Callable[[int, int], int],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("INFO")
    tally = Tally("canaries: look-ups of hidden words", figure="6")
    chance = random.Random(13)  # noqa: S311 # always the same
    browsers = {person.pk: signed_in(person) for person in ground.askers}
    hidden = {person.pk: ground.aviary.words_hidden_from(person.pk) for person in ground.askers}
    administrator, everything = ground.people.administrator, questions()
    faults, seen = [], set()
    for number in range(times(130, max(6000, 2 * len(everything)))):
        question = everything[number % len(everything)]
        person = chance.choice(ground.askers)
        if question.path.startswith("/admin/") and number % 4:
            person = administrator
        word = chance.choice(hidden[person.pk])
        way = chance.randrange(len(asked_of(word)))
        found = found_by(question, browsers[person.pk], ground, person, word, way)
        tally.tried += 1
        tally.leaked += bool(found)
        seen.add(question)
        faults += [f"{person} {question.path} {question.name}={asked_of(word)[way]}: {found}"] if found else []
    now, today = timezone.now(), timezone.localdate()
    sweep(now=now, today=today)
    queue_digests(now=now, today=today)
    for person in ground.askers:
        with acting_as_system("digest", reason="daily e-mail that something waits"):
            send_digest(by=None, now=now, officer_id=person.pk, day=today.isoformat())
    relay(now=now)
    assert mail.outbox
    for where, text in unasked(ground, caplog, capfd).items():
        # What a person asked for stands in the record of looks, in their own words: that is what it is for.
        left = [] if where == "table audit_look" else sorted({word.lower() for word in WORD.findall(text)})
        tally.tried += 1
        tally.leaked += bool(set(left) & ground.aviary.planted.keys())
        faults += [f"{where}: {left[:5]}"] if set(left) & ground.aviary.planted.keys() else []
    assert not faults, "\n".join(faults)
    if len(everything) <= times(0, 10**6):
        assert seen == set(everything)


def test_a_hidden_name_is_sought_like_one_that_is_nowhere(ground: Ground) -> None:
    tally = Tally("canaries: hidden names against names that are nowhere", figure="6")
    chair = ground.people.chair
    seen = ground.aviary.seen(chair.pk, Compartment.OPERATIONAL)
    out = [case for case in ground.cases if case.pk not in seen]
    assert out
    browser = signed_in(chair)
    for case in out:
        case.nominal.refresh_from_db()
        for name in (case.nominal.family_name, case.nominal.reference):
            for path in ("/search/", "/api/v1/people/"):
                texts = [told(answered(browser, f"{path}?q={word}", "GET"), word) for word in (name, "Xylquoorth")]
                tally.tried += 1
                tally.leaked += texts[0] != texts[1]
                assert texts[0] == texts[1], (name, path)


def read_from_addresses() -> set[str]:
    """The names that the code of the pages reads from an address, by the text of the code."""
    found = set()
    for path, parts, tree in sources():
        if not parts & {"views", "site"} or "api" in path:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("GET.get") and node.args:
                found.add(ast.literal_eval(node.args[0]))
    return found


def test_everything_that_a_page_reads_from_its_address_is_asked() -> None:
    assert read_from_addresses() - {name for names in PAGES.values() for name in names} == set()
