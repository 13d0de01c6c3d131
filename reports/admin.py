"""The office's own days off and days worked, on top of the country's holidays."""

from django.contrib import admin

from directives.admin import KeptByAdministrators
from reports.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(KeptByAdministrators, admin.ModelAdmin):
    list_display = ["on", "name", "is_working_day"]
    list_filter = ["is_working_day"]
    search_fields = ["name"]
    date_hierarchy = "on"
