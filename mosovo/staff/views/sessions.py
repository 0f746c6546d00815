"""Where one is signed in, ending it there, and staying."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mosovo import clock
from mosovo.access.pages import PersonRequest, signed_in
from mosovo.access.rest import in_sight
from mosovo.pages import see_other
from mosovo.staff.actions import end_session
from mosovo.staff.door import seconds_left, stay_signed_in
from mosovo.staff.queries import sessions_of
from mosovo.staff.rules import browser_in_words


@require_safe
@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    here = request.session.session_key
    rows = [
        (session, browser_in_words(session.user_agent), session.session_key == here)
        for session in sessions_of(request.user, now=clock.now())
    ]
    return render(request, "staff/session_list.html", {"sessions": rows})


@require_POST
@signed_in
def session_end(request: PersonRequest, reference: int) -> HttpResponse:
    session = in_sight(request.user, UserSession, pk=reference, user=request.user)
    end_session(session=session)
    messages.success(request, "That session has ended.")
    return see_other("sessions")


@require_POST
@signed_in
def stay(request: PersonRequest) -> HttpResponse:
    """Somebody is there: the time of doing nothing starts anew. Answers with the seconds they have."""
    stay_signed_in(request, now=clock.now())
    return JsonResponse({"left": seconds_left(request, now=clock.now())})
