"""The demonstration: a small force, ten people who sign in with one password, and a scene for each."""

import datetime as dt
from contextlib import AbstractContextManager
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils.module_loading import autodiscover_modules

from cases.models import Case
from cases.synthetic.actions import Order, Say, seed_force
from cases.synthetic.scenes import Stage, set_up
from cases.synthetic.staff import sign_up_headquarters, sign_up_units
from mosovo.demo import SIGN_INS
from mosovo.identity import acting_as_system
from mosovo.staff.models import Officer

FORCE = Order(offenders=300, officers=12, units=3, seed=1)
NAMES = [name for name, _ in SIGN_INS]


def prepare(*, password: str, now: dt.datetime, today: dt.date, say: Say) -> None:
    """Make the force where the database holds no case, the sign-ins that are missing, their scenes; set the password.

    Once all that is there, only the password is looked at.
    """
    autodiscover_modules("synthetic")
    with _acting("a look at what is there"):
        empty = not Case.objects.exists()
    if empty:
        made = seed_force(FORCE, now=now, today=today, say=say)
        say(f"{made.cases} cases made up")
    with _acting("its sign-ins"):
        _sign_up_missing(now=now, today=today)
        people = {one.sign_in: one for one in Officer.objects.filter(sign_in__in=NAMES)}
        _set_password(people, password)
    cast = {name: people[name] for name in ("officer", "supervisor", "superintendent", "chair", "press")}
    for words in set_up(Stage(**cast, now=now, today=today)):
        say(f"set up {words}")


def _acting(what: str) -> AbstractContextManager[None]:
    return acting_as_system("demonstration", reason=f"Preparing the demonstration: {what}", source="prepare_demo")


def _sign_up_missing(*, now: dt.datetime, today: dt.date) -> None:
    """On a database that was filled in another way there may be cases but not these people."""
    known = set(Officer.objects.filter(sign_in__in=NAMES).values_list("sign_in", flat=True))
    if known.issuperset(NAMES):
        return
    rng = Random("demonstration")
    sign_up_headquarters(rng, now=now, today=today)
    if not known.issuperset({"officer", "supervisor", "manager"}):
        sign_up_units(rng, [1], now=now, today=today)


def _set_password(people: dict[str, Officer], password: str) -> None:
    """One password, one hash: to find that nothing has changed costs one check, not one each."""
    first = people[NAMES[0]]
    encoded = first.password if first.check_password(password) else make_password(password)
    for officer in people.values():
        if officer.password != encoded:
            officer.password = encoded
            officer.save(update_fields=["password"])
