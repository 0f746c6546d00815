"""The people of the tests: names with a meaning, each with the rights that their roles and allocations give."""

import datetime as dt
from dataclasses import dataclass, fields

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone

from mosovo.access.actions import give_role, grant_on_case
from mosovo.access.states import OFFENDER_MANAGER_RIGHTS, CaseRight, GrantBasis
from mosovo.sessions import SessionStore
from mosovo.staff.models import Officer, Role, Unit
from mosovo.staff.states import Rank
from tests.factories.staff import OfficerFactory, UnitFactory

YESTERDAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class People:
    """Every kind of person there is. unit: where the case of the tests lies."""

    offender_manager: Officer
    same_unit_colleague: Officer
    other_unit_officer: Officer
    supervisor: Officer
    other_unit_supervisor: Officer
    unit_manager: Officer
    superintendent: Officer
    chair: Officer
    press_officer: Officer
    control_room: Officer
    intelligence: Officer
    auditor: Officer
    administrator: Officer
    lapsed_vetting_officer: Officer
    stranger: Officer

    def everybody(self) -> list[Officer]:
        return [person for _, person in self.items()]

    def items(self) -> list[tuple[str, Officer]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def make_people(unit: Unit, other: Unit) -> People:
    """Everybody, signed up and with their roles from yesterday on."""
    office = UnitFactory(code="office", manages_cases=False)
    lapsed = timezone.localdate() - YESTERDAY
    who = {
        "offender_manager": (unit, "offender_manager", {}),
        "same_unit_colleague": (unit, "offender_manager", {}),
        "other_unit_officer": (other, "offender_manager", {}),
        "supervisor": (unit, "supervisor", {"rank": Rank.SERGEANT}),
        "other_unit_supervisor": (other, "supervisor", {"rank": Rank.SERGEANT}),
        "unit_manager": (unit, "unit_manager", {"rank": Rank.INSPECTOR}),
        "superintendent": (office, "superintendent", {"rank": Rank.SUPERINTENDENT}),
        "chair": (office, "meeting_chair", {"rank": Rank.INSPECTOR}),
        "press_officer": (office, "press_officer", {"rank": Rank.STAFF}),
        "control_room": (office, "control_room", {"rank": Rank.STAFF}),
        "intelligence": (office, "intelligence", {"rank": Rank.STAFF}),
        "auditor": (office, "auditor", {"rank": Rank.STAFF}),
        "administrator": (office, "administrator", {"rank": Rank.STAFF, "is_staff": True}),
        "lapsed_vetting_officer": (unit, "offender_manager", {"vetting_expires_on": lapsed}),
        "stranger": (office, None, {}),
    }
    return People(**{name: _person(name, *facts) for name, facts in who.items()})


def _person(name: str, unit: Unit, role: str | None, facts: dict[str, object]) -> Officer:
    officer = OfficerFactory(sign_in=name, family_name=name.replace("_", " ").title(), unit=unit, **facts)
    if role:
        now = timezone.now()
        give_role(
            by=None,
            officer=officer,
            role=Role.objects.get(code=role),
            unit=unit,
            starts_on=timezone.localdate(now) - YESTERDAY,
            now=now,
        )
    return officer


def second_administrator() -> Officer:
    """Another administrator, without whom nothing that reaches cases takes effect."""
    facts = {"rank": Rank.STAFF, "is_staff": True}
    return _person("second_administrator", Unit.objects.get(code="office"), "administrator", facts)


def allocate(case: object, officer: Officer) -> None:
    """Make ``officer`` the offender manager as far as access goes; the action proper has tests of its own."""
    case.officer = officer  # type: ignore[attr-defined]
    case.save(update_fields=["officer"])  # type: ignore[attr-defined]
    name_on_case(case, officer, *OFFENDER_MANAGER_RIGHTS, basis=GrantBasis.ALLOCATION)


def name_on_case(
    case: object, officer: Officer, *rights: CaseRight, basis: GrantBasis = GrantBasis.NEED_TO_KNOW
) -> None:
    """Give rights on the case as far as access goes; a moment ago, so that the database counts them at once."""
    grant_on_case(
        by=None,
        to=officer,
        case=case,  # type: ignore[arg-type]
        rights=rights,
        basis=basis,
        reason="Given in a test",
        now=timezone.now() - dt.timedelta(seconds=1),
    )


def signed_in(person: Officer) -> Client:
    """A browser without scripts, in which the person has signed in: with the session that signing in would make."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "mosovo.staff.backends.AbilityBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def answers(people: People, url: str, *, data: dict[str, object] | None = None) -> dict[str, int]:
    """The ladder: what each person, and somebody not signed in, is answered at ``url``; POST where there is data."""
    clients = {name: signed_in(person) for name, person in people.items()} | {"nobody": Client()}
    return {
        name: (client.get(url) if data is None else client.post(url, data)).status_code
        for name, client in clients.items()
    }


def refused_but(people: People, *, status: int = 404, **others: int) -> dict[str, int]:
    """Everybody answered ``status`` but those named; somebody not signed in is sent to sign in."""
    return {name: status for name, _ in people.items()} | {"nobody": 302} | others
