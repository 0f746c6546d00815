"""The nominal: who the person is, and what every police user may know at once. The operational compartment."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.db.models.expressions import Func

from cases.states import AliasKind, Sex
from mosovo.audit.recording import recorded


@recorded
class Nominal(models.Model):
    """A person on record. ``reference`` is the public name of the record, in addresses of pages and in talk."""

    reference = models.CharField(max_length=12, unique=True)
    given_names = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN)
    pnc_id = models.CharField("PNC identifier", max_length=20, blank=True, db_index=True)
    cro_number = models.CharField("CRO number", max_length=20, blank=True)
    noms_number = models.CharField("NOMS number", max_length=20, blank=True)
    visor_reference = models.CharField("ViSOR reference", max_length=20, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("date_of_birth",), name="cases_nominal_birth"),
            models.Index(fields=("cro_number",), name="cases_nominal_cro"),
            models.Index(fields=("noms_number",), name="cases_nominal_noms"),
            models.Index(fields=("visor_reference",), name="cases_nominal_visor"),
        )
        constraints = (
            models.UniqueConstraint(fields=("pnc_id",), condition=~Q(pnc_id=""), name="cases_one_nominal_a_pnc_id"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.full_name}"

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}"


@recorded
class Alias(models.Model):
    """Another name the person has used."""

    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=AliasKind, default=AliasKind.ALIAS)

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.name


@recorded
class Address(models.Model):
    """Where the person lives or has lived. Never a victim's or another person's address."""

    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="addresses")
    lines = models.CharField("address", max_length=250)
    postcode = models.CharField(max_length=10, blank=True)
    from_on = models.DateField("from", null=True, blank=True)
    until_on = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering = (F("until_on").desc(nulls_first=True), "-from_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="cases_address_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.lines} {self.postcode}".strip()


@recorded
class Flag(models.Model):
    """What a patrol or the control room must know at once (one for each nominal), and nothing restricted."""

    nominal = models.OneToOneField(Nominal, models.CASCADE, primary_key=True, related_name="flag")
    warning = models.CharField(max_length=300, blank=True)
    method = models.TextField("method of offending", blank=True)
    risk_factors = models.TextField(blank=True)
    conditions = models.TextField("licence and order conditions", blank=True)
    people_at_risk = models.TextField(blank=True)
    approach = models.TextField("what to do on contact", blank=True)
    call_unit = models.ForeignKey("staff.Unit", models.PROTECT, null=True, related_name="+")
    call_officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"Flag of {self.nominal}"


class NameWord(models.Model):
    """Each word of any name, once, with how it sounds. Tied to nobody, so a near-miss search may use an index."""

    word = models.CharField(max_length=60, primary_key=True)
    sound = GeneratedField(
        expression=Func(F("word"), function="dmetaphone"),
        output_field=models.CharField(max_length=8),
        db_persist=True,
    )
    other_sound = GeneratedField(
        expression=Func(F("word"), function="dmetaphone_alt"),
        output_field=models.CharField(max_length=8),
        db_persist=True,
    )

    class Meta:
        indexes = (
            models.Index(fields=("sound",), name="cases_word_sound"),
            models.Index(fields=("other_sound",), name="cases_word_other_sound"),
            GinIndex(fields=("word",), opclasses=("gin_trgm_ops",), name="cases_word_letters"),
        )

    def __str__(self) -> str:
        return self.word


class NameToken(models.Model):
    """One word of one name of one nominal, without accents, in capitals."""

    nominal = models.ForeignKey(Nominal, models.CASCADE, related_name="name_tokens")
    word = models.CharField(max_length=60, db_index=True)
    is_alias = models.BooleanField(default=False)
    is_family = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("nominal", "word", "is_alias", "is_family"), name="cases_name_token_once"),
        )

    def __str__(self) -> str:
        return self.word
