"""What stands round every request: no caching, idle sign-out, the person's transaction, domain errors as pages."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse

from mosovo import clock, pages
from mosovo.audit.actions import LookBook, record_looks, record_refusal
from mosovo.audit.actions.bulk import count_cases, tell_of_too_much
from mosovo.errors import DomainError, TooMuch, Unrecorded
from mosovo.identity import acting_as
from mosovo.staff.actions import drop_draft
from mosovo.staff.door import BEGAN, SEEN, had_draft, lacks_factor
from mosovo.staff.models import Officer

GetResponse = Callable[[HttpRequest], HttpResponse]

# Other errors must not leave half a change behind. A form that does not validate (422) has changed nothing, and what it
# shows is still a look; a wrong password (422) and a sign-in that is shut (429) must be remembered.
KEPT_ERRORS = frozenset({422, 429})


class NoStore:
    """Nothing a signed-in person saw may be kept by a browser or a proxy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ClientAddress:
    """Behind the proxy that ends TLS, the address is what that proxy wrote last; anything before it is hearsay."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_TLS_PROXY:
            said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            with suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ip_address(said))
        return self.get_response(request)


class BodySize:
    """Refuses a body that is too large, or does not say how large it is, before anything of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in request.META or not said.isdecimal():
            return self._refused("Say how long what you send is (Content-Length), and send it again.", 411)
        if int(said) > settings.LARGEST_BODY:
            most = settings.LARGEST_BODY // (1024 * 1024)
            return self._refused(f"What you sent is larger than {most} MB. Make it smaller, or send it in parts.", 413)
        return self.get_response(request)

    @staticmethod
    def _refused(sentence: str, status: int) -> HttpResponse:
        # Plain: nothing is known yet of who asks.
        return HttpResponse(sentence, content_type="text/plain", status=status)


class ReadableText:
    """Refuses an address with a NUL in it: no text of ours holds one, and the database would choke on it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            return pages.bad_request(request, ValueError())
        return self.get_response(request)


class IdleTimeout:
    """Signs a person out who has done nothing for IDLE_SECONDS, and everybody SESSION_COOKIE_AGE after signing in.

    The time is noted at most once a minute. What the page's script asks by itself is nobody's doing.
    """

    NOBODY_THERE = "/words/"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            seen = request.session.get(SEEN, now)
            began = request.session.get(BEGAN, now)
            if now - seen > settings.IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif SEEN not in request.session or (now - seen > 60 and not request.path.startswith(self.NOBODY_THERE)):
                request.session[SEEN] = now
                request.session[BEGAN] = began
        return self.get_response(request)


class SignedIn(LoginRequiredMiddleware):
    """Sends whoever has not signed in to do so; but words sent by one whose session had ended are shown first."""

    def handle_no_permission(  # type: ignore[override] # a page instead of the way to the door
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.method == "POST" and had_session and not request.path.startswith(pages.API):
            typed = pages.words_in(request)
            if typed:
                return pages.signed_out(request, typed)
        return super().handle_no_permission(request, view_func)


class SecondFactor:
    """Somebody who has given their password alone reaches nothing but the pages on which they set up their factor."""

    BEFORE = ("sign-in", "sign-out", "factors", "factor-app", "factor-passkey", "factor-again")
    SENTENCE = "Set up your second factor first: sign in at the web page, which leads you through it."

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not lacks_factor(request) or request.path in {reverse(name) for name in self.BEFORE}:
            return self.get_response(request)
        if request.path.startswith(pages.API):
            return JsonResponse({"detail": self.SENTENCE}, status=403)
        return pages.see_other("factors")


class SentWords:
    """Half-written words that were kept are forgotten when their form has been sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent = request.method == "POST" and response.status_code in {302, 303} and request.user.is_authenticated
        if sent and had_draft(request) and not getattr(request, "words_wait", False):
            drop_draft(by=request.user, address=request.path)  # type: ignore[arg-type] # somebody has signed in
        return response


class _Undo(Exception):
    """told: somebody is told of it besides."""

    def __init__(self, response: HttpResponse, *, told: bool = False) -> None:
        self.response, self.told = response, told


class ActingPerson:
    """Runs the request in one transaction bound to the person, and writes what they saw before the answer leaves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.looks = LookBook()  # type: ignore[attr-defined]
        try:
            return self._recorded(request)
        except Unrecorded as error:
            return pages.unrecorded(request, error)

    def _recorded(self, request: HttpRequest) -> HttpResponse:
        try:
            with acting_as(request.user, source=f"{request.method} {request.path}"):
                response = self._answer(request)
        except _Undo as undo:
            response = undo.response
            if response.status_code in {403, 404, 409} or undo.told:
                self._note_refusal(request, response, told=undo.told)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            # A stream would be read after the transaction, where nothing is visible.
            response.streaming_content = [b"".join(response.streaming_content)]
        if response.status_code >= 400 and response.status_code not in KEPT_ERRORS:
            raise _Undo(response)
        if transaction.get_rollback():
            raise _Undo(response)
        if isinstance(request.user, Officer):
            try:
                count_cases(request.user, request.looks, now=clock.now())  # type: ignore[attr-defined] # above
            except TooMuch as error:
                raise _Undo(pages.refusal(request, error), told=True) from None
        record_looks(request)
        return response

    @staticmethod
    def _note_refusal(request: HttpRequest, response: HttpResponse, *, told: bool) -> None:
        # In a transaction of its own, so that it outlives the one that was undone.
        with acting_as(request.user, source=f"{request.method} {request.path}"):
            record_refusal(request, status=response.status_code, sentence=getattr(response, "sentence", ""))
            if told and isinstance(request.user, Officer):
                tell_of_too_much(request.user, now=clock.now())


class DomainErrors:
    """Shows a domain error, or an address that only a button opens, in words on a page; the API has its own handler."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own answer is empty, and a browser then shows a fault of its own.
        is_empty = isinstance(response, HttpResponseNotAllowed) and not response.content
        return pages.not_by_address(request, response) if is_empty else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            return pages.refusal(request, error)
        return None
