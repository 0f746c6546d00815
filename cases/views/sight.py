"""Pages of who sees a case: the list, giving and ending sight, the lock, exclusions."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.sight import end_exclusion, end_sight, exclude_person, give_sight, lock_case, unlock_case
from cases.forms.sight import ExcludeForm, GiveSightForm, LockForm, PersonForm, ReasonForm
from cases.models import Case
from cases.queries.sight import supervisors_seeing, who_sees
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, fresh_factor
from mosovo.access.policies import denial
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight
from mosovo.errors import Conflict, Missing
from mosovo.force_settings.queries import number
from mosovo.forms import Form
from mosovo.pages import NOT_THERE, posted, see_other
from mosovo.staff.models import Officer

SIGHT = "case-sight"


@require_safe
@case_page("case.view")
def case_sight(request: PersonRequest, case: Case) -> HttpResponse:
    """Everybody who sees the case, why and until when; who never does; whether it is locked."""
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "who": who_sees(request.user, case),
        "why_not_supervise": denial(request.user, "sight.give", case),
    }
    return render(request, "cases/case_sight.html", context)


@require_http_methods(["GET", "POST"])
@case_page("sight.give")
@fresh_factor
def sight_give(request: PersonRequest, case: Case) -> HttpResponse:
    """Let somebody see the case until a day."""
    today = clock.today()
    latest = today + dt.timedelta(days=number("need_to_know_days", today))
    form = GiveSightForm(posted(request), today=today, latest=latest)

    def give() -> str:
        rights = [CaseRight(right) for right in form.cleaned_data["rights"]]
        typed = {name: form.cleaned_data[name] for name in ("reason", "until_on")}
        officer = form.cleaned_data["officer"]
        give_sight(by=request.user, case=case, to=officer, rights=rights, now=clock.now(), today=today, **typed)
        return f"{officer.full_name} sees the case now."

    words = ("Let somebody see this case", "Let them see the case", "")
    return _asked(request, case, form, give, words=words)


@require_http_methods(["GET", "POST"])
@case_page("sight.end")
def sight_end(request: PersonRequest, case: Case, number: str) -> HttpResponse:
    """End what somebody was let see on need to know, or opened in an emergency."""
    officer = _officer(request, number)
    form = ReasonForm(posted(request), ask="Why does it end?")

    def end() -> str:
        end_sight(by=request.user, case=case, to=officer, reason=form.cleaned_data["reason"], now=clock.now())
        return f"What {officer.full_name} was let see on need to know has ended."

    return _asked(request, case, form, end, words=(f"End the sight of {officer.full_name}", "End it now", ""))


@require_http_methods(["GET", "POST"])
@case_page("case.lock")
@fresh_factor
def case_lock(request: PersonRequest, case: Case) -> HttpResponse:
    """Lock the case, or unlock it."""
    typed = posted(request)
    if case.locked:
        form: ReasonForm = ReasonForm(typed, ask="Why is it unlocked?")

        def unlock() -> str:
            unlock_case(by=request.user, case=case, reason=form.cleaned_data["reason"], now=clock.now())
            return "The case is unlocked."

        note = "Everybody with rights on the unit's cases will see it again."
        return _asked(request, case, form, unlock, words=("Unlock this case", "Unlock the case", note))
    others = [officer for officer in supervisors_seeing(case) if officer.pk != request.user.pk]
    locking = LockForm(typed, ask="Why is it locked?", supervisors=others)

    def lock() -> str:
        given = {"reason": locking.cleaned_data["reason"], "also": locking.others()}
        lock_case(by=request.user, case=case, now=clock.now(), **given)  # type: ignore[arg-type]
        return "The case is locked. You keep sight of it."

    note = "Rights on the unit count no longer: the offender manager, you and people named on the case see it."
    return _asked(request, case, locking, lock, words=("Lock this case", "Lock the case", note))


@require_http_methods(["GET", "POST"])
@case_page("case.exclude")
@fresh_factor
def case_exclude(request: PersonRequest, case: Case) -> HttpResponse:
    """Keep somebody from seeing the case, whatever rights they hold."""
    form = ExcludeForm(posted(request))

    def exclude() -> str:
        officer = form.cleaned_data["officer"]
        exclude_person(by=request.user, case=case, officer=officer, reason=form.cleaned_data["reason"], now=clock.now())
        return f"{officer.full_name} may not see this case."

    note = "A relative or a neighbour, for example. Whatever rights they hold, they see neither the case nor its flag."
    return _asked(request, case, form, exclude, words=("Exclude somebody from this case", "Exclude them", note))


@require_http_methods(["GET", "POST"])
@case_page("case.exclude")
@fresh_factor
def exclusion_end(request: PersonRequest, case: Case, number: str) -> HttpResponse:
    """Let somebody who was excluded see the case again by the rights they hold."""
    officer = _officer(request, number)
    form = ReasonForm(posted(request), ask="Why may they see it again?")

    def end() -> str:
        end_exclusion(by=request.user, case=case, officer=officer, reason=form.cleaned_data["reason"], now=clock.now())
        return f"{officer.full_name} is excluded no longer."

    title = f"End the exclusion of {officer.full_name}"
    return _asked(request, case, form, end, words=(title, "End the exclusion", ""))


def _officer(request: PersonRequest, number: str) -> Officer:
    officer = visible(request.user, Officer).filter(number=number).first()
    if officer is None:
        raise Missing(NOT_THERE)
    return officer


def _asked(
    request: PersonRequest, case: Case, form: Form, act: Callable[[], str], *, words: tuple[str, str, str]
) -> HttpResponse:
    """The page of one form: done, back to the list; refused, the sentence beside what was typed."""
    title, submit, note = words
    if form.is_valid():
        try:
            said = act()
        except Conflict as refusal:
            form.add_error("number" if isinstance(form, PersonForm) else None, refusal.message)
        else:
            messages.success(request, said)
            return see_other(SIGHT, case.reference)
    context = {
        "case": case,
        "tabs": tabs_of(case, path=reverse(SIGHT, args=[case.reference])),
        "form": form,
        "title": title,
        "submit": submit,
        "note": note,
    }
    return render(request, "cases/sight_change.html", context, status=422 if form.is_bound else 200)
