"""The API's description, to read by program and by eye. Each app has its endpoints in its own api.py."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView


class SchemaView(SpectacularJSONAPIView):
    """The description of every endpoint, in OpenAPI 3."""

    access_rule = "signed in"


class DocumentationView(SpectacularSwaggerSplitView):
    """The description as pages to read and try, from files of our own host and without any script in the page."""

    access_rule = "signed in"
    url_name = "api-schema"


urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
]
