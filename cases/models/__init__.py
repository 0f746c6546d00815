"""The tables of a case, split by noun."""

from cases.models.agency import Agency
from cases.models.case import Allocation, CapException, Case, CategoryPeriod, LevelPeriod
from cases.models.covert import CovertContact, CovertNaming, CovertRecord, CovertReview
from cases.models.document import Document
from cases.models.file import CaseFile, FileContent
from cases.models.history import Conviction, Licence, Order, StatusChange
from cases.models.informant import Informant, InformantInformation, InformantReferral, InformantVersion
from cases.models.meeting import Attendance, Meeting, MeetingAction, MeetingDecision, Minutes
from cases.models.nominal import Address, Alias, Flag, NameToken, NameWord, Nominal
from cases.models.restricted import ConfidentialEntry, SensitiveEntry
from cases.models.visit import Contact, Visit

__all__ = [
    "Address",
    "Agency",
    "Alias",
    "Allocation",
    "Attendance",
    "CapException",
    "Case",
    "CaseFile",
    "CategoryPeriod",
    "ConfidentialEntry",
    "Contact",
    "Conviction",
    "CovertContact",
    "CovertNaming",
    "CovertRecord",
    "CovertReview",
    "Document",
    "FileContent",
    "Flag",
    "Informant",
    "InformantInformation",
    "InformantReferral",
    "InformantVersion",
    "LevelPeriod",
    "Licence",
    "Meeting",
    "MeetingAction",
    "MeetingDecision",
    "Minutes",
    "NameToken",
    "NameWord",
    "Nominal",
    "Order",
    "SensitiveEntry",
    "StatusChange",
    "Visit",
]
