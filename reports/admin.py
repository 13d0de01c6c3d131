"""The office's own days off and days worked, on top of the country's holidays."""

from django.contrib import admin
from django.utils import timezone

from directives.admin import KeptByAdministrators
from reports import days_off
from reports.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(KeptByAdministrators, admin.ModelAdmin):
    list_display = ["on", "name", "is_working_day"]
    list_filter = ["is_working_day"]
    search_fields = ["name"]
    date_hierarchy = "on"

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        days_off.realign({obj.on, form.initial.get("on")} - {None}, at=timezone.now())

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        days_off.realign({obj.on}, at=timezone.now())

    def delete_queryset(self, request, queryset):
        days = set(queryset.values_list("on", flat=True))
        super().delete_queryset(request, queryset)
        days_off.realign(days, at=timezone.now())
