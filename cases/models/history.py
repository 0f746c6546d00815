"""Convictions, orders, licences, and where the person has been. The case compartment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.case import Case
from cases.states import CaseStatus, OrderKind
from mosovo.audit.recording import recorded
from mosovo.days import in_words


@recorded
class Conviction(models.Model):
    """A conviction, finding or caution, with what the court did."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="convictions")
    convicted_on = models.DateField()
    offence = models.CharField(max_length=200)
    offence_code = models.CharField("Home Office offence code", max_length=5, blank=True)
    disposal = models.CharField(max_length=200, blank=True)
    sentence_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-convicted_on",)

    def __str__(self) -> str:
        return self.offence


@recorded
class Order(models.Model):
    """A civil order with its terms."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="orders")
    kind = models.CharField(max_length=20, choices=OrderKind)
    terms = models.TextField()
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True, help_text="Empty: until further order.")

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="cases_order_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


@recorded
class Licence(models.Model):
    """A licence with its conditions."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="licences")
    conditions = models.TextField()
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering = ("-from_on",)

    def __str__(self) -> str:
        return f"Licence from {in_words(self.from_on)}"


@recorded
class StatusChange(models.Model):
    """The person went into custody, came out, left or came back, or the case was closed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=12, choices=CaseStatus)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.get_status_display()
