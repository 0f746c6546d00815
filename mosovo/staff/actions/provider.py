"""Linking one's account at the force's provider of sign-in, and taking the link away."""

import datetime as dt

from django.db import IntegrityError, transaction

from mosovo.errors import Conflict
from mosovo.staff.models import Officer, ProviderLink


def link_provider(*, officer: Officer, issuer: str, subject: str, now: dt.datetime) -> ProviderLink:
    """Let this account of the provider's sign the officer in. Conflict where either is linked already."""
    try:
        with transaction.atomic():
            return ProviderLink.objects.create(officer=officer, issuer=issuer, subject=subject, linked_at=now)
    except IntegrityError:
        raise Conflict("This account, or yours here, is linked already. Take that link away first.") from None


def unlink_provider(*, link: ProviderLink) -> None:
    """Let it sign in nobody any more."""
    link.delete()
