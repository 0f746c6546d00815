"""The closed lists of the predictors: what may be answered, which bands come out, what can be wrong with an answer."""

from enum import StrEnum


class Gender(StrEnum):
    """The predictors were made for men. OTHER is ours, for neither or not known: a record of the API has only two."""

    MALE = "MALE"
    FEMALE = "FEMALE"
    OTHER = "OTHER"


PUBLISHED_GENDERS = (Gender.MALE, Gender.FEMALE)


class Supervision(StrEnum):
    """Where the person is held or supervised. Only custody stands in the way of the five-year reduction."""

    CUSTODY = "CUSTODY"
    COMMUNITY = "COMMUNITY"
    REMAND = "REMAND"


class Band(StrEnum):
    """The bands of both predictors; images and indirect contact has no very high band."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class FaultKind(StrEnum):
    """What is wrong with an answer: the Ministry's names for its own checks, then ours."""

    MISSING = "MISSING_MANDATORY_INPUT"
    TOTAL_OUT_OF_RANGE = "TOTAL_NUMBER_OF_SANCTIONS_OUT_OF_RANGE"
    NO_SEXUAL_SANCTIONS = "SEXUAL_REOFFENDING_PREDICTOR_NO_SANCTIONS"
    INCONSISTENT = "SEXUAL_REOFFENDING_PREDICTOR_INCONSISTENT_INPUT"
    SEXUAL_SANCTION_BEFORE_BIRTH = "DATE_OF_MOST_RECENT_SEXUAL_OFFENCE_BEFORE_DATE_OF_BIRTH"
    SEXUAL_SANCTION_TOO_LATE = "DATE_OF_MOST_RECENT_SEXUAL_OFFENCE_OUT_OF_RANGE"
    FOLLOW_UP_BEFORE_BIRTH = "DATE_OF_START_OF_FOLLOWUP_BEFORE_DATE_OF_BIRTH"
    FOLLOW_UP_TOO_LATE = "DATE_OF_START_OF_FOLLOWUP_OUT_OF_RANGE"
    LAST_OFFENCE_BEFORE_BIRTH = "DATE_OF_MOST_RECENT_OFFENCE_BEFORE_DATE_OF_BIRTH"
    BORN_AFTER_ASSESSMENT = "DATE_OF_BIRTH_AFTER_ASSESSMENT_DATE"
    ASSESSED_IN_FUTURE = "DATE_OF_ASSESSMENT_IN_FUTURE"
    MALFORMED = "MALFORMED"
