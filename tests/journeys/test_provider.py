"""Signing in by the force's own provider, across sites and back, in a browser that keeps our cookie to our site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mosovo.staff.models import ProviderLink
from tests.factors import give_app
from tests.journeys.conftest import Desk
from tests.people import People
from tests.provider import running_issuer

pytestmark = pytest.mark.django_db


def test_officer_comes_in_by_the_provider(
    desk: Desk, inspected: Callable[[Page], Page], people: People, settings: Any
) -> None:
    person = people.offender_manager
    give_app(person)
    with running_issuer() as issuer:
        settings.SIGN_IN_PROVIDER = issuer.named()
        page = desk(None)
        page.goto("/sign-in/")
        inspected(page).get_by_role("button", name="Sign in with Testshire sign-in").click()
        expect(page.get_by_text("is linked to nobody who may sign in here")).to_be_visible()
        inspected(page)
        ProviderLink.objects.create(officer=person, issuer=issuer.issuer, subject="abc", linked_at=timezone.now())
        page.get_by_role("button", name="Sign in with Testshire sign-in").click()
        page.wait_for_url("**/my-day/")
        page.goto("/second-factor/")
        expect(inspected(page).get_by_text("It signs you in here instead of your password")).to_be_visible()
        page.goto("/second-factor/again/?next=/sessions/")
        inspected(page).get_by_role("button", name="Prove it with Testshire sign-in").click()
        page.wait_for_url("**/sessions/")
