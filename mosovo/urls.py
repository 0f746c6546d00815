"""The whole address table. Each app owns its own; the case page is put together from what they registered."""

from django.urls import include, path

from mosovo.staff.site import site

urlpatterns = [
    path("", include("mosovo.staff.urls")),
    path("", include("mosovo.diary.urls")),
    path("", include("mosovo.access.urls")),
    path("", include("mosovo.audit.urls")),
    path("", include("cases.urls")),
    path("", include("risk.urls")),
    path("", include("sharing.urls")),
    path("", include("media_comms.urls")),
    path("api/v1/", include("mosovo.api")),
    path("api/v1/", include("mosovo.staff.api")),
    path("api/v1/", include("mosovo.diary.api")),
    path("api/v1/", include("cases.api")),
    path("api/v1/", include("risk.api")),
    path("api/v1/", include("sharing.api")),
    path("api/v1/", include("media_comms.api")),
    path("admin/", site.urls),
]

handler400 = "mosovo.pages.bad_request"
handler403 = "mosovo.pages.not_allowed"
handler404 = "mosovo.pages.not_there"
handler500 = "mosovo.pages.failed"
