"""Pages of the diary: what one was told, and what is due in one's team."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mosovo import clock
from mosovo.access.pages import PersonRequest, needs, record_page, signed_in
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.diary import actions
from mosovo.diary.forms import DeadlineFilter, WaiveForm
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.queries import narrowed, owners_of, team_deadlines, told
from mosovo.diary.rules import standing
from mosovo.pages import see_other
from mosovo.staff.states import Ability

A_PAGE = 50


@signed_in
@require_GET
def notification_list(request: PersonRequest) -> HttpResponse:
    """What the person was told, newest first."""
    page = Paginator(told(request.user), A_PAGE).get_page(request.GET.get("page"))
    unread = any(line.read_at is None for line in page)
    return render(request, "diary/notification_list.html", {"page": page, "any_unread": unread, "now": clock.now()})


@require_POST
@record_page(Notification, "notification.read", field="pk")
def notification_read(request: PersonRequest, notification: Notification) -> HttpResponse:
    """Marks one as read, and goes on to what it is about where there is such a page."""
    actions.mark_read(by=request.user, notification=notification, now=clock.now())
    return see_other(notification.url or "notification-list")


@signed_in
@require_POST
def notification_read_all(request: PersonRequest) -> HttpResponse:
    """Marks as read what was there when the page was drawn."""
    now = clock.now()
    seen = _moment(request.POST.get("up_to", "")) or now
    count = actions.mark_all_read(by=request.user, up_to=min(seen, now), now=now)
    messages.success(request, f"{count} {'alert' if count == 1 else 'alerts'} marked as read.")
    return see_other("notification-list")


def _moment(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@needs(Ability.SUPERVISE, Ability.MANAGE_UNIT)
@require_GET
def deadline_list(request: PersonRequest) -> HttpResponse:
    """What is due in the units that the person supervises: ?officer= one owner's, ?age= how late."""
    today = clock.today()
    rows = team_deadlines(request.user, today=today)
    form = DeadlineFilter(request.GET or None, owners=owners_of(rows))
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(narrowed(rows, chosen, today=today), A_PAGE).get_page(request.GET.get("page"))
    request.looks.add(LookKind.LIST, {row.case_id for row in page if row.case_id}, Compartment.CASE)
    lines = [(row, *standing(row.due_on, today=today)) for row in page]
    filters = sum(bool(value) for value in chosen.values())
    return render(request, "diary/deadline_list.html", {"page": page, "lines": lines, "form": form, "filters": filters})


@record_page(Deadline, "deadline.waive", field="pk", related=("case__nominal", "officer", "owner", "unit"))
@require_http_methods(["GET", "POST"])
def deadline_waive(request: PersonRequest, deadline: Deadline) -> HttpResponse:
    """Lets one deadline go, with a reason."""
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.waive_deadline(by=request.user, deadline=deadline, reason=form.cleaned_data["reason"], now=clock.now())
        messages.success(request, f"Waived: {deadline.title}.")
        return see_other("deadline-list")
    state, days = standing(deadline.due_on, today=clock.today())
    context = {"deadline": deadline, "form": form, "state": state, "days": days}
    return render(request, "diary/deadline_waive.html", context, status=422 if form.errors else 200)
