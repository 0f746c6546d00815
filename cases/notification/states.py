"""What can be said of disposals, orders, time that is not counted, events, deadlines and breaches."""

from enum import StrEnum


class Disposal(StrEnum):
    """How somebody was dealt with. Custodial kinds have a length; the others have none, but for the discharge."""

    LIFE = "life"
    PUBLIC_PROTECTION = "public_protection"
    IMPRISONMENT = "imprisonment"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    DETENTION_AND_TRAINING = "detention_and_training"
    HOSPITAL = "hospital"
    CAUTION = "caution"
    CONDITIONAL_DISCHARGE = "conditional_discharge"
    OTHER = "other"


INDETERMINATE = frozenset({Disposal.LIFE, Disposal.PUBLIC_PROTECTION})
OF_A_TERM = frozenset({Disposal.IMPRISONMENT, Disposal.SUSPENDED, Disposal.EXTENDED, Disposal.DETENTION_AND_TRAINING})
WITH_LENGTH = OF_A_TERM | {Disposal.CONDITIONAL_DISCHARGE}


class Regime(StrEnum):
    """Under which Act the notification requirements run."""

    SEXUAL = "sexual"
    TERRORISM = "terrorism"


class Order(StrEnum):
    """Orders that bear on the period or on its review."""

    SHPO = "shpo"
    INTERIM_SHPO = "interim_shpo"
    SOPO = "sopo"
    INTERIM_SOPO = "interim_sopo"
    VIOLENT_OFFENDER = "violent_offender"


PREVENTIVE = frozenset({Order.SHPO, Order.INTERIM_SHPO, Order.SOPO, Order.INTERIM_SOPO})


class Spell(StrEnum):
    """Time that is not counted."""

    CUSTODY = "custody"
    HOSPITAL = "hospital"
    ABROAD = "abroad"
    IMMIGRATION = "immigration"


class Event(StrEnum):
    """What a record tells of a person, in the words of its `kind`."""

    NOTIFIED = "notified"
    MOVED = "moved"
    NAMED = "named"
    PRESCRIBED = "prescribed"
    RELEASED = "released"
    STAY = "stay"
    CHILD_HOUSEHOLD = "child_household"
    NO_FIXED_ABODE = "no_fixed_abode"
    ABSENCE = "absence"
    TRAVEL = "travel"


class Section(StrEnum):
    """The section of the Sexual Offences Act 2003 under which a notification was given."""

    INITIAL = "83"
    CHANGE = "84"
    PERIODIC = "85"


class Duty(StrEnum):
    """What is due."""

    INITIAL = "initial"
    NAME = "name"
    ADDRESS = "address"
    PRESCRIBED = "prescribed"
    RELEASE = "release"
    STAY = "stay"
    CHILD_HOUSEHOLD = "child_household"
    CHILD_HOUSEHOLD_ENDED = "child_household_ended"
    DID_NOT_HAPPEN = "did_not_happen"
    PERIODIC = "periodic"
    ABSENCE = "absence"
    TRAVEL = "travel"
    TRAVEL_CHANGE = "travel_change"
    RETURN = "return"
    TERRORISM = "terrorism"
    VIOLENT_OFFENDER = "violent_offender"
    REVIEW_ACKNOWLEDGE = "review_acknowledge"
    REVIEW_BODIES = "review_bodies"
    REVIEW_DECIDE = "review_decide"
    REVIEW_APPEAL = "review_appeal"


class Standing(StrEnum):
    """How a duty stands on the day it is looked at."""

    DUE = "due"
    NOT_RUNNING = "not_running"
    MET = "met"
    NONE = "none"
    LATE = "late"
    OVERDUE = "overdue"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    NOT_WORKED_OUT = "not_worked_out"


TO_COME = frozenset({Standing.DUE, Standing.NOT_RUNNING, Standing.NOT_WORKED_OUT})
TOO_LATE = frozenset({Standing.LATE, Standing.OVERDUE, Standing.INCOMPLETE, Standing.UNCLEAR})


class Breach(StrEnum):
    """Whether the lateness is an offence, which it is only without reasonable excuse (section 91(1))."""

    NO = "no"
    YES = "yes"
    ASK = "reasonable excuse to be asked"
