"""The words of an enquiry, and the moves it may make."""

from django.db.models import TextChoices


class EnquiryState(TextChoices):
    LOGGED = "logged", "Waiting for the unit"
    ANSWERED = "answered", "Answered by the unit"
    ISSUED = "issued", "Statement issued"
    CLOSED = "closed", "Closed without a statement"


ENQUIRY_MOVES = {
    (EnquiryState.LOGGED, EnquiryState.ANSWERED): "answer_enquiry",
    (EnquiryState.ANSWERED, EnquiryState.ISSUED): "issue_statement",
    (EnquiryState.ANSWERED, EnquiryState.CLOSED): "close_enquiry",
}


class Confirmation(TextChoices):
    """Whether a statement says that somebody is managed."""

    CONFIRM = "confirm", "Confirm"
    DENY = "deny", "Deny"
    NEITHER = "neither", "Neither confirm nor deny"
    GENERAL = "general", "About nobody in particular"
