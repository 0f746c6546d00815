"""What the predictors ask about a person, and the questions as officers and other systems know them."""

import datetime as dt
from dataclasses import dataclass

from risk.srp.states import Gender, Supervision


@dataclass(frozen=True)
class Answers:
    """One person's answers as given; None is "not answered". Counts are of sanctions, current ones included."""

    gender: Gender | None = None
    date_of_birth: dt.date | None = None
    assessed_on: dt.date | None = None
    has_sexual_offence: bool | None = None
    is_current_offence_sexual: bool | None = None
    is_victim_stranger: bool | None = None
    last_sexual_sanction_on: dt.date | None = None
    contact_adult: int | None = None
    contact_child: int | None = None
    images_indirect: int | None = None
    non_contact: int | None = None
    total_sanctions: int | None = None
    convicted_on: dt.date | None = None
    follow_up_on: dt.date | None = None
    last_offence_on: dt.date | None = None
    supervision: Supervision | None = None

    def __post_init__(self) -> None:
        """A negative count is no answer; whoever takes answers in refuses it before it gets here."""
        if any(count is not None and count < 0 for count in (*self.sexual_counts, self.total_sanctions)):
            message = "Sanctions are counted from 0."
            raise ValueError(message)

    @property
    def is_not_applicable(self) -> bool:
        """Neither predictor scores anybody but men, nor people who never committed a sexual offence (OASys)."""
        return self.is_not_male or self.has_sexual_offence is False

    @property
    def is_not_male(self) -> bool:
        """A gender is given, and it is not male."""
        return self.gender is not None and self.gender is not Gender.MALE

    @property
    def follow_up_began_on(self) -> dt.date | None:
        """The start of follow-up, or failing that the date of the current conviction, as OASys does."""
        return self.follow_up_on or self.convicted_on

    @property
    def follow_up_field(self) -> str:
        """Which answer `follow_up_began_on` was taken from."""
        return "follow_up_on" if self.follow_up_on or not self.convicted_on else "convicted_on"

    @property
    def sexual_counts(self) -> tuple[int | None, ...]:
        """The four counts of sexual sanctions, in the order of SEXUAL_COUNTS."""
        return self.images_indirect, self.contact_adult, self.contact_child, self.non_contact


SEXUAL_COUNTS = ("images_indirect", "contact_adult", "contact_child", "non_contact")


@dataclass(frozen=True)
class Question:
    """One answer's names: ours, the API's, OASys' number, the words that start a sentence, and the request for it."""

    name: str
    api_name: str
    oasys: str
    label: str
    ask: str


_ASKED = (
    Question("gender", "gender", "", "Gender", "Give the gender, male or female."),
    Question("date_of_birth", "dateOfBirth", "", "Date of birth", "Give the date of birth."),
    Question("assessed_on", "assessmentDate", "", "Assessment date", "Give the date of the assessment."),
    Question(
        "has_sexual_offence",
        "hasEverCommittedSexualOffence",
        "1.30",
        "Ever committed a sexual or sexually motivated offence",
        "Say whether a sexual or sexually motivated offence was ever committed.",
    ),
    Question(
        "is_current_offence_sexual",
        "isCurrentOffenceSexuallyMotivated",
        "1.41",
        "Current offence has a sexual motivation",
        "Say whether the current offence has a sexual motivation.",
    ),
    Question(
        "is_victim_stranger",
        "isCurrentOffenceAgainstVictimStranger",
        "1.44",
        "Current offence is direct contact against a stranger",
        "Say whether the current offence is actual or attempted direct contact against a stranger.",
    ),
    Question(
        "last_sexual_sanction_on",
        "dateOfMostRecentSexualOffence",
        "1.33",
        "Date of most recent sexual sanction",
        "Give the date of the most recent sanction for a sexual or sexually motivated offence.",
    ),
    Question(
        "contact_adult",
        "totalContactAdultSexualSanctions",
        "1.34",
        "Contact adult sexual sanctions",
        "Give the number of sanctions for contact adult sexual offences, 0 if none.",
    ),
    Question(
        "contact_child",
        "totalContactChildSexualSanctions",
        "1.45",
        "Direct contact child sexual sanctions",
        "Give the number of sanctions for direct contact child sexual offences, 0 if none.",
    ),
    Question(
        "images_indirect",
        "totalIndecentImageSanctions",
        "1.46",
        "Indecent child image or indirect child contact sanctions",
        "Give the number of sanctions for indecent child image or indirect child contact offences, 0 if none.",
    ),
    Question(
        "non_contact",
        "totalNonContactSexualOffences",
        "1.37",
        "Other non-contact sexual sanctions",
        "Give the number of sanctions for other non-contact sexual offences, 0 if none.",
    ),
    Question(
        "total_sanctions",
        "totalNumberOfSanctionsForAllOffences",
        "1.32",
        "Total number of sanctions for all offences",
        "Give the total number of sanctions for all offences, the current one included.",
    ),
    Question(
        "convicted_on",
        "dateOfCurrentConviction",
        "1.29",
        "Date of current conviction",
        "Give the date of the current conviction.",
    ),
    Question(
        "follow_up_on",
        "dateAtStartOfFollowup",
        "1.38",
        "Date of start of follow-up",
        "Give the date the community sentence began or of the earliest possible release, "
        "or else the date of the current conviction.",
    ),
    Question(
        "last_offence_on",
        "mostRecentOffenceDate",
        "1.43",
        "Date of any offence since the start of follow-up",
        "Give the date of the most recent offence since the start of follow-up.",
    ),
    Question(
        "supervision",
        "supervisionStatus",
        "",
        "Supervision status",
        "Say whether the person is in custody, in the community or on remand.",
    ),
)

QUESTIONS: dict[str, Question] = {question.name: question for question in _ASKED}
