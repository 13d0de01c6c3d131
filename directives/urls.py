from django.urls import path

from directives.views import (
    absences,
    assignments,
    directives,
    duties,
    files,
    staff,
    tracking,
)

app_name = "directives"

urlpatterns = [
    # Absences, and who gets the mail meanwhile
    path("absences/", absences.absence_list, name="absences"),
    path("absences/<uuid:absence_id>/end/", absences.end, name="end-absence"),
    # Assignments: a unit takes on its duties
    path(
        "assignments/<uuid:assignment_id>/acknowledge/", assignments.acknowledge, name="acknowledge"
    ),
    path("assignments/<uuid:assignment_id>/end/", assignments.end, name="end-assignment"),
    path("<uuid:directive_id>/acknowledge/", assignments.acknowledge_all, name="acknowledge-all"),
    # Directives
    path("", directives.directive_list, name="list"),
    path("new/", directives.create, name="create"),
    path("<uuid:directive_id>/", directives.detail, name="detail"),
    path("<uuid:directive_id>/edit/", directives.edit, name="edit"),
    path("<uuid:directive_id>/number/", directives.number, name="number"),
    path("<uuid:directive_id>/bases/new/", directives.add_basis, name="add-basis"),
    path("<uuid:directive_id>/bases/<int:ordinal>/edit/", directives.edit_basis, name="edit-basis"),
    # Duties
    path("<uuid:directive_id>/duties/new/", duties.add_duty, name="add-duty"),
    path("duties/<uuid:duty_id>/edit/", duties.edit_duty, name="edit-duty"),
    path("duties/<uuid:duty_id>/indicators/", duties.indicators, name="indicators"),
    path("duties/<uuid:duty_id>/implement/", directives.implement, name="implement"),
    path("duties/<uuid:duty_id>/assign/", duties.assign, name="assign"),
    # People of a unit
    path("staff/", staff.own, name="own-staff"),
    path("units/<uuid:unit_id>/staff/", staff.staff_list, name="staff"),
    path("units/<uuid:unit_id>/staff/headcount/", staff.set_headcount, name="set-headcount"),
    path("staff/<uuid:member_id>/", staff.member, name="staff-member"),
    path("staff/<uuid:member_id>/leave/", staff.leave, name="leave-staff"),
    path("staff/<uuid:member_id>/strike/", staff.strike, name="strike-staff"),
    # Tracking: a table of before comes in
    path("tracking/", tracking.tracking, name="tracking"),
    path("tracking/<uuid:table_id>/", tracking.tracking_import, name="tracking-import"),
    path("tracking/<uuid:table_id>/columns/", tracking.lay_out, name="lay-out-tracking"),
    path("tracking/<uuid:table_id>/answers/", tracking.answer, name="answer-tracking"),
    path("tracking/<uuid:table_id>/apply/", tracking.apply, name="apply-tracking"),
    # Files
    path("files/<uuid:attachment_id>/", files.attachment, name="attachment"),
]
