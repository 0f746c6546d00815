"""The API's description, to read by program and by eye. Each app has its endpoints in its own api.py."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import path
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from mosovo.access.rest import Endpoint


class SchemaView(Endpoint, SpectacularJSONAPIView):
    """The description of every endpoint, in OpenAPI 3."""

    access_rule = "signed in"


@method_decorator(csp_update({"img-src": [SELF, "data:"]}), name="dispatch")  # icons inside its style sheet
class DocumentationView(Endpoint, SpectacularSwaggerSplitView):
    """The description as pages to read and try, from files of our own host and without any script in the page."""

    access_rule = "signed in"
    url_name = "api-schema"
    asks = ("script",)  # the page's own script is the same address, asked with it


urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
]
