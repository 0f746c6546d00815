"""The case: why and by whom a person is managed. The case compartment."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from cases.models.nominal import Nominal
from cases.states import CASE_MOVES, CaseStatus, Category, Level, RiskLevel
from mosovo.audit.recording import recorded
from mosovo.days import in_words
from mosovo.staff.models import DateRange
from mosovo.workflow.states import only_these_moves

LASTING = RangeBoundary(inclusive_upper=True)


@recorded(exclude=["next_due_on"])
class Case(models.Model):
    """One managed person. The key is the nominal's, so that a nominal has one case and both have one number.

    officer, category, level and risk_level are what holds now; each has its history in a table of its own, and the same
    action writes both.
    """

    nominal = models.OneToOneField(Nominal, models.PROTECT, primary_key=True, related_name="case")
    unit = models.ForeignKey("staff.Unit", models.PROTECT, related_name="cases")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        help_text="The offender manager; empty while unallocated.",
    )
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.COMMUNITY)
    category = models.CharField(max_length=4, choices=Category)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.ONE)
    risk_level = models.CharField(max_length=10, choices=RiskLevel, blank=True)
    risk_level_on = models.DateField(null=True, blank=True)
    locked = models.BooleanField(
        default=False, help_text="Only people named on the case see it; rights on the unit do not count."
    )
    opened_on = models.DateField()
    allocated_on = models.DateField(null=True, blank=True)
    last_visit_on = models.DateField(null=True, blank=True)
    next_due_on = models.DateField(
        null=True,
        editable=False,
        help_text="The first open deadline's day; kept by a trigger on the diary, so that a list need not look it up.",
    )

    class Meta:
        indexes = (
            models.Index(fields=("officer", "status"), name="cases_case_officer"),
            models.Index(fields=("unit", "status"), name="cases_case_unit"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(risk_level="", risk_level_on__isnull=True)
                | (~Q(risk_level="") & Q(risk_level_on__isnull=False)),
                name="cases_risk_level_with_its_day",
            ),
        )
        triggers = (only_these_moves(CASE_MOVES, field="status"),)

    def __str__(self) -> str:
        return f"Case {self.nominal_id}"

    @property
    def reference(self) -> str:
        return self.nominal.reference


@recorded
class CategoryPeriod(models.Model):
    """The person is in a category from a day, perhaps until one. The same category never overlaps itself."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="categories")
    category = models.CharField(max_length=4, choices=Category)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    grounds = models.CharField(max_length=300)

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            ExclusionConstraint(
                name="cases_category_no_overlap",
                expressions=(
                    ("case", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", LASTING), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.get_category_display()


@recorded
class LevelPeriod(models.Model):
    """The MAPPA level and lead agency from a day; a case has one level at a time."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(choices=Level)
    lead_agency = models.ForeignKey("cases.Agency", models.PROTECT, related_name="+")
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            ExclusionConstraint(
                name="cases_level_no_overlap",
                expressions=(
                    ("case", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.get_level_display()


@recorded
class Allocation(models.Model):
    """Who is offender manager of a case, from a day on. One at a time."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="allocations")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="allocations")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    allocated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(until_on__isnull=True), name="cases_one_open_allocation"
            ),
            ExclusionConstraint(
                name="cases_allocation_no_overlap",
                expressions=(
                    ("case", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer} from {in_words(self.from_on)}"


@recorded
class CapException(models.Model):
    """A supervisor lets an officer's caseload pass the cap, for a reason and until a day."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cap_exceptions")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", help_text="The case that passed the cap.")
    reason = models.TextField()
    figures = models.CharField(max_length=200, help_text="The share as it was, in words.")
    from_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("from_on")), name="cases_cap_exception_dates_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="cases_cap_exception_has_reason"),
        )

    def __str__(self) -> str:
        return f"Exception for {self.officer} until {in_words(self.ends_on)}"
