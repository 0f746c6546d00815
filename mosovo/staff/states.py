"""The words for people's standing: ranks in order, vetting levels, abilities."""

from django.db.models import TextChoices


class Rank(TextChoices):
    """Police ranks from lowest to highest; staff grades stand below them and carry no authority of rank."""

    STAFF = "staff", "Police staff"
    CONSTABLE = "constable", "Constable"
    SERGEANT = "sergeant", "Sergeant"
    INSPECTOR = "inspector", "Inspector"
    CHIEF_INSPECTOR = "chief_inspector", "Chief inspector"
    SUPERINTENDENT = "superintendent", "Superintendent"
    CHIEF_SUPERINTENDENT = "chief_superintendent", "Chief superintendent"
    ASSISTANT_CHIEF_CONSTABLE = "assistant_chief_constable", "Assistant chief constable"
    DEPUTY_CHIEF_CONSTABLE = "deputy_chief_constable", "Deputy chief constable"
    CHIEF_CONSTABLE = "chief_constable", "Chief constable"


class Vetting(TextChoices):
    """Clearances from lowest to highest."""

    NONE = "none", "None"
    NPPV1 = "nppv1", "NPPV1"
    NPPV2 = "nppv2", "NPPV2"
    NPPV3 = "nppv3", "NPPV3"
    MV = "mv", "Management vetting"


class Ability(TextChoices):
    """What a role lets its holder do. Which rows they may do it to is a grant, never an ability."""

    SEE_FLAGS = "see_flags", "See the operational flag of every person managed"
    HOLD_CASES = "hold_cases", "Be the offender manager of cases"
    SUPERVISE = "supervise", "Supervise a unit's officers and allocate its cases"
    MANAGE_UNIT = "manage_unit", "Manage a unit"
    DECIDE_DISCLOSURE = "decide_disclosure", "Decide disclosures put before them"
    CHAIR_MEETINGS = "chair_meetings", "Chair multi-agency public protection meetings"
    HANDLE_MEDIA = "handle_media", "Handle enquiries from the media"
    READ_INTELLIGENCE = "read_intelligence", "Read intelligence reports and nominal links"
    AUDIT = "audit", "Read the record of looks and changes"
    ADMINISTER = "administer", "Administer people, units, settings and reference data"


class ProposalKind(TextChoices):
    """What needs a second administrator, because it reaches cases or opens somebody's way to them."""

    HOLDING = "holding", "Give a role"
    ROLE = "role", "Let a role bring more"
    PASSWORD = "password", "Set somebody's password"  # a word, not one
    FACTORS = "factors", "Take second factors away"


class ProposalState(TextChoices):
    """How a proposal stands."""

    WAITING = "waiting", "Waiting"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Not confirmed"


# The work of a unit, which opens its case files.
UNIT_WORK = (Ability.HOLD_CASES, Ability.SUPERVISE, Ability.MANAGE_UNIT)
