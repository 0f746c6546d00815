"""The questions of the SRP in our own words, in the order of the page, and how to answer each.

What a sanction is, who is a child or a stranger, and how findings abroad or as a juvenile count, is in no text that
could be read; where it matters the help says so and sends the officer to the OASys guidance.
"""

from dataclasses import dataclass

DOUBT = "The published texts do not settle every case: where you are in doubt, follow the OASys guidance and ask."


@dataclass(frozen=True)
class Guide:
    """One question as it is put. hint stands under it; help opens below the answer."""

    name: str
    label: str
    hint: str
    help: str


@dataclass(frozen=True)
class Part:
    """A heading with its questions."""

    title: str
    guides: tuple[Guide, ...]


PERSON = Part(
    "The person",
    (
        Guide(
            "assessed_on",
            "Date of the assessment",
            "The day the answers hold for.",
            "The five years without offence are counted back from this day. It cannot be in the future.",
        ),
        Guide(
            "date_of_birth",
            "Date of birth",
            "",
            "The ages at the start of follow-up and at the most recent sexual sanction are counted from it. Somebody "
            "born on 29 February has a birthday on 1 March in other years.",
        ),
        Guide(
            "gender",
            "Gender",
            "Both predictors were made for men. For anybody else the result is “not applicable”, and can be kept.",
            "They say nothing about women or people of another gender: use professional judgement alone.",
        ),
        Guide(
            "supervision",
            "Where is the person now?",
            "",
            "Custody keeps the band from being lowered after five years. Being on remand does not.",
        ),
    ),
)
SEXUAL = Part(
    "Sexual offending",
    (
        Guide(
            "has_sexual_offence",
            "Was a sexual or sexually motivated offence ever committed?",
            "Any time in life, the current offence included.",
            "Say yes for an offence that is not sexual by name but had a sexual motivation. With no, neither predictor "
            "applies.",
        ),
        Guide(
            "last_sexual_sanction_on",
            "Date of the most recent sanction for a sexual offence",
            "The day of the sanction, not of the offence. Not needed where the predictors do not apply.",
            "Include sanctions for sexually motivated offences. The age on this day gives no points below 16, 5 at 16 "
            "or 17, 10 from 18.",
        ),
        Guide(
            "contact_adult",
            "Sanctions for contact offences against adults",
            "How many, before now and current together. 0 if none.",
            "Sexual or sexually motivated offences with contact, victim an adult. 1 gives 5 points, 2 give 10, 3 or "
            f"more 15. {DOUBT}",
        ),
        Guide(
            "contact_child",
            "Sanctions for direct contact offences against children",
            "How many, before now and current together. 0 if none.",
            "Direct contact only: indirect contact with a child, such as online, is counted with images below. 1 gives "
            f"3 points, 2 give 6, 3 or more 9. {DOUBT}",
        ),
        Guide(
            "images_indirect",
            "Sanctions for indecent images of children or indirect contact with a child",
            "How many, before now and current together. 0 if none.",
            "This is what the images and indirect contact predictor mainly rests on: 1 gives medium, 2 or more high. "
            f"It gives no points for direct contact. {DOUBT}",
        ),
        Guide(
            "non_contact",
            "Sanctions for other sexual offences without contact",
            "How many, before now and current together. 0 if none.",
            "Offences without contact that are not images or indirect contact with a child, such as exposure. "
            f"1 gives 2 points, 2 give 4, 3 or more 6. {DOUBT}",
        ),
    ),
)
HISTORY = Part(
    "All offending",
    (
        Guide(
            "total_sanctions",
            "Sanctions for offences of any kind",
            "How many in all, the current one included, so at least 1.",
            "2 or more give 6 points. One sanction may cover several kinds of sexual offence, so the four counts above "
            "may add up to more than this; you are then asked to check.",
        ),
        Guide(
            "convicted_on",
            "Date of the current conviction",
            "May stay empty where the start of follow-up is given.",
            "Used in place of the start of follow-up where that is not known. The band then cannot be lowered after "
            "five years.",
        ),
        Guide(
            "follow_up_on",
            "Start of follow-up",
            "The day the community sentence began, or of the earliest possible release from custody.",
            "The age on this day gives 14 points below 21 and one fewer every three years, none from 60.",
        ),
        Guide(
            "last_offence_on",
            "Date of the most recent offence since the start of follow-up",
            "Leave this empty if there was none.",
            "Any offence counts. One less than five years ago keeps the band from being lowered.",
        ),
    ),
)
CURRENT = Part(
    "The current offence",
    (
        Guide(
            "is_current_offence_sexual",
            "Does the current offence have a sexual motivation?",
            "Say yes if it is itself a sexual offence.",
            "Needed for the question that follows; it gives no points by itself.",
        ),
        Guide(
            "is_victim_stranger",
            "Was it direct contact, actual or attempted, against a stranger?",
            "Leave this empty if the current offence has no sexual motivation.",
            f"Yes gives 4 points. {DOUBT}",
        ),
    ),
)
PARTS = (PERSON, SEXUAL, HISTORY, CURRENT)
GUIDES = {guide.name: guide for part in PARTS for guide in part.guides}
