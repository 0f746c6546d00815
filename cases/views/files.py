"""Files of a case: the list, adding one, opening it, and deciding on those in quarantine."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.files import add_file, release_file, withdraw_file
from cases.forms.files import FileForm
from cases.forms.sight import ReasonForm
from cases.models import Case, CaseFile
from cases.queries.files import OF_CASE, content_of, files_of, is_part_open, takes, waiting
from cases.states import FilePart, FileState
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, fresh_factor, needs, record_page
from mosovo.access.policies import denial
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import Conflict, Missing
from mosovo.incoming.kinds import MEDIA_TYPES, FileKind
from mosovo.pages import NOT_THERE, posted, see_other
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability

FILES = "case-files"
OPENS_BY_ITSELF = "It opens when it has been found clean."
OPENED_BY_HAND = "A supervisor who did not add it decides whether it is opened."


@require_safe
@case_page("case.view")
def case_files(request: PersonRequest, case: Case) -> HttpResponse:
    """The files in the parts that are open to the person."""
    files = list(files_of(request.user, case))
    for part in {file.part for file in files}:
        request.looks.add(LookKind.LIST, [case.pk], part)
    for file in files:
        file.case = case
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "files": [(file, denial(request.user, "file.withdraw", file) is None) for file in files],
        "why_not_add": denial(request.user, "file.add", case),
        "scanner": bool(settings.CLAMAV),
    }
    return render(request, "cases/case_files.html", context)


@require_http_methods(["GET", "POST"])
@case_page("file.add")
def file_add(request: PersonRequest, case: Case) -> HttpResponse:
    """Add a file; what is not fit to be kept is refused with what to do instead."""
    today = clock.today()
    parts = [part for part in FilePart if is_part_open(request.user, case, part)]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*sent, parts=parts, takes=takes(today), initial={"part": FilePart.CASE})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reference", "part", "title")}
        file = form.cleaned_data["file"]
        try:
            add_file(
                by=request.user, case=case, name=file.name, content=file.read(), now=clock.now(), today=today, **given
            )
        except Conflict as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(
                request, f"The file is in quarantine. {OPENS_BY_ITSELF if settings.CLAMAV else OPENED_BY_HAND}"
            )
            return see_other(FILES, case.reference)
    context = {"case": case, "tabs": tabs_of(case, path=request.path), "form": form}
    return render(request, "cases/file_add.html", context, status=422 if form.is_bound else 200)


@require_safe
@record_page(CaseFile, "file.open", related=OF_CASE, look=LookKind.DOCUMENT)
def case_file(request: PersonRequest, file: CaseFile) -> HttpResponse:
    """The file to take away: never shown inside our own pages, and able to do nothing if it is."""
    content = content_of(request.user, file)
    if content is None:
        raise Missing(NOT_THERE)
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[FileKind(file.kind)],
        headers={
            "Content-Disposition": content_disposition_header(True, file.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


@require_safe
@needs(Ability.SUPERVISE)
def files_waiting(request: PersonRequest) -> HttpResponse:
    """What waits in quarantine in the units the person supervises."""
    units = list(units_where(request.user, Ability.SUPERVISE, today=clock.today()))
    found = waiting(request.user, units)
    for one in found:
        request.looks.add(LookKind.LIST, [one.case.pk], Compartment.CASE if one.shut else one.part)
    return render(request, "cases/files_waiting.html", {"waiting": found, "scanner": bool(settings.CLAMAV)})


@require_http_methods(["GET", "POST"])
@record_page(CaseFile, "file.release", related=OF_CASE)
@fresh_factor
def file_release(request: PersonRequest, file: CaseFile) -> HttpResponse:
    """Open a file that no scanner has looked at: decided by what is known of it, not by opening it."""
    form = ReasonForm(posted(request), ask="Why may it be opened?")

    def release() -> None:
        release_file(by=request.user, file=file, reason=form.cleaned_data["reason"], now=clock.now())
        messages.success(request, "The file can be opened. Whoever added it has been told.")

    return _decided(request, file, form, release, "cases/file_release.html")


@require_http_methods(["GET", "POST"])
@record_page(CaseFile, "file.withdraw", related=OF_CASE)
def file_withdraw(request: PersonRequest, file: CaseFile) -> HttpResponse:
    """Take a file out of use that was added by mistake."""
    form = ReasonForm(posted(request), ask="Why is it withdrawn?")

    def withdraw() -> None:
        withdraw_file(by=request.user, file=file, reason=form.cleaned_data["reason"], now=clock.now())
        messages.success(request, "The file is withdrawn. It stays on record.")

    return _decided(request, file, form, withdraw, "cases/file_withdraw.html")


def _decided(
    request: PersonRequest, file: CaseFile, form: ReasonForm, decide: Callable[[], None], template: str
) -> HttpResponse:
    if form.is_valid():
        decide()
        return see_other(FILES, file.case.reference)
    context = {
        "case": file.case,
        "tabs": tabs_of(file.case, path=reverse(FILES, args=[file.case.reference])),
        "file": file,
        "form": form,
    }
    context["waits"] = file.state == FileState.QUARANTINE
    return render(request, template, context, status=422 if form.is_bound else 200)
