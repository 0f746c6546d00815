"""What waits for a second administrator, in Django admin: read, confirmed or refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from mosovo import clock
from mosovo.access.pages import fresh_factor
from mosovo.errors import Missing
from mosovo.pages import NOT_THERE
from mosovo.staff.actions import confirm_proposal, refuse_proposal, why_not_confirm_now
from mosovo.staff.models import Proposal
from mosovo.staff.site import Keeper, site


@admin.register(Proposal, site=site)
class ProposalAdmin(Keeper):
    """Waiting ones first. A proposal is made where the thing itself is done, and never changed."""

    list_display = ("kind", "officer", "role", "unit", "asked_by", "asked_at", "state")
    list_filter = ("state", "kind")
    list_select_related = ("officer", "role", "unit", "asked_by")
    ordering = ("-state", "-asked_at")
    fields = (
        *("kind", "officer", "role", "unit", "starts_on", "ends_on", "abilities", "unit_permissions", "reason"),
        *("asked_by", "asked_at", "state", "decided_by", "decided_at"),
    )
    change_form_template = "admin/staff/proposal_change.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What was proposed and no more: a new password has no unit, and a role no reason."""
        return [
            name for name in super().get_fields(request, obj) if obj and getattr(obj, str(name)) not in (None, "", [])
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Changes that wait for a second administrator"})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """With why the person may not confirm it beside it, and not after the button."""
        person: Any = request.user
        shown: dict[str, Any] = {"title": "A change that waits for a second administrator"}
        proposal = self.get_object(request, unquote(object_id))
        if proposal is not None:
            shown["why_not_confirm"] = why_not_confirm_now(person, proposal, now=clock.now())
            shown["may_refuse"] = proposal.officer_id != person.pk
            shown["own"] = proposal.asked_by_id == person.pk
        return super().change_view(request, object_id, form_url, shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(fresh_factor(view)),
                name=f"staff_proposal_{name}",
            )
            for name, view in (("confirm", self.confirm), ("refuse", self.refuse))
        ]
        return [*own, *super().get_urls()]

    def confirm(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._decided(request, object_id, confirm_proposal, "Confirmed, and done.")

    def refuse(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._decided(request, object_id, refuse_proposal, "Not confirmed. Nothing is changed.")

    @staticmethod
    def _decided(request: HttpRequest, object_id: int, act: Callable[..., None], said: str) -> HttpResponse:
        proposal = Proposal.objects.filter(pk=object_id).first()
        if proposal is None:
            raise Missing(NOT_THERE)
        if request.method != "POST":  # come back from proving the factor
            return redirect("admin:staff_proposal_change", object_id)
        act(by=request.user, proposal=proposal, now=clock.now())
        messages.success(request, said)
        return redirect("admin:staff_proposal_changelist")
