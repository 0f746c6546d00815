"""For the demonstration: a disclosure that waits for the superintendent."""

import uuid

from cases.states import Level
from cases.synthetic.scenes import Stage, scene
from mosovo.identity import acting_as, acting_as_system
from sharing.actions import put_disclosure
from sharing.models import DisclosureRequest

TO_WHOM = "Head teacher of Exampleton Primary School"
PROPOSAL = (
    "That the person lives in the street behind the playing field, and a photograph, so that staff at the gate "
    "know whom to look out for. The head is to tell nobody else. Why: seen twice by a patrol on the path beside the "
    "field at the end of the school day."
)


@scene
def disclosure_to_decide(stage: Stage) -> str:
    """A disclosure on a category 1, level 1 case of the officer, put before the superintendent."""
    with acting_as_system("demonstration", reason="A disclosure for the superintendent"):
        if DisclosureRequest.objects.filter(put_to=stage.superintendent, to_whom=TO_WHOM).exists():
            return ""
        cases = [one for one in stage.own_cases(Level.ONE) if one.risk_level == "medium"]
    if not cases:
        return ""
    with acting_as(stage.officer, reason="A disclosure for the superintendent", source="prepare_demo"):
        put_disclosure(
            by=stage.officer, case=cases[0], reference=uuid.uuid4(), put_to=stage.superintendent,
            to_whom=TO_WHOM, proposal=PROPOSAL, now=stage.now, today=stage.today,
        )  # fmt: skip
    return f"a disclosure on {cases[0].reference} for the superintendent to decide"
