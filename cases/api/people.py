"""People: the search, and the operational flag."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.models import Address, Alias, Flag, Nominal
from cases.queries.flag import FlagSheet, flag_sheet
from cases.queries.search import search_people
from cases.rules.search import LONGEST
from mosovo import clock
from mosovo.access.policies import require
from mosovo.access.rest import CaseScopedViewSet
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.staff.models import Officer, Unit


class PersonSerializer(serializers.ModelSerializer[Nominal]):
    class Meta:
        model = Nominal
        fields = ("reference", "given_names", "family_name", "date_of_birth", "sex", "pnc_id")


class AliasSerializer(serializers.ModelSerializer[Alias]):
    class Meta:
        model = Alias
        fields = ("name", "kind")


class AddressSerializer(serializers.ModelSerializer[Address]):
    class Meta:
        model = Address
        fields = ("lines", "postcode", "from_on", "until_on")


class FlagSerializer(serializers.ModelSerializer[Flag]):
    call_officer = serializers.SlugRelatedField[Officer](slug_field="full_name", read_only=True)
    call_unit = serializers.SlugRelatedField[Unit](slug_field="name", read_only=True)

    class Meta:
        model = Flag
        fields = (
            "warning",
            "approach",
            "people_at_risk",
            "method",
            "risk_factors",
            "conditions",
            "call_officer",
            "call_unit",
            "reviewed_on",
        )


class FlagSheetSerializer(PersonSerializer):
    aliases = serializers.SerializerMethodField()
    addresses = serializers.SerializerMethodField()
    flag = serializers.SerializerMethodField()
    call_phone = serializers.SerializerMethodField()

    class Meta(PersonSerializer.Meta):
        fields: Any = (*PersonSerializer.Meta.fields, "aliases", "addresses", "flag", "call_phone")

    @property
    def sheet(self) -> FlagSheet:
        found: FlagSheet = self.context["sheet"]
        return found

    @extend_schema_field(AliasSerializer(many=True))
    def get_aliases(self, nominal: Nominal) -> Any:
        return AliasSerializer(self.sheet.aliases, many=True).data

    @extend_schema_field(AddressSerializer(many=True))
    def get_addresses(self, nominal: Nominal) -> Any:
        return AddressSerializer(self.sheet.addresses, many=True).data

    @extend_schema_field(FlagSerializer(allow_null=True))
    def get_flag(self, nominal: Nominal) -> Any:
        return FlagSerializer(self.sheet.flag).data if self.sheet.flag else None

    def get_call_phone(self, nominal: Nominal) -> str:
        return self.sheet.call_phone


class FoundSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField(source="nominal.reference")
    given_names = serializers.CharField(source="nominal.given_names")
    family_name = serializers.CharField(source="nominal.family_name")
    date_of_birth = serializers.DateField(source="nominal.date_of_birth", allow_null=True)
    aliases = serializers.ListField(child=serializers.CharField())
    how = serializers.CharField(help_text="In a word or two, why this person was found.")


class PersonViewSet(CaseScopedViewSet):
    """People whose flags are in sight."""

    model = Nominal
    serializer_class = PersonSerializer
    lookup_field = "reference"
    pagination_class = None
    asks = ("q",)

    @extend_schema(
        parameters=[OpenApiParameter("q", str, required=True, description="Name, date of birth, reference or number.")],
        responses=FoundSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """At most 50 people who may be meant, the best match first. Nobody is listed without being asked for."""
        require(request.user, "people.search")
        text = request.query_params.get("q", "").strip()
        if not text or len(text) > LONGEST:
            raise serializers.ValidationError({"q": [f"Say whom you look for, in at most {LONGEST} characters."]})
        found = search_people(request.user, text, today=clock.today()).found  # type: ignore[arg-type] # behind the gate
        shown = {one.nominal.pk for one in found}
        request.looks.add(LookKind.SEARCH, shown, Compartment.OPERATIONAL, reason=f"Searched for: {text}")  # type: ignore[attr-defined]
        return Response(FoundSerializer(found, many=True).data)

    @extend_schema(responses=FlagSheetSerializer)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One person with the operational flag: what a patrol must know at once, and nothing restricted."""
        nominal = self.get_object()
        require(request.user, "flag.view", nominal)
        sheet = flag_sheet(request.user, nominal, today=clock.today())  # type: ignore[arg-type] # behind the gate
        self.note_looks([nominal])
        return Response(FlagSheetSerializer(nominal, context={"sheet": sheet}).data)
