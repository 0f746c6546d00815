"""What a browser sends from the page of questions."""

import uuid

from risk.rules import inputs_of
from risk.srp import QUESTIONS, Answers
from tests.risk.srp.people import COMPLETE


def typed(answers: Answers = COMPLETE, **changed: object) -> dict[str, object]:
    """The boxes filled in with these answers, each ticked as checked, under a reference of its own."""
    return typed_record(inputs_of(answers)) | changed


def typed_record(record: dict[str, object]) -> dict[str, object]:
    """The boxes filled in from a record in the published names."""
    given = {name: record.get(question.api_name) for name, question in QUESTIONS.items()}
    boxes = {name: _text(value) for name, value in given.items() if value is not None}
    return {"reference": str(uuid.uuid4()), "date_of_birth_checked": "on", "gender_checked": "on", **boxes}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
