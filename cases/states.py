"""The words of a case and of a meeting, and the moves each may make."""

from django.db.models import IntegerChoices, TextChoices


class RiskLevel(TextChoices):
    """From highest to lowest; a case with no level yet has none of these."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


# What counts towards the cap.
HIGH_RISK = (RiskLevel.VERY_HIGH, RiskLevel.HIGH)


class Category(TextChoices):
    """Why the person is managed."""

    MAPPA_1 = "1", "Category 1: registered sexual offender"
    MAPPA_2 = "2", "Category 2: violent or other sexual offender"
    MAPPA_3 = "3", "Category 3: other dangerous offender"
    MAPPA_4 = "4", "Category 4: terrorist offender"
    PDP = "pdp", "Potentially dangerous person"


class Level(IntegerChoices):
    """MAPPA level of management."""

    ONE = 1, "Level 1"
    TWO = 2, "Level 2"
    THREE = 3, "Level 3"


class Sex(TextChoices):
    MALE = "male", "Male"
    FEMALE = "female", "Female"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


class CaseStatus(TextChoices):
    COMMUNITY = "community", "In the community"
    CUSTODY = "custody", "In custody"
    ABROAD = "abroad", "Abroad"
    CLOSED = "closed", "Closed"


ACTIVE_STATUSES = (CaseStatus.COMMUNITY, CaseStatus.CUSTODY, CaseStatus.ABROAD)

CASE_MOVES = {
    (CaseStatus.COMMUNITY, CaseStatus.CUSTODY): "change_status",
    (CaseStatus.COMMUNITY, CaseStatus.ABROAD): "change_status",
    (CaseStatus.COMMUNITY, CaseStatus.CLOSED): "change_status",
    (CaseStatus.CUSTODY, CaseStatus.COMMUNITY): "change_status",
    (CaseStatus.CUSTODY, CaseStatus.CLOSED): "change_status",
    (CaseStatus.ABROAD, CaseStatus.COMMUNITY): "change_status",
    (CaseStatus.ABROAD, CaseStatus.CUSTODY): "change_status",
    (CaseStatus.ABROAD, CaseStatus.CLOSED): "change_status",
    (CaseStatus.CLOSED, CaseStatus.COMMUNITY): "change_status",
}


class AliasKind(TextChoices):
    ALIAS = "alias", "Alias"
    NICKNAME = "nickname", "Nickname"
    FORMER = "former", "Former name"


class OrderKind(TextChoices):
    SHPO = "shpo", "Sexual harm prevention order"
    INTERIM_SHPO = "interim_shpo", "Interim sexual harm prevention order"
    SRO = "sro", "Sexual risk order"
    NOTIFICATION = "notification", "Notification order"
    VOO = "voo", "Violent offender order"
    OTHER = "other", "Other order"


class VisitOutcome(TextChoices):
    SEEN = "seen", "Seen at home"
    NOT_IN = "not_in", "Nobody answered"
    REFUSED = "refused", "Entry refused"
    ELSEWHERE = "elsewhere", "Not living there"


class RestrictedKind(TextChoices):
    """What a restricted entry is about, and so which compartment it is in."""

    MEDICAL = "medical", "Medical"
    THIRD_PARTY_MATERIAL = "third_party_material", "Material that its originator controls"
    VICTIM = "victim", "Victim or potential victim"
    THIRD_PARTY = "third_party", "Third party"
    TACTICS = "tactics", "Police tactics"
    PROSECUTOR = "prosecutor", "Prosecutor's advice"


SENSITIVE_KINDS = (RestrictedKind.MEDICAL, RestrictedKind.THIRD_PARTY_MATERIAL)
CONFIDENTIAL_KINDS = (
    RestrictedKind.VICTIM,
    RestrictedKind.THIRD_PARTY,
    RestrictedKind.TACTICS,
    RestrictedKind.PROSECUTOR,
)


class Tactic(TextChoices):
    """By what kind of covert tactic a contact came about; never how it is done."""

    WATCHING = "watching", "Watching"
    TALKING = "talking", "Talking with somebody"
    ONLINE = "online", "On the internet"
    TECHNICAL = "technical", "Technical means"
    PARTNER = "partner", "Through another force or agency"
    OTHER = "other", "Another way"


class Confidence(TextChoices):
    """How far somebody who told us something is content to be known, from widest to narrowest."""

    NAMED = "named", "They may be named"
    AGENCIES = "agencies", "They may be named to other agencies, never to the person managed"
    WORDS = "words", "What they said may be used, never who said it"
    ASK = "ask", "They are to be asked before anything they said is used"
    NOBODY = "nobody", "Nobody is to know but those who may open this part"


class MeetingState(TextChoices):
    OPEN = "open", "Being recorded"
    SIGNED = "signed", "Signed by the chair"
    CANCELLED = "cancelled", "Cancelled"


MEETING_MOVES = {
    (MeetingState.OPEN, MeetingState.SIGNED): "sign_meeting",
    (MeetingState.OPEN, MeetingState.CANCELLED): "cancel_meeting",
}


class DisclosureAnswer(TextChoices):
    """A meeting's decision on disclosure; there is no blank."""

    DISCLOSE = "disclose", "Disclose"
    DO_NOT_DISCLOSE = "do_not_disclose", "Do not disclose"


class ActionState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"


ACTION_MOVES = {(ActionState.OPEN, ActionState.DONE): "complete_meeting_action"}


class FilePart(TextChoices):
    """The part of the case that a file is in: its compartment."""

    CASE = "case", "Case file"
    SENSITIVE = "sensitive", "Sensitive"
    CONFIDENTIAL = "confidential", "Confidential"


class FileState(TextChoices):
    """Nobody opens a file before it has left quarantine."""

    QUARANTINE = "quarantine", "In quarantine"
    OPEN = "open", "Open"
    REFUSED = "refused", "Refused and destroyed"
    WITHDRAWN = "withdrawn", "Withdrawn"


FILE_MOVES = {
    (FileState.QUARANTINE, FileState.OPEN): "scan_file or release_file",
    (FileState.QUARANTINE, FileState.REFUSED): "scan_file",
    (FileState.QUARANTINE, FileState.WITHDRAWN): "withdraw_file",
    (FileState.OPEN, FileState.WITHDRAWN): "withdraw_file",
}
