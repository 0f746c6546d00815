"""Signing up the people of the made-up force; none of them has a password."""

import datetime as dt
from collections.abc import Iterable, Mapping
from random import Random

from cases.synthetic.force import Post, headquarters_posts, unit_name, unit_posts
from cases.synthetic.places import phone
from cases.synthetic.subject import UnitStaff
from mosovo.access.actions import give_role
from mosovo.staff.models import Force, Officer, Role, Unit

FORCE_CODE, FORCE_NAME = "TEST", "Testshire Police"
HEADQUARTERS_CODE = "headquarters"


def sign_up_headquarters(rng: Random, *, now: dt.datetime, today: dt.date) -> tuple[Officer, Officer]:
    """The people outside the units, those that are missing; gives the superintendent and the chair."""
    posts = list(headquarters_posts(rng))
    known = {one.sign_in: one for one in Officer.objects.filter(sign_in__in=[post.sign_in for post in posts])}
    unit, _ = Unit.objects.get_or_create(
        code=HEADQUARTERS_CODE,
        defaults={"force": _force(), "name": "Testshire headquarters", "manages_cases": False, "phone": phone(0)},
    )
    missing = [post for post in posts if post.sign_in not in known]
    known |= {one.sign_in: one for one in _sign_up(missing, {None: unit}, now=now, today=today)}
    return known["superintendent"], known["chair"]


def sign_up_units(rng: Random, officers: list[int], *, now: dt.datetime, today: dt.date) -> list[UnitStaff]:
    """New units with these numbers of offender managers, and their supervisors and managers."""
    ours = Unit.objects.filter(force=_force(), manages_cases=True)
    before = ours.count()
    officers_taken = Officer.objects.filter(sign_in__regex=r"^officer\d*$").count()
    managers_taken = Officer.objects.filter(sign_in__regex=r"^manager\d*$").count()
    units = [_unit(before + place) for place in range(len(officers))]
    posts = list(unit_posts(rng, officers, taken=officers_taken, units_taken=managers_taken))
    people = _sign_up(posts, {**dict(enumerate(units))}, now=now, today=today)
    staffed = []
    for place, unit in enumerate(units):
        mine = [(post, one) for post, one in zip(posts, people, strict=True) if post.unit == place]
        by_role = {role: [one for post, one in mine if post.role == role] for role in ROLES_OF_A_UNIT}
        staffed.append(UnitStaff(unit, by_role["offender_manager"], by_role["supervisor"], by_role["unit_manager"][0]))
    return staffed


ROLES_OF_A_UNIT = ("offender_manager", "supervisor", "unit_manager")


def _force() -> Force:
    force, _ = Force.objects.get_or_create(code=FORCE_CODE, defaults={"name": FORCE_NAME})
    return force


def _unit(place: int) -> Unit:
    name = unit_name(place)
    code = f"{name.split()[0].lower()}-{place + 1}"
    unit, _ = Unit.objects.get_or_create(
        code=code,
        defaults={
            "force": _force(), "name": name, "area": f"The {name.lower().replace('testshire', 'of Testshire')}",
            "phone": phone(place + 1), "email": f"{code}@testshire.example",
        },
    )  # fmt: skip
    return unit


def _sign_up(
    posts: Iterable[Post], units: Mapping[int | None, Unit], *, now: dt.datetime, today: dt.date
) -> list[Officer]:
    roles = {role.code: role for role in Role.objects.all()}
    last = Officer.objects.filter(number__regex=r"^T\d{5}$").order_by("number").last()
    number = int(last.number[1:]) if last else 10_000
    people = []
    for post in posts:
        number += 1
        unit = units[post.unit]
        officer = Officer(
            sign_in=post.sign_in, number=f"T{number}", given_names=post.given_names, family_name=post.family_name,
            email=f"{post.sign_in}@testshire.example", rank=post.rank, unit=unit, vetting_level=post.vetting,
            vetting_expires_on=today + dt.timedelta(days=post.vetted_for_days), is_staff=post.role == "administrator",
        )  # fmt: skip
        officer.set_unusable_password()
        officer.save()
        start = today - dt.timedelta(days=900)
        give_role(by=None, officer=officer, role=roles[post.role], unit=unit, starts_on=start, now=now)
        people.append(officer)
    return people
