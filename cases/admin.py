"""Agencies in Django admin: reference data, and the only table of this app that is to be had there."""

from django.contrib import admin

from cases.models import Agency
from mosovo.staff.site import Keeper, site


@admin.register(Agency, site=site)
class AgencyAdmin(Keeper):
    list_display = ("name", "code", "in_use", "cares_for_children")
    list_filter = ("in_use",)
    search_fields = ("name", "code")
