"""What is done to officers, and the tokens of the API."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.db import connection, transaction
from knox.models import AuthToken

from mosovo.identity import current_actor
from mosovo.staff.actions.sessions import end_sessions
from mosovo.staff.models import Officer
from mosovo.staff.states import Rank

MOST_TOKENS = 5


@transaction.atomic
def change_password(*, officer: Officer, password: str, keep_session: str = "") -> None:
    """Set a new password. Tokens of the API end with the old one; so does every session but the one that asks."""
    officer.set_password(password)
    if current_actor().person_id == officer.pk:
        # Nobody writes their own row; this much of it the database does for them.
        with connection.cursor() as cursor:
            cursor.execute("SELECT sec.set_own_password(%s)", [officer.password])
    else:
        officer.save(update_fields=["password"])
    AuthToken.objects.filter(user=officer).delete()
    end_sessions(officer=officer, but=keep_session)


@transaction.atomic
def save_officer(*, officer: Officer) -> None:
    """Keep an officer as an administrator filled them in. Who may no longer sign in is signed out for good."""
    officer.save()
    if not officer.is_active:
        AuthToken.objects.filter(user=officer).delete()
        end_sessions(officer=officer)


@transaction.atomic
def add_administrator(*, sign_in: str, number: str, given_names: str, family_name: str, password: str) -> Officer:
    """Add a member of staff who may open Django admin; the role proper is given beside it.

    ValidationError names what is missing, taken or too weak.
    """
    officer = Officer(
        sign_in=sign_in,
        number=number,
        given_names=given_names,
        family_name=family_name,
        rank=Rank.STAFF,
        is_staff=True,
    )
    officer.set_password(password)
    officer.full_clean()
    validate_password(password, officer)
    officer.save()
    return officer


@transaction.atomic
def issue_token(*, officer: Officer, now: dt.datetime) -> tuple[str, dt.datetime]:
    """A new token of the API and when it expires. Above the limit for one person, the oldest ends."""
    live = AuthToken.objects.filter(user=officer, expiry__gt=now).order_by("-created")
    for token in live[MOST_TOKENS - 1 :]:
        token.delete()
    kept, shown = AuthToken.objects.create(user=officer)
    return shown, kept.expiry


def end_token(*, token: AuthToken) -> None:
    """End a token; whoever holds it must sign in again."""
    token.delete()


def note_sign_in(*, user: Officer, **kwargs: object) -> None:
    """Signal receiver, in the place of Django's own: nobody acts at sign-in yet, and nobody may write the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.note_sign_in(%s)", [user.pk])
