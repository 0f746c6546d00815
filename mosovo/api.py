"""The API's address table, token sign-in and schema. Each app adds its endpoints in its own api.py (mosovo/urls.py)."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from mosovo.diary import api as diary
from mosovo.staff import api as staff


class SchemaView(SpectacularJSONAPIView):
    """The description of every endpoint, in OpenAPI 3."""

    access_rule = "signed in"


class DocumentationView(SpectacularSwaggerSplitView):
    """The description as pages to read and try, from files of our own host and without any script in the page."""

    access_rule = "signed in"
    url_name = "api-schema"


urlpatterns = [
    path("token/", staff.TokenView.as_view(), name="api-token"),
    path("sign-out/", staff.SignOutView.as_view(), name="api-sign-out"),
    path("me/", staff.MeView.as_view(), name="api-me"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
    *staff.router.urls,
    *diary.router.urls,
]
