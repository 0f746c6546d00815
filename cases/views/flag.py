"""The operational flag on one screen and one sheet of paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.models import Nominal
from cases.queries.emergency import shut_to
from cases.queries.flag import flag_sheet
from mosovo import clock
from mosovo.access.pages import PersonRequest, record_page
from mosovo.access.policies import denial


@require_safe
@record_page(Nominal, "flag.view")
def flag(request: PersonRequest, nominal: Nominal) -> HttpResponse:
    sheet = flag_sheet(request.user, nominal, today=clock.today())
    context = {
        "sheet": sheet,
        "nominal": nominal,
        "flag": sheet.flag,
        "why_not_covert": denial(request.user, "covert.make", nominal),
        "may_open_in_emergency": denial(request.user, "emergency.open", nominal) is None
        and bool(shut_to(request.user, sheet.case)),
    }
    return render(request, "cases/flag.html", context)
