"""Identities named to the database by SQL that was slipped in: made up, altered, taken from elsewhere, disguised."""

import hashlib
import hmac
import random
import secrets
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

from cases.models import Case
from mosovo.identity import MARK, seal
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.logins import act_as
from tests.people import People

# Committed rows: other connections must be able to see them, if they may.
pytestmark = pytest.mark.django_db(transaction=True)

Web = psycopg.Connection[tuple[object, ...]]
# What is said of oneself: the number of a person, and the seal that is to prove it.
Forged = tuple[str, str]


def line() -> Web:
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "dbname": known["NAME"], "user": "mosovo_web"}
    return psycopg.connect(**{name: value for name, value in where.items() if value}, autocommit=True)


@pytest.fixture
def web(transactional_db: None) -> Iterator[Web]:
    with line() as opened:
        yield opened


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[Web]:
    """Another connection of the same login, on which the one to be taken for acts rightfully."""
    with line() as opened:
        yield opened


PLAIN = "{0}"
DISGUISES = (
    *(PLAIN, "{0} ", " {0}", "0{0}", "+{0}", "{0}.0", "{0}e0", "{{{0}}}", "'{0}'", "{0}|{0}", "{0}\n", "{0};--"),
    *("{0},{0}", "1 or 1=1", "٣", "0x1", "-1", "9" * 30, "NaN", "true", ""),
)


class Forger:
    """Makes forgeries by which ``mine`` would be taken for ``wanted``, inside an open transaction of ``web``."""

    def __init__(self, web: Web, elsewhere: Web, mine: Officer, wanted: Officer, chance: random.Random) -> None:
        self.web, self.elsewhere, self.chance = web, elsewhere, chance
        self.mine, self.wanted = mine, str(wanted.pk)
        self.seen = self._sealed_earlier()

    def _sealed_earlier(self) -> str:
        """A seal of the one wanted that was right, in a transaction of this connection that has ended."""
        with self.web.transaction():
            return seal(int(self.wanted), *self._mark(self.web))

    @staticmethod
    def _mark(line: Web) -> tuple[int, str]:
        backend, began = line.execute(MARK).fetchone() or (0, "")
        return int(str(backend)), str(began)

    @property
    def now(self) -> tuple[int, str]:
        return self._mark(self.web)

    def made_up(self) -> Forged:
        return self.wanted, secrets.token_hex(self.chance.choice([1, 16, 32, 32, 64]))

    def one_bit_off(self) -> Forged:
        whole = bytearray.fromhex(seal(int(self.wanted), *self.now))
        whole[self.chance.randrange(len(whole))] ^= 1 << self.chance.randrange(8)
        return self.wanted, whole.hex()

    def of_another_transaction(self) -> Forged:
        return self.wanted, self.seen

    def of_another_connection(self) -> Forged:
        with self.elsewhere.transaction():
            return self.wanted, seal(int(self.wanted), *self._mark(self.elsewhere))

    def of_another_person(self) -> Forged:
        return self.wanted, seal(self.mine.pk, *self.now)

    def by_another_key(self) -> Forged:
        backend, began = self.now
        key = self.chance.choice([b"", b"mosovo.identity", secrets.token_bytes(32), b"an older key of the application"])
        said = f"{self.wanted}|{backend}|{began}".encode()
        return self.wanted, self.chance.choice(
            [hmac.new(key, said, hashlib.sha256).hexdigest(), hashlib.sha256(key + said).hexdigest()]
        )

    def truncated(self) -> Forged:
        whole = seal(int(self.wanted), *self.now)
        return self.wanted, self.chance.choice([whole[: self.chance.randrange(64)], whole[1:], whole + "0", ""])

    def disguised(self) -> Forged:
        """A number that is text, a seal that is a pattern, a list, a truth."""
        right = seal(int(self.wanted), *self.now)
        proofs = ["%", "_" * 64, "true", "1", "NULL", "''", right.upper(), f" {right}", f"\\x{right}", right]
        said, proof = self.chance.choice(DISGUISES), self.chance.choice(proofs)
        return said.format(self.wanted), "true" if proof == right and said == PLAIN else proof

    def of_an_earlier_time(self) -> Forged:
        backend, began = self.now
        moved = began[:-3] + f"{self.chance.randrange(10)}{began[-2:]}" if self.chance.random() < 0.5 else began[:19]
        return self.wanted, seal(int(self.wanted), backend, moved) if moved != began else self.seen

    def kinds(self) -> list[Callable[[], Forged]]:
        return [
            self.made_up,
            self.one_bit_off,
            self.of_another_transaction,
            self.of_another_connection,
            self.of_another_person,
            self.by_another_key,
            self.truncated,
            self.disguised,
            self.of_an_earlier_time,
        ]


SAY = "SELECT set_config('app.uid', %s, %s), set_config('app.seal', %s, %s), set_config('TimeZone', %s, true)"
ASK = "SELECT sec.uid(), (SELECT count(*) FROM cases_case), (SELECT count(*) FROM access_casegrant WHERE user_id = %s)"


def test_no_forged_identity_is_accepted(
    web: Web, elsewhere: Web, people: People, case: Case, times: Callable[[int, int], int]
) -> None:
    tally = Tally("forged identities", figure="10")
    chance = random.Random(10)  # noqa: S311 # always the same
    forger = Forger(web, elsewhere, people.stranger, people.offender_manager, chance)
    kinds, accepted = forger.kinds(), []
    for number in range(times(900, 10_000)):
        kind = kinds[number % len(kinds)]
        with web.transaction():
            act_as(web, people.stranger)
            said, proof = kind()
            zone = chance.choice(["Europe/London", "Etc/GMT+3"])
            # For the transaction, or left on the connection for the next.
            lasts = chance.random() < 0.8
            web.execute(SAY, [said, lasts, proof, lasts, zone])
            told = web.execute(ASK, [people.offender_manager.pk]).fetchone()
        tally.tried += 1
        if told != (None, 0, 0):
            tally.leaked += 1
            accepted.append((kind.__name__, said, proof, told))
    assert accepted == []


def test_what_is_forged_would_be_accepted_if_it_were_right(web: Web, people: People, case: Case) -> None:
    with web.transaction():
        act_as(web, people.stranger)
        backend, began = Forger._mark(web)
        right = seal(people.offender_manager.pk, backend, began)
        web.execute(SAY, [str(people.offender_manager.pk), True, right, True, "Europe/London"])
        told = web.execute(ASK, [people.offender_manager.pk]).fetchone()
    assert told is not None
    assert told[:2] == (people.offender_manager.pk, 1)
