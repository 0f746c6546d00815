"""The case file through the API, split by noun."""

from rest_framework.routers import SimpleRouter

from cases.api.case import CaseViewSet
from cases.api.meeting import MeetingViewSet
from cases.api.people import PersonViewSet
from cases.api.visit import VisitViewSet

router = SimpleRouter()
router.register("people", PersonViewSet, "api-person")
router.register("cases", CaseViewSet, "api-case")
router.register("visits", VisitViewSet, "api-visit")
router.register("meetings", MeetingViewSet, "api-meeting")

urlpatterns = router.urls
