"""For the demonstration: a journalist's question that waits for the unit, and one that waits for the press office."""

import datetime as dt
import uuid

from cases.models import Agency
from cases.synthetic.scenes import Stage, scene
from media_comms.actions import answer_enquiry, log_enquiry
from media_comms.models import Enquiry
from mosovo.identity import acting_as, acting_as_system

OUTLETS = ("Exampleton Echo", "Radio Testshire")
QUESTIONS = (
    "Residents of Quill Lane say that a man convicted of offences against children has been housed there. Is it true?",
    "Can the police say how many registered sexual offenders live in North Testshire, and how they are managed?",
)
ANSWER = (
    "Say nothing about any person or street. The unit would welcome the standing lines on how people are managed, and "
    "that taking matters into one's own hands is against the law."
)


@scene
def enquiries_to_answer(stage: Stage) -> str:
    """Two enquiries logged by the press office; the unit has answered the second."""
    with acting_as_system("demonstration", reason="Enquiries for the press office"):
        if Enquiry.objects.filter(outlet__in=OUTLETS).exists():
            return ""
    with acting_as(stage.press, reason="Enquiries for the press office", source="prepare_demo"):
        enquiries = [_logged(stage, outlet, question) for outlet, question in zip(OUTLETS, QUESTIONS, strict=True)]
    with acting_as(stage.officer, reason="Enquiries for the press office", source="prepare_demo"):
        answer_enquiry(
            by=stage.officer,
            enquiry=enquiries[1],
            text=ANSWER,
            agencies=Agency.objects.filter(code="probation"),
            child_at_risk=False,
            case=None,
            now=stage.now,
        )
    return "two enquiries from the media, one answered by the unit"


def _logged(stage: Stage, outlet: str, question: str) -> Enquiry:
    unit = stage.officer.unit
    if unit is None:
        raise LookupError("the officer of the demonstration works in no unit")
    return log_enquiry(
        by=stage.press,
        reference=uuid.uuid4(),
        unit=unit,
        outlet=outlet,
        journalist="",
        question=question,
        about="Quill Lane, Exampleton" if outlet == OUTLETS[0] else "",
        received_at=stage.now - dt.timedelta(minutes=40),
        deadline_at=stage.now + dt.timedelta(days=2),
        child_at_risk=outlet == OUTLETS[0],
        now=stage.now,
        today=stage.today,
    )
