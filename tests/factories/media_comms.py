"""Enquiries from the media and what becomes of them, plainly invented."""

import factory

from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from media_comms.states import Confirmation
from tests.factories.cases import NOON, AgencyFactory, CaseFactory
from tests.factories.staff import OfficerFactory, UnitFactory


class EnquiryFactory(factory.django.DjangoModelFactory[Enquiry]):
    class Meta:
        model = Enquiry

    received_at = NOON
    outlet = "The Invented Echo"
    journalist = "I. N. Vented"
    question = "Is it true that somebody lives there?"
    about = "A house in Invented Street"
    unit = factory.SubFactory(UnitFactory)
    logged_by = factory.SubFactory(OfficerFactory)


class EnquiryCaseFactory(factory.django.DjangoModelFactory[EnquiryCase]):
    class Meta:
        model = EnquiryCase

    enquiry = factory.SubFactory(EnquiryFactory)
    case = factory.SubFactory(CaseFactory)
    linked_by = factory.SubFactory(OfficerFactory)
    linked_at = NOON


class UnitAnswerFactory(factory.django.DjangoModelFactory[UnitAnswer]):
    class Meta:
        model = UnitAnswer

    enquiry = factory.SubFactory(EnquiryFactory)
    text = "Speak in general; ask for calm."
    answered_by = factory.SubFactory(OfficerFactory)
    answered_at = NOON


class ConsultationFactory(factory.django.DjangoModelFactory[Consultation]):
    class Meta:
        model = Consultation

    enquiry = factory.SubFactory(EnquiryFactory)
    agency = factory.SubFactory(AgencyFactory)
    consulted = "An invented duty manager"
    view = "Nothing against it."
    at = NOON
    recorded_by = factory.SubFactory(OfficerFactory)


class StatementFactory(factory.django.DjangoModelFactory[Statement]):
    class Meta:
        model = Statement

    enquiry = factory.SubFactory(EnquiryFactory)
    text = "Police and partners manage risk together."
    confirmation = Confirmation.GENERAL
    issued_by = factory.SubFactory(OfficerFactory)
    issued_at = NOON
