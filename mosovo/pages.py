"""Pages that say no, in words: refusals, pages that are not there, broken requests. And where to go after a yes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from mosovo.errors import DomainError

NOT_THERE = "There is no such page, or it is not one you may see. Check the address, or search for the person."
NOT_ALLOWED = "You may not do that. Ask your supervisor if your work needs it."


def see_other(to: str, *args: object) -> HttpResponseRedirect:
    """After an act: on to the page named ``to``, by GET, so that loading again does not act again."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The error's own sentence, on a page or as a fragment for htmx."""
    template = f"errors/{error.status}.html" if error.status in {400, 403, 404, 409} else "errors/400.html"
    response = render(request, template, {"sentence": error.message}, status=error.status)
    response.sentence = error.message  # type: ignore[attr-defined] # read by the middleware, for the record
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = "The request could not be understood. Go back and try again."
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(request, "errors/403.html", {"sentence": str(exception) or NOT_ALLOWED}, status=403)
    response.sentence = str(exception) or NOT_ALLOWED  # type: ignore[attr-defined]
    return response


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(request, "errors/404.html", {"sentence": NOT_THERE}, status=404)
    response.sentence = NOT_THERE  # type: ignore[attr-defined]
    return response


def failed(request: HttpRequest) -> HttpResponse:
    # No context, no queries: whatever broke may be the database.
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)
