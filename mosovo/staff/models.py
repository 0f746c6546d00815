"""The force, its units, its officers and staff, and the roles they hold."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from mosovo.audit.recording import recorded
from mosovo.staff.states import Ability, ProposalKind, ProposalState, Rank, Vetting


class Force(models.Model):
    """The police force that runs this system."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


@recorded
class Unit(models.Model):
    """A unit that manages cases, or a department whose people use the system."""

    force = models.ForeignKey(Force, models.PROTECT, related_name="units")
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    area = models.CharField(max_length=200, blank=True, help_text="The places the unit covers.")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    manages_cases = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers; there is no way to make a superuser."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(sign_in=username)


@recorded(exclude=["password", "last_login"])
class Officer(AbstractBaseUser, PermissionsMixin):
    """A police officer or member of police staff who signs in."""

    sign_in = models.CharField("sign-in name", max_length=50, unique=True)
    number = models.CharField("warrant or staff number", max_length=20, unique=True)
    given_names = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    rank = models.CharField("rank or grade", max_length=30, choices=Rank)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers", null=True, blank=True)
    vetting_level = models.CharField(max_length=10, choices=Vetting, default=Vetting.NONE)
    vetting_expires_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    is_staff = models.BooleanField("may open Django admin", default=False)

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "sign_in"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["number", "given_names", "family_name", "rank"]

    class Meta:
        ordering = ("family_name", "given_names")
        constraints = (
            # A superuser passes every permission check of Django; nobody is one.
            models.CheckConstraint(condition=Q(is_superuser=False), name="staff_no_superuser"),
        )

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.full_name}"

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}"

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. It is not hashed anew on the way: at sign-in nobody may write the row."""
        return check_password(raw_password, self.password)


class Role(models.Model):
    """A role as data: what it lets its holder do, and which rights on the unit come with it."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    abilities = ArrayField(models.CharField(max_length=40, choices=Ability), default=list, blank=True)
    unit_permissions = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="Rights on the unit's cases that are granted with the role, for example view_unit_cases.",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def brings(self, abilities: Iterable[str], unit_permissions: Iterable[str]) -> bool:
        """Whether all of these come with the role already."""
        return set(abilities) <= set(self.abilities) and set(unit_permissions) <= set(self.unit_permissions)


class DateRange(Func):
    """daterange(starts_on, ends_on, '[]') for constraints on a pair of date columns."""

    function = "DATERANGE"
    output_field = DateRangeField()


@recorded
class RoleHolding(models.Model):
    """An officer holds a role, in a unit or force-wide, from a day and perhaps until one."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="holdings")
    role = models.ForeignKey(Role, models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; empty while it lasts.")

    class Meta:
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="staff_holding_dates_in_order"
            ),
            ExclusionConstraint(
                name="staff_holding_no_overlap",
                expressions=(
                    ("officer", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Func(F("unit"), models.Value(0), function="COALESCE"), RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer}: {self.role}"


class FactorReset(models.Model):
    """An administrator took a colleague's second factors away, because they were lost: who, whose, when and why."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="factor_resets")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(max_length=500)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(condition=~Q(officer=F("by")), name="staff_factor_reset_by_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="staff_factor_reset_reason"),
        )

    def __str__(self) -> str:
        return f"{self.officer}: second factor reset"


@recorded
class ProviderLink(models.Model):
    """An officer's account at the force's provider of sign-in, by the provider's own name for it; never by e-mail."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="provider_links")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="staff_provider_link_one_officer"),
            models.UniqueConstraint(fields=("officer", "issuer"), name="staff_provider_link_one_account"),
        )

    def __str__(self) -> str:
        return f"{self.officer}: {self.issuer}"


@recorded(exclude=["password"])
class Proposal(models.Model):
    """What one administrator wants done that reaches cases; it takes effect when a second one confirms it.

    officer: whom it is about. role, unit, the days: of a role to be held. abilities, unit_permissions: of a role that
    is to bring more. password: the new one's hash, gone when it is decided.
    """

    kind = models.CharField(max_length=20, choices=ProposalKind)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="proposals")
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    abilities = ArrayField(models.CharField(max_length=40, choices=Ability), default=list, blank=True)
    unit_permissions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    password = models.CharField(max_length=128, blank=True)
    reason = models.TextField(max_length=500, blank=True)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)
        verbose_name = "change that waits for a second administrator"
        verbose_name_plural = "changes that wait for a second administrator"
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="confirmed") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="staff_proposal_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) | ~Q(officer=F("asked_by")), name="staff_proposal_not_for_oneself"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True) | ~Q(state="waiting") & Q(password=""),
                name="staff_proposal_password_goes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.officer or self.role}"


class Draft(models.Model):
    """Half-written words of a form, kept a day for the one who wrote them. words: sealed; no history."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="drafts")
    address = models.CharField(max_length=300)
    words = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("officer", "address"), name="staff_draft_one_a_form"),)

    def __str__(self) -> str:
        return self.address
