"""Pages that say no, in words: refusals, pages that are not there, broken requests. And where to go after a yes."""

import re

from django.forms.utils import pretty_name
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from mosovo.errors import DomainError

NOT_THERE = "There is no such page, or it is not one you may see. Check the address, or search for the person."
API = "/api/"
# Not 400: what could not be understood cannot be read out again.
WORDS_SHOWN = frozenset({403, 404, 409, 429})
NEVER_SHOWN = re.compile("password|csrf", re.IGNORECASE)
# A reference that a form carries says which record it makes: a form opened anew has another.
NEVER_KEPT = re.compile("password|csrf|^code$|credential|^next$|^reference$", re.IGNORECASE)
MOST_NAME, MOST_TEXT = 100, 200_000
FAILED = "Something went wrong here, and it has been recorded. Nothing you sent was saved. Try again in a few minutes."
NOT_ALLOWED = "You may not do that. Ask your supervisor if your work needs it."


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing was filled in; None for a page that is only shown."""
    return request.POST if request.method == "POST" else None


def see_other(to: str, *args: object) -> HttpResponseRedirect:
    """After an act: on to the page named ``to``, by GET, so that loading again does not act again."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The error's own sentence, on a page or as a fragment for htmx."""
    return _answer(request, error.message, error.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "The request could not be understood. Go back and try again.", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, str(exception) or NOT_ALLOWED, 403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, NOT_THERE, 404)


def _answer(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    response: HttpResponse
    if request.path.startswith(API):
        response = JsonResponse({"detail": sentence}, status=status)
    else:
        template = f"errors/{status}.html" if status in {400, *WORDS_SHOWN} else "errors/400.html"
        typed = words_typed(request) if status in WORDS_SHOWN else []
        response = render(request, template, {"sentence": sentence, "typed": typed}, status=status)
    response.sentence = sentence  # type: ignore[attr-defined] # read by the middleware, for the record
    return response


def words_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody signed in wrote in the form that was refused."""
    return words_in(request) if request.method == "POST" and request.user.is_authenticated else []


def words_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The words of the form that was sent, by field, so that they can be copied: never a password.

    A choice, a number or a date is a single word and quickly given again; so only what has several is text.
    """
    hidden = getattr(request, "sensitive_post_parameters", ())
    if hidden == "__ALL__":
        return []
    return [
        (pretty_name(name), text)
        for name, texts in request.POST.lists()
        for text in texts
        if len(text.split()) > 1 and not NEVER_SHOWN.search(name) and name not in hidden
    ]


def words_kept(request: HttpRequest) -> dict[str, list[str]]:
    """What was written in the form that was sent, by the name of the box, to be kept: never a password or a code."""
    hidden = getattr(request, "sensitive_post_parameters", ())
    if hidden == "__ALL__":
        return {}
    typed = {name: [str(text) for text in texts if str(text).strip()] for name, texts in request.POST.lists()}
    kept = {
        name: texts
        for name, texts in typed.items()
        if texts and len(name) <= MOST_NAME and not NEVER_KEPT.search(name) and name not in hidden
    }
    return kept if sum(len(text) for texts in kept.values() for text in texts) <= MOST_TEXT else {}


def signed_out(request: HttpRequest, typed: list[tuple[str, str]]) -> HttpResponse:
    """For words sent after the session had ended: back to who sent them, in the answer alone; nothing keeps them."""
    return render(request, "errors/signed_out.html", {"typed": typed}, status=403)


def not_by_address(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """For what only a button opens, asked for by its address: loaded again, bookmarked, or gone back to."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def failed(request: HttpRequest) -> HttpResponse:
    # No context, no queries: whatever broke may be the database.
    if request.path.startswith(API):
        return JsonResponse({"detail": FAILED}, status=500)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def unrecorded(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The sentence alone, without anything from the database."""
    if request.path.startswith(API):
        return JsonResponse({"detail": error.message}, status=error.status)
    return HttpResponse(render_to_string("errors/503.html", {"sentence": error.message}), status=error.status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", {"typed": words_typed(request)}, status=403)
