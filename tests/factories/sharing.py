"""Disclosures and delegations, plainly invented."""

import datetime as dt

import factory

from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import DISCLOSURE
from sharing.states import Outcome
from tests.factories.cases import NOON, CaseFactory
from tests.factories.staff import OfficerFactory

ANSWERS = {prompt.code: f"An invented answer about {prompt.code}." for prompt in DISCLOSURE.prompts}


class DisclosureRequestFactory(factory.django.DjangoModelFactory[DisclosureRequest]):
    class Meta:
        model = DisclosureRequest

    case = factory.SubFactory(CaseFactory)
    proposal = "Tell the invented club which conditions the order sets."
    to_whom = "The secretary of an invented club"
    put_by = factory.SubFactory(OfficerFactory)
    put_to = factory.SubFactory(OfficerFactory)
    put_at = NOON


class DisclosureDecisionFactory(factory.django.DjangoModelFactory[DisclosureDecision]):
    class Meta:
        model = DisclosureDecision

    request = factory.SubFactory(DisclosureRequestFactory)
    answers = ANSWERS
    outcome = Outcome.SHARE
    reasons = "The children of the club are safer for it."
    decided_by = factory.SubFactory(OfficerFactory)
    decided_rank = "superintendent"
    authority = "Superintendent"
    decided_at = NOON


class DelegationFactory(factory.django.DjangoModelFactory[Delegation]):
    class Meta:
        model = Delegation

    superintendent = factory.SubFactory(OfficerFactory)
    delegate = factory.SubFactory(OfficerFactory)
    from_on = dt.date(2026, 1, 5)
    until_on = dt.date(2026, 2, 5)
    reason = "Away on an invented course"
    made_at = NOON
