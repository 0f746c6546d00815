"""Half-written words of a form: kept when the session is about to end, given back when the form is opened again."""

from django.http import HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from mosovo import clock
from mosovo.access.pages import PersonRequest, signed_in
from mosovo.days import in_words
from mosovo.errors import Missing
from mosovo.pages import NOT_THERE, words_kept
from mosovo.staff.actions import drop_draft, keep_draft
from mosovo.staff.door import remember_draft
from mosovo.staff.queries import draft_at

NOTHING = 204


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def words(request: PersonRequest) -> HttpResponse:
    """POST keeps the words of the form at ?address=; GET gives back what is kept there, or nothing."""
    address, now = _address(request), clock.now()
    if request.method == "POST":
        keep_draft(by=request.user, address=address, words=words_kept(request), now=now)
        remember_draft(request, address)
        return HttpResponse(status=NOTHING)
    found = draft_at(request.user, address, now=now)
    if found is None:
        return HttpResponse(status=NOTHING)
    remember_draft(request, address)
    kept, kept_at = found
    return JsonResponse({"words": kept, "kept": in_words(kept_at)})


@require_POST
@signed_in
def words_drop(request: PersonRequest) -> HttpResponse:
    """The words at ?address= are not wanted."""
    drop_draft(by=request.user, address=_address(request))
    return HttpResponse(status=NOTHING)


def _address(request: PersonRequest) -> str:
    said = request.GET.get("address", "")
    try:
        resolve(said)
    except Resolver404:
        raise Missing(NOT_THERE) from None
    if not url_has_allowed_host_and_scheme(said, allowed_hosts=None):
        raise Missing(NOT_THERE)
    return said
