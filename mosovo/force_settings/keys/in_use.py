"""The settings that the application goes by."""

from mosovo.force_settings.keys.setting import Setting, by_level
from mosovo.staff.states import Vetting

IN_USE = [
    Setting(
        "cap_percent",
        "Largest share of high and very high risk in a caseload",
        20,
        "per cent",
        "percent",
        "APP, MOSOVO units: at most 20 per cent of a caseload",
    ),
    Setting(
        "vetting_level",
        "Least vetting for offender managers",
        Vetting.NPPV2.value,
        "",
        "vetting",
        "APP, MOSOVO officers: at least NPPV2",
    ),
    Setting("meeting_weeks_level_2", "Level 2 cases meet every", 16, "weeks", "integer", "MAPPA practice", False),
    Setting("meeting_weeks_level_3", "Level 3 cases meet every", 8, "weeks", "integer", "MAPPA practice", False),
    Setting(
        "minutes_days_level_2",
        "Minutes after a level 2 meeting within",
        10,
        "working days",
        "integer",
        "MAPPA practice",
        False,
    ),
    Setting(
        "minutes_days_level_3",
        "Minutes after a level 3 meeting within",
        5,
        "working days",
        "integer",
        "MAPPA practice",
        False,
    ),
    Setting(
        "meeting_least_agencies",
        "Agencies that must be present at a meeting, the police among them",
        2,
        "agencies",
        "integer",
        "Ours; no source names a quorum",
        False,
    ),
    Setting("panel_days", "The chair sees the case for, after the meeting", 28, "days", "integer", "Ours", True),
    Setting(
        "first_assessment_days",
        "First risk assessment after allocation within",
        15,
        "working days",
        "integer",
        "APP, notification requirements: 15 days where probation leads; police-led not named",
        False,
    ),
    *by_level("risk_review_months", "Risk review", (3, 6, 12, 12), "No source names an interval", checked=False),
    *by_level(
        "visit_months",
        "Home visit where the plan sets none",
        (1, 3, 6, 12),
        "National template before 29 June 2017; plans set the frequency since",
        checked=True,
    ),
    Setting(
        "safety_assessment_days",
        "The safety assessment before a home visit is made at most",
        14,
        "days before it",
        "integer",
        "Ours",
        True,
    ),
    Setting(
        "reason_for_restricted",
        "A reason is asked before a restricted part opens",
        True,
        "",
        "flag",
        "Data Protection Act 2018, section 62",
    ),
    Setting("restricted_minutes", "A restricted part stays open for", 30, "minutes", "integer", "Ours", True),
    Setting("need_to_know_days", "Sight of a case on need to know lasts at most", 28, "days", "integer", "Ours", True),
    Setting("cover_days", "Cover for an absent officer lasts at most", 90, "days", "integer", "Ours", True),
    Setting(
        "covert_naming_days",
        "Whoever does not lead is named to covert material for at most",
        90,
        "days",
        "integer",
        "Ours",
    ),
    Setting("covert_review_days", "Covert material is looked at again within", 28, "days", "integer", "Ours"),
    Setting(
        "informant_times",
        "An informant is referred to the intelligence bureau when they have told us something",
        2,
        "times",
        "integer",
        "APP, managing information: on a repeated basis; no source names a number",
    ),
    Setting(
        "informant_care_days", "The care owed to an informant is looked at again within", 90, "days", "integer", "Ours"
    ),
    Setting("break_glass_minutes", "Emergency access to a case lasts", 60, "minutes", "integer", "Ours", True),
    Setting(
        "escalate_days_supervisor", "Overdue work goes to the supervisor after", 1, "days", "integer", "Ours", True
    ),
    Setting("escalate_days_manager", "Overdue work goes to the unit manager after", 7, "days", "integer", "Ours", True),
    Setting("looks_an_hour", "Unusual: different cases opened in an hour, more than", 40, "cases", "integer", "Ours"),
    Setting(
        "looks_outside_unit", "Unusual: cases of other units opened in a day, more than", 10, "cases", "integer", "Ours"
    ),
    Setting("looking_review_days", "Unusual looking is reviewed within", 5, "working days", "integer", "Ours", True),
    Setting(
        "cap_breach_days", "A caseload over the cap is put right within", 5, "working days", "integer", "Ours", True
    ),
    Setting("cap_exception_months", "An exception from the cap lasts at most", 3, "months", "integer", "Ours", True),
    Setting("disclosure_days", "A disclosure is decided within", 5, "working days", "integer", "Ours", True),
    Setting(
        "disclosure_sight_days",
        "Whoever is to decide on a disclosure sees the case for at most",
        28,
        "days",
        "integer",
        "Ours",
        True,
    ),
    Setting(
        "disclosure_after_days",
        "Whoever decided on a disclosure sees the case for",
        7,
        "days after the decision",
        "integer",
        "Ours",
        True,
    ),
]
