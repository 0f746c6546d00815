"""The list of sessions beside the sessions themselves, and ending them."""

from allauth.usersessions.models import UserSession
from django.db import connection
from django.http import HttpRequest

from mosovo.sessions import SessionStore
from mosovo.staff.models import Officer


def note_session(*, request: HttpRequest, before: str | None = None) -> None:
    """Put the request's session on its person's list; ``before``: the id it had, which is worth nothing any more."""
    if before and before != request.session.session_key:
        UserSession.objects.filter(session_key=before).delete()
    UserSession.objects.purge_and_list(request.user)
    UserSession.objects.create_from_request(request)


def end_session(*, session: UserSession) -> None:
    """End a session on the server: whoever uses it must sign in again."""
    session.end()


def end_sessions(*, officer: Officer, but: str = "") -> None:
    """End every session of the officer, but the one with this id."""
    # Their keys are for their person alone; the database ends them without telling them.
    with connection.cursor() as cursor:
        cursor.execute("SELECT cached FROM sec.end_sessions(%s, %s)", [officer.pk, but])
        names = [name for (name,) in cursor.fetchall()]
    SessionStore().forget(names)
