"""The register of the office: units, people, who holds which post. Nothing that is reported.

Whoever has `is_staff` keeps it; there are no finer rights to hand out. Every change is kept by
the history triggers.
"""

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from directives.models import Absence, Appointment, Department, FormerName, Headcount, User

#: How a day stands in a list, as on the pages.
TABLE_DATE = "d/m/Y"

admin.site.site_header = _("Đôn Đốc: quản trị hệ thống")
admin.site.site_title = _("Đôn Đốc")
admin.site.index_title = _("Đơn vị, người dùng, chức vụ")
# One way in, with its rate limits and, later, its second factor.
admin.site.login = secure_admin_login(admin.site.login)
# Four lists need no menu beside them; their columns need the room.
admin.site.enable_nav_sidebar = False
# Rights follow from appointments, and addresses stand with the person; the imports above make
# sure that these two were registered.
admin.site.unregister([Group, EmailAddress])


class KeptByAdministrators:
    """Mixin: open to system administrators, whole."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class FormerNameInline(KeptByAdministrators, admin.TabularInline):
    model = FormerName
    extra = 0


class HeadcountInline(KeptByAdministrators, admin.TabularInline):
    model = Headcount
    extra = 0


@admin.register(Department)
class DepartmentAdmin(KeptByAdministrators, admin.ModelAdmin):
    list_display = ["name", "short_name", "kind", "head_title", "is_coordinator", "dissolved_on"]
    list_filter = ["kind", "is_coordinator"]
    search_fields = ["name", "short_name", "symbol"]
    autocomplete_fields = ["parent", "leader_in_charge"]
    # The end of a unit moves duties and reports: the page "Đơn vị" does it as one.
    readonly_fields = ["dissolved_on", "successor", "dissolution_paper"]
    inlines = [FormerNameInline, HeadcountInline]


class AppointmentInline(KeptByAdministrators, admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ["department"]


class UserCreationForm(auth_forms.AdminUserCreationForm):
    class Meta(auth_forms.AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "email"]


class UserChangeForm(auth_forms.UserChangeForm):
    class Meta(auth_forms.UserChangeForm.Meta):
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(KeptByAdministrators, UserAdmin):
    """Accounts are disabled, never deleted: their names stand on reports."""

    form = UserChangeForm
    add_form = UserCreationForm
    list_display = ["full_name", "username", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["full_name", "username", "email"]
    ordering = ["sort_key"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Người dùng"), {"fields": ["full_name", "email", "phone"]}),
        (_("Quyền"), {"fields": ["is_active", "is_staff"]}),
        (_("Thời gian"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "full_name",
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        ),
    ]
    inlines = [AppointmentInline]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_inlines(self, request, obj):
        """First the account, then its posts."""
        return self.inlines if obj else []


@admin.register(Appointment)
class AppointmentAdmin(KeptByAdministrators, admin.ModelAdmin):
    list_display = ["user", "title", "unit", "role", "first_day", "last_day"]
    list_filter = ["role", "department"]
    list_select_related = ["user", "department"]
    search_fields = ["user__full_name", "department__name", "title", "paper"]
    autocomplete_fields = ["user", "department"]
    date_hierarchy = "starts_on"

    @admin.display(description=_("đơn vị"), ordering="department__sort_key")
    def unit(self, appointment):
        return appointment.department.short_name

    @admin.display(description=_("từ ngày"), ordering="starts_on")
    def first_day(self, appointment):
        return date_format(appointment.starts_on, TABLE_DATE)

    @admin.display(description=_("đến hết ngày"), ordering="ends_on", empty_value="")
    def last_day(self, appointment):
        return appointment.ends_on and date_format(appointment.ends_on, TABLE_DATE)


@admin.register(Absence)
class AbsenceAdmin(KeptByAdministrators, admin.ModelAdmin):
    list_display = ["user", "first_day", "last_day", "stand_in", "note"]
    list_select_related = ["user", "stand_in"]
    search_fields = ["user__full_name", "stand_in__full_name", "note"]
    autocomplete_fields = ["user", "stand_in"]
    date_hierarchy = "starts_on"

    @admin.display(description=_("từ ngày"), ordering="starts_on")
    def first_day(self, absence):
        return date_format(absence.starts_on, TABLE_DATE)

    @admin.display(description=_("đến hết ngày"), ordering="ends_on")
    def last_day(self, absence):
        return date_format(absence.ends_on, TABLE_DATE)
