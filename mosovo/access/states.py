"""The compartments of a case, and the rights that open them."""

from django.db.models import TextChoices


class Compartment(TextChoices):
    """Where a record belongs; PLAIN is not of a case at all. COVERT: known to those named to it and to nobody else."""

    OPERATIONAL = "operational", "Operational"
    CASE = "case", "Case file"
    SENSITIVE = "sensitive", "Sensitive"
    CONFIDENTIAL = "confidential", "Confidential"
    COVERT = "covert", "Covert"
    PLAIN = "plain", "Not of a case"


class UnitRight(TextChoices):
    """Rights on all cases of a unit that are not locked."""

    VIEW_CASES = "view_unit_cases", "See the unit's case files"
    CHANGE_CASES = "change_unit_cases", "Change the unit's case files"
    VIEW_SENSITIVE = "view_unit_sensitive", "Open the sensitive part of the unit's cases"
    VIEW_CONFIDENTIAL = "view_unit_confidential", "Open the confidential part of the unit's cases"


class CaseRight(TextChoices):
    """Rights on one case: by allocation, cover, panel or need to know."""

    VIEW_CASE = "view_case", "See the case file"
    CHANGE_CASE = "change_case", "Change the case file"
    VIEW_SENSITIVE = "view_sensitive", "Open the sensitive part"
    VIEW_CONFIDENTIAL = "view_confidential", "Open the confidential part"


OFFENDER_MANAGER_RIGHTS = tuple(CaseRight)
PANEL_RIGHTS = (CaseRight.VIEW_CASE,)
# What somebody without a right may open in an emergency; the confidential part never opens so.
EMERGENCY_RIGHTS = {
    Compartment.CASE: (CaseRight.VIEW_CASE,),
    Compartment.SENSITIVE: (CaseRight.VIEW_CASE, CaseRight.VIEW_SENSITIVE),
}

# Which right opens a restricted compartment, on the unit and on the case.
RESTRICTED_RIGHTS = {
    Compartment.SENSITIVE: (UnitRight.VIEW_SENSITIVE, CaseRight.VIEW_SENSITIVE),
    Compartment.CONFIDENTIAL: (UnitRight.VIEW_CONFIDENTIAL, CaseRight.VIEW_CONFIDENTIAL),
}


class GrantBasis(TextChoices):
    """Why somebody holds a right."""

    ROLE = "role", "Role in the unit"
    ALLOCATION = "allocation", "Offender manager of the case"
    COVER = "cover", "Cover for the offender manager"
    PANEL = "panel", "Meeting about the case"
    DECISION = "decision", "Decision put before them"
    NEED_TO_KNOW = "need_to_know", "Need to know"
    LOCK = "lock", "Supervises the locked case"
    EMERGENCY = "emergency", "Emergency access"


class OpeningReason(TextChoices):
    """Why somebody opens a restricted part."""

    VISIT = "visit", "Preparing for or writing up a visit"
    ASSESSMENT = "assessment", "Assessing or reviewing risk"
    SAFETY = "safety", "Keeping a victim or another person safe"
    MEETING = "meeting", "Preparing for a meeting"
    DISCLOSURE = "disclosure", "Deciding on a disclosure"
    SUPERVISION = "supervision", "Supervising the case"
    INVESTIGATION = "investigation", "Investigating an offence"
    OTHER = "other", "Another reason, given below"


class EmergencyReason(TextChoices):
    """Why somebody opens a case in an emergency."""

    LIFE = "life", "Somebody is in danger now"
    CHILD = "child", "A child is or may be at risk now"
    MISSING = "missing", "The person is missing or wanted"
    ARREST = "arrest", "The person is being arrested or is in custody now"
    INCIDENT = "incident", "Another incident that cannot wait"
