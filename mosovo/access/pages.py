"""The rule in front of each page, as a decorator. A view that names none fails the house tests.

Each sets ``access_rule`` on the view, a short text that says who is let in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from mosovo import clock
from mosovo.access.policies import lacks, require
from mosovo.access.protection import case_model, protection_of
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.actions import LookBook
from mosovo.audit.states import LookKind
from mosovo.errors import Denied, Missing
from mosovo.pages import NOT_THERE, words_kept
from mosovo.staff.actions import keep_draft
from mosovo.staff.door import is_fresh
from mosovo.staff.models import Officer
from mosovo.staff.states import Ability

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request that has passed its page's rule: somebody has signed in, and what they are shown is written down."""

    user: Officer
    looks: LookBook


def open_to_all(view: View) -> View:
    """Sign-in itself, health: no person needed, nothing of a case shown."""
    view.access_rule = "open to all"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Any person who has signed in; shows only what is theirs."""
    view.access_rule = "signed in"  # type: ignore[attr-defined]
    return view


def needs(*abilities: Ability) -> Callable[[View], View]:
    """A person whose roles carry one of ``abilities``."""
    may = ", or ".join(ability.label.lower() for ability in abilities)
    sentence = f"Your role does not open this page. It is for people whose role lets them {may}."

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if lacks(request.user, *abilities):
                raise Denied(sentence)
            return view(request, *args, **kwargs)

        page.access_rule = "needs " + ", ".join(abilities)  # type: ignore[attr-defined]
        return page

    return decorate


def allowed(action: str) -> Callable[[View], View]:
    """A person who may do ``action``, which is about no one record."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.user, action)
            return view(request, *args, **kwargs)

        page.access_rule = f"may {action}"  # type: ignore[attr-defined]
        return page

    return decorate


def fresh_factor(view: View) -> View:
    """What is grave asks for the second factor within the last minutes; outermost, under the page's rule.

    Whoever proved it longer ago proves it again and comes back; words they had sent are kept for them, not lost.
    Wherever no second factor is required, neither is a fresh one.
    """

    @wraps(view)
    def page(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = clock.now()
        if not settings.SECOND_FACTOR_REQUIRED or is_fresh(request, now=now):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            request.words_wait = True  # type: ignore[attr-defined] # not sent: the middleware leaves them
            keep_draft(by=request.user, address=request.path, words=words_kept(request), now=now)
        there = request.get_full_path()
        return HttpResponseRedirect(f"{reverse('factor-again')}?{urlencode({'next': there})}", status=303)

    page.asks_fresh_factor = True  # type: ignore[attr-defined]
    return page


def record_page(
    model: type[models.Model] | Callable[[], type[models.Model]],
    action: str,
    *,
    field: str = "reference",
    related: tuple[str, ...] = (),
    look: LookKind = LookKind.PAGE,
) -> Callable[[View], View]:
    """A page about one record: found by its reference in the person's sight (404), the action allowed (403), looked at.

    The view gets the record in place of the reference. ``related`` names relations to fetch with it; ``look`` is how
    the look is written down.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, reference: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            kind = model if isinstance(model, type) else model()
            record = visible(request.user, kind).select_related(*related).filter(**{field: reference}).first()
            if record is None:
                raise Missing(NOT_THERE)
            if protection_of(kind).compartment is Compartment.COVERT:
                request.looks.matter = record.pk  # type: ignore[attr-defined] # a refusal is kept from all but its few
            require(request.user, action, record)
            note_look(request, record, look)
            return view(request, record, *args, **kwargs)

        page.access_rule = f"record: may {action}"  # type: ignore[attr-defined]
        return page

    return decorate


def case_page(action: str = "case.view") -> Callable[[View], View]:
    """A page of one case, by the reference of its nominal."""
    return record_page(case_model, action, field="nominal__reference", related=("nominal", "unit", "officer"))


def note_look(request: HttpRequest, record: models.Model, kind: LookKind = LookKind.PAGE) -> None:
    """Write down that this record's case was shown from its compartment; records of no case leave none."""
    protection = protection_of(type(record))
    if protection.compartment is Compartment.PLAIN:
        return
    value: Any = record
    *parents, last = protection.path.split("__")
    for name in parents:
        value = getattr(value, name)
    # By its number: the case itself may be out of the reader's sight.
    case_id = getattr(value, f"{last}_id") if last else value.pk
    if case_id is not None:
        # Rows of one table may lie in several compartments: each then says its own.
        seen_from = getattr(record, "seen_from", protection.compartment)
        matter = record.pk if protection.compartment is Compartment.COVERT else None
        request.looks.add(kind, [case_id], seen_from, matter=matter)  # type: ignore[attr-defined]
