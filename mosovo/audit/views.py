"""The record of looks and refusals: the auditor's whole, and each person's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, fresh_factor, needs, record_page, signed_in
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.actions.unusual import review_looking
from mosovo.audit.forms import ChangeFilter, ExportForm, LookFilter, LookingReviewForm, RecordFilter
from mosovo.audit.models import Look, Refusal, UnusualLooking
from mosovo.audit.queries import Line, Search, changes, in_words, looks, models_of_events, named, names_of, refusals
from mosovo.audit.states import LookKind
from mosovo.errors import Missing
from mosovo.pages import NOT_THERE, see_other
from mosovo.spreadsheet import table
from mosovo.staff.states import Ability

A_PAGE = 50
MOST = 1000
# More than this many lines are no copy that anybody reads; the search is narrowed first.
MOST_EXPORTED = 50_000
PARTS = (
    ("Looks", "audit-looks"),
    ("Refusals", "audit-refusals"),
    ("Changes", "audit-changes"),
    ("Unusual", "audit-unusual"),
)
FOUND = {"looks": (LookFilter, looks), "refusals": (RecordFilter, refusals)}
HEADINGS = ("When", "Number", "Who", "Kind", "Part", "Cases", "Where", "From", "Words")


@require_safe
@needs(Ability.AUDIT)
def audit_looks(request: PersonRequest) -> HttpResponse:
    return _record(request, LookFilter(request.GET or None), looks, "audit/looks.html")


@require_safe
@needs(Ability.AUDIT)
def audit_refusals(request: PersonRequest) -> HttpResponse:
    return _record(request, RecordFilter(request.GET or None), refusals, "audit/refusals.html")


@require_safe
@needs(Ability.AUDIT)
def audit_changes(request: PersonRequest) -> HttpResponse:
    """Who changed a record of a case, in which table and why; never what it says."""
    form = ChangeFilter(request.GET or None)
    narrowed = form.is_bound and form.is_valid()
    search = Search(**form.cleaned_data) if narrowed else Search()
    found = changes(int(search.case), search, most=MOST) if search.case else []
    request.looks.add(LookKind.RECORD, [], Compartment.PLAIN, reason=f"changes: {search}"[:500])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    people = names_of(change.uid for change in page)
    tables = models_of_events()
    lines = [(change, people.get(change.uid or 0), in_words(change.label, tables[change.source])) for change in page]
    context = {"form": form, "page": page, "lines": lines, "parts": _parts(request), "asked": search.case}
    return render(request, "audit/changes.html", context, status=200 if narrowed or not form.is_bound else 422)


@require_http_methods(["GET", "POST"])
@needs(Ability.AUDIT)
@fresh_factor
def audit_export(request: PersonRequest, part: str) -> HttpResponse:
    """A copy of what the search in the address finds, for a reason that stays on record."""
    if part not in FOUND:
        raise Missing(NOT_THERE)
    filter_form, find = FOUND[part]
    narrowing = filter_form(request.GET)
    search = Search(**narrowing.cleaned_data) if narrowing.is_valid() else None
    form = ExportForm(request.POST or None)
    if search is None or not form.is_valid():
        context = {
            "form": form,
            "part": part,
            "search": search,
            "most": MOST_EXPORTED,
            "back": reverse(f"audit-{part}"),
        }
        return render(request, "audit/export.html", context, status=422 if form.errors or search is None else 200)
    reason = f"{part}: {search}; for: {form.cleaned_data['reason']}"
    request.looks.add(LookKind.EXPORT, [], Compartment.PLAIN, reason=reason[:500])
    lines = named(find(request.user, search)[:MOST_EXPORTED])
    response = HttpResponse(table([HEADINGS, *map(_cells, lines)]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="record-of-{part}.csv"'
    return response


def _cells(line: Line) -> tuple[object, ...]:
    entry = line.entry
    start = (timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"), line.number, line.who)
    if isinstance(entry, Look):
        cases = ", ".join(str(number) for number in entry.case_ids)
        return (*start, entry.get_kind_display(), entry.compartment, cases, entry.path, entry.address, entry.reason)
    sentence = f"{entry.status}: {entry.sentence}" if isinstance(entry, Refusal) else ""
    case = getattr(entry, "case_id", None)
    return (*start, "Refused", "", case, entry.path, entry.address, sentence)


def _parts(request: PersonRequest) -> list[dict[str, object]]:
    return [{"label": label, "url": reverse(name), "active": request.path == reverse(name)} for label, name in PARTS]


@require_safe
@needs(Ability.AUDIT)
def audit_unusual(request: PersonRequest) -> HttpResponse:
    """What was unusual, and how it was reviewed."""
    request.looks.add(LookKind.RECORD, [], Compartment.PLAIN, reason="unusual looking")
    rows = visible(request.user, UnusualLooking).select_related("person", "reviewer", "review__made_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/unusual.html", {"page": page, "parts": _parts(request)})


@require_http_methods(["GET", "POST"])
@record_page(UnusualLooking, "looking.review", field="pk", related=("person", "review__made_by"))
def looking_review(request: PersonRequest, looking: UnusualLooking) -> HttpResponse:
    """What was unusual, and the review that closes it."""
    review = getattr(looking, "review", None)
    form = LookingReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_looking(by=request.user, looking=looking, now=clock.now(), **form.cleaned_data)
        messages.success(request, "The review is on record.")
        return see_other("my-day")
    context = {"looking": looking, "review": review, "form": form}
    return render(request, "audit/looking_review.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def my_activity(request: PersonRequest) -> HttpResponse:
    """What is on record of the person's own looks, and nobody else's, whatever their role."""
    own = looks(request.user, Search()).filter(person_id=request.user.pk)
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/my_activity.html", {"page": page, "lines": named(page)})


def _record(request: PersonRequest, form: RecordFilter, find, template: str) -> HttpResponse:
    narrowed = form.is_bound and form.is_valid()
    search = Search(**form.cleaned_data) if narrowed else Search()
    request.looks.add(LookKind.RECORD, [], Compartment.PLAIN, reason=f"{find.__name__}: {search}"[:500])
    page = Paginator(find(request.user, search), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": named(page), "parts": _parts(request), "part": find.__name__}
    return render(request, template, context, status=200 if narrowed or not form.is_bound else 422)
