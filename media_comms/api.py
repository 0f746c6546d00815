"""Enquiries from the media, to read. The case an enquiry is about is not among what is sent."""

from typing import Any

from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from media_comms.models import Enquiry
from mosovo.access.rest import CaseScopedViewSet
from mosovo.staff.models import Unit


class EnquirySerializer(serializers.ModelSerializer[Enquiry]):
    unit = serializers.SlugRelatedField[Unit](slug_field="code", read_only=True)

    class Meta:
        model = Enquiry
        fields = (
            "reference",
            "received_at",
            "outlet",
            "journalist",
            "question",
            "about",
            "deadline_at",
            "child_at_risk",
            "unit",
            "state",
        )


class EnquiryViewSet(CaseScopedViewSet):
    """Enquiries in sight: the press office sees all, a unit those put to it."""

    model = Enquiry
    reads = "enquiry.list"
    serializer_class = EnquirySerializer
    filterset_fields = ("state",)
    lookup_field = "reference"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("unit")


router = SimpleRouter()
router.register("enquiries", EnquiryViewSet, "api-enquiry")

urlpatterns = router.urls
