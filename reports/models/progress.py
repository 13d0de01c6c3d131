"""The report of one unit for one period: what it owes and sends, and what became of it."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject, TruncDate
from django.utils.translation import gettext_lazy as _

from directives.models import Appointment, Attachment, Department, FormerName
from directives.models.base import PublicModel
from directives.posts import LEADER_ROLES
from reports.models.calendar import ReportingPeriod


class State(models.TextChoices):
    EXPECTED = "expected", _("Chưa báo cáo")
    SUBMITTED = "submitted", _("Chờ tiếp nhận")
    RETURNED = "returned", _("Cần bổ sung")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    REPLACED = "replaced", _("Chuyển đơn vị kế thừa")
    RELEASED = "released", _("Không còn phải báo cáo")


#: Reports the unit still owes.
OPEN_STATES = (State.EXPECTED, State.RETURNED)
#: Reports HCTH has in hand or has taken in.
RECEIVED_STATES = (State.SUBMITTED, State.RETURNED, State.ACCEPTED)
#: Reports whose results HCTH may tag with the legal bases that they answer.
TAGGED_STATES = (State.SUBMITTED, State.ACCEPTED)
#: Reports that their unit no longer owes, counted nowhere: the successor's is, or none.
LAPSED_STATES = (State.REPLACED, State.RELEASED)


def reviewed_from_outside(posts, prefix="") -> Q:
    """Reports, at the end of `prefix`, that this person reviews without belonging to the unit.

    HCTH reviews the units, the leaders HCTH; nobody his own unit.
    """

    def at(path, value):
        return Q(**{prefix + path: value})

    own = at("department", F(f"{prefix}period__directive__coordinator"))
    of_hcth = at("period__directive__agency__in", posts.leads) & own
    of_units = at("period__directive__coordinator__in", posts.coordinates) & ~own
    return (of_hcth | of_units) & ~at("department__in", posts.member_of)


class ProgressReportQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """His unit's, those his unit follows up, those of an agency he leads."""
        return self.filter(
            Q(department__in=posts.member_of)
            | Q(period__directive__coordinator__in=posts.member_of)
            | Q(period__directive__agency__in=posts.leads)
        )

    def of(self, posts):
        """Only those of his own units."""
        return self.filter(department__in=posts.member_of)

    def open(self):
        return self.filter(state__in=OPEN_STATES, period__confirmed_at__isnull=False)

    def locked(self, *, skip_locked=False):
        """Held until the transaction ends, in the one order; children, as notices, may be added."""
        return self.order_by("pk").select_for_update(
            no_key=True, of=("self",), skip_locked=skip_locked
        )

    def overdue(self, *, on):
        """Still owed although the due day has passed; the due day itself is on time."""
        return self.open().filter(due_on__lt=on)

    def after_last_step(self, *, on):
        """Overdue, and the last step of the reminders has gone by: now it is HCTH's turn."""
        from reports.models.reminder import Reminder

        to_come = (
            Reminder.objects.filter(
                report=OuterRef("pk"), due_on=OuterRef("due_on"), send_on__gte=on
            )
            .exclude(state=Reminder.State.CALLED_OFF)
            .order_by()
        )
        return self.overdue(on=on).filter(~Exists(to_come))

    def awaiting_acceptance(self):
        return self.filter(state=State.SUBMITTED)

    def acceptable_by(self, posts, *, on):
        """The queue of this person: the same rule as `permissions.may("accept", ...)`."""
        his = reviewed_from_outside(posts)
        if posts.coordinates:
            leaders = Appointment.objects.in_office(on=on).filter(
                role__in=LEADER_ROLES, department=OuterRef("period__directive__agency")
            )
            own = Q(department=F("period__directive__coordinator"))
            his |= own & Q(department__in=posts.coordinates) & ~Exists(leaders)
        return self.awaiting_acceptance().filter(his)

    def with_first_submission(self):
        """Adds `first_submitted_at` and `first_due_on`, the deadline then in force."""
        sent = Submission.objects.filter(report=OuterRef("pk")).order_by("number")
        return self.annotate(
            first_submitted_at=models.Subquery(sent.values("submitted_at")[:1]),
            first_due_on=models.Subquery(sent.values("due_on")[:1]),
        )

    def with_last_submission(self):
        """Adds `last_submitted_at`, and `figures_until` where its figures are interim."""
        sent = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
        return self.annotate(
            last_submitted_at=models.Subquery(sent.values("submitted_at")[:1]),
            figures_until=models.Subquery(sent.values("figures_until")[:1]),
        )

    def with_entry(self):
        """Adds `entry` of the last submission, as JSON: "name", in whose name HCTH typed it in,
        None where the unit sent it itself; "is_confirmed" by the head; None where nothing was sent.
        """
        confirmed = HeadConfirmation.objects.filter(submission=OuterRef("pk"))
        facts = JSONObject(name="on_behalf_of__full_name", is_confirmed=Exists(confirmed))
        sent = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
        return self.annotate(entry=models.Subquery(sent.values(facts=facts)[:1]))

    def entries_to_confirm(self, posts):
        """Typed in by HCTH in the name of a unit for which he sends, and not confirmed yet."""
        latest = Submission.objects.filter(report=OuterRef("report")).order_by("-number")
        waiting = Submission.objects.filter(
            report=OuterRef("pk"),
            on_behalf_of__isnull=False,
            head_confirmation=None,
            pk=models.Subquery(latest.values("pk")[:1]),
        )
        return self.filter(
            Exists(waiting), department__in=posts.submits_for, state__in=RECEIVED_STATES
        )

    def interim(self):
        """In hand, but with figures that end before the cut-off; adds as `with_last_submission`."""
        received = self.filter(state__in=[State.SUBMITTED, State.ACCEPTED])
        return received.with_last_submission().filter(figures_until__isnull=False)

    def with_was_late(self):
        """Adds `was_late`: a submission came after the deadline then in force.

        Each Submission keeps that deadline, so a slow reviewer makes nobody late.
        """
        return self.annotate(
            was_late=Exists(
                Submission.objects.filter(report=OuterRef("pk"), submitted_at__date__gt=F("due_on"))
            )
        )

    def with_delay(self):
        """Adds `delay`: "due_on" and "sent_on" of the submission that came latest after its
        deadline, as JSON; None where none was late. The same rule as `with_was_late()`.
        """
        sent_on = TruncDate("submitted_at")
        late = Submission.objects.filter(
            report=OuterRef("pk"), submitted_at__date__gt=F("due_on")
        ).order_by(sent_on - F("due_on"), "pk")
        facts = JSONObject(due_on="due_on", sent_on=sent_on)
        return self.annotate(delay=models.Subquery(late.reverse().values(facts=facts)[:1]))

    def with_open_extension(self):
        """Adds `asked_until`: the day asked for by a request that nobody has decided."""
        from reports.models.extension import ExtensionRequest

        asked = ExtensionRequest.objects.open().filter(report=OuterRef("pk"))
        return self.annotate(asked_until=models.Subquery(asked.values("to_due_on")[:1]))

    def with_reminder_count(self):
        """Adds `sent_reminder_count`: automatic reminders that went out, never urgings."""
        from reports.models.reminder import Reminder

        sent = Reminder.objects.filter(report=OuterRef("pk"), state=Reminder.State.SENT)
        counted = sent.order_by().values("report").annotate(count=models.Count("pk"))
        return self.annotate(
            sent_reminder_count=Coalesce(models.Subquery(counted.values("count")), 0)
        )

    def with_urging_count(self):
        """Adds `urging_count`: urgings by persons, never automatic reminders.

        Those about this report, and those about none that were made in its period.
        """
        from reports.models.supervision import Supervision

        in_its_time = Q(on__range=(OuterRef("period__starts_on"), OuterRef("period__ends_on")))
        acts = (
            Supervision.objects.urgings()
            .filter(department=OuterRef("department"), directive=OuterRef("period__directive"))
            .filter(Q(reports=OuterRef("pk")) | Q(reports=None) & in_its_time)
        )
        counted = acts.order_by().values("directive").annotate(count=models.Count("pk"))
        return self.annotate(urging_count=Coalesce(models.Subquery(counted.values("count")), 0))

    def with_status(self):
        """All that `status.of_report` asks for, in any state."""
        return (
            self.with_first_submission()
            .with_last_submission()
            .with_was_late()
            .with_delay()
            .with_entry()
            .with_open_status()
        )

    def with_open_status(self):
        """All that `status.of_report` asks for of an open report."""
        return self.with_open_extension().with_reminder_count().with_urging_count()

    def with_unit_names(self):
        """Adds `unit_name`, the unit as it was called at the cut-off, and `stands_for`, the names
        of the merged units for which its report stands too.
        """
        borne = FormerName.objects.filter(
            department=OuterRef("department"), used_until__gte=OuterRef("period__ends_on")
        ).order_by("used_until")
        replaced = self.model.objects.filter(replaced_by=OuterRef("pk"))
        return self.annotate(
            unit_name=Coalesce(models.Subquery(borne.values("name")[:1]), F("department__name")),
            stands_for=ArraySubquery(
                replaced.order_by("department__sort_key").values("department__name")
            ),
        )

    def for_listing(self):
        return self.select_related("department", "period__directive__coordinator").with_status()


class ProgressReport(PublicModel):
    """What one unit owes for one period.

    `due_on` is the deadline in force; every change of it is a DeadlineChange, and
    `original_due_on` is kept to be shown beside it.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    department = models.ForeignKey(Department, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=State, default=State.EXPECTED)
    original_due_on = models.DateField(_("hạn gốc"))
    due_on = models.DateField(_("hạn gửi"))
    late_explanation = models.TextField(_("giải trình về việc gửi quá hạn"), blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    created_at = models.DateTimeField()

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["period_id", "department__sort_key"]
        verbose_name = _("báo cáo tiến độ")
        verbose_name_plural = _("báo cáo tiến độ")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "period"], name="progressreport_one_per_department_and_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="progressreport_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(late_explanation="", explained_at=None, explained_by=None)
                | (
                    ~Q(late_explanation="")
                    & Q(explained_at__isnull=False, explained_by__isnull=False)
                ),
                name="progressreport_explanation_when_and_by_whom_together",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) & ~Q(state="replaced")
                | Q(replaced_by__isnull=False, state="replaced") & ~Q(replaced_by=F("pk")),
                name="progressreport_replaced_by_another_exactly_when_replaced",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="progressreport_by_state_due")]

    def __str__(self):
        return f"{self.department} - {self.period}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_overdue(self, *, on) -> bool:
        """As `ProgressReportQuerySet.overdue`, for one row."""
        return self.is_open and self.due_on < on and self.period.is_confirmed

    @property
    def deadline_was_moved(self) -> bool:
        return self.due_on != self.original_due_on


class Submission(PublicModel):
    """What was sent: numbered, never edited, under the name and headcount of its day.

    `due_on` is the deadline then in force; whether it was kept is computed, never stored.
    """

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitter_title = models.CharField(max_length=120, blank=True)
    delegation_paper = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    #: Nhập thay: `submitted_by` of HCTH typed in what the unit sent on paper or by another system,
    #: in the name of `on_behalf_of`; `submitted_at` is when HCTH received it.
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(
        _("nguồn"), max_length=200, blank=True, help_text=_("Báo cáo số …, ngày …, gửi qua …")
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    #: The Word file that it was read from, or the paper that was typed in.
    original = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The issued report of the lower agency that answers this period.
    answered_by = models.ForeignKey(
        "reports.ConsolidatedReport", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    #: Sent before the cut-off in a period whose deadline lies before it: "thực hiện đến ngày".
    #: None where the figures are those of the whole period.
    figures_until = models.DateField(_("số liệu thực hiện đến ngày"), null=True, blank=True)
    department_name = models.CharField(max_length=200)
    officials = models.PositiveIntegerField(_("công chức"))
    employees = models.PositiveIntegerField(_("viên chức"))
    workers = models.PositiveIntegerField(_("người lao động"))

    class Meta:
        ordering = ["report_id", "number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submission_numbered_once"),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None, source="", entered_at=None)
                | (
                    Q(
                        on_behalf_of__isnull=False,
                        entered_at__isnull=False,
                        original__isnull=False,
                    )
                    & ~Q(source="")
                ),
                name="submission_on_behalf_names_whom_source_and_original",
            ),
        ]

    def __str__(self):
        return f"{self.report_id} #{self.number}"

    @property
    def is_on_behalf(self) -> bool:
        """HCTH typed it in from a paper of the unit."""
        return self.on_behalf_of_id is not None

    @property
    def confirmation(self) -> "HeadConfirmation | None":
        """Of what was typed in, by the head of the unit."""
        return getattr(self, "head_confirmation", None)


class HeadConfirmation(models.Model):
    """The head of the unit says that what HCTH typed in is what his unit sent."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="head_confirmation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.submission_id}"


class StateChange(models.Model):
    """History, audit and the reason of a return in one row, written once and never edited."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    is_self_acceptance = models.BooleanField(
        default=False, help_text="HCTH took in its own report: no leader was in office."
    )
    #: Ghi thay: a leader took in the report of HCTH, who, how and when he said so.
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="returned") | ~Q(note=""),
                name="statechange_return_has_a_reason",
                violation_error_message=_("Hãy ghi nội dung cần bổ sung, hoàn thiện."),
            ),
            models.CheckConstraint(
                condition=Q(source="") | Q(to_state="accepted", is_self_acceptance=False),
                name="statechange_source_of_an_acceptance_by_a_leader",
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.from_state} > {self.to_state}"


class DeadlineChange(models.Model):
    """Each step of the deadline in force, and why; the first one stands on the report itself."""

    class Reason(models.TextChoices):
        RETURN = "return", _("Hạn bổ sung, hoàn thiện")
        EXTENSION = "extension", _("Gia hạn")
        REOPENING = "reopening", _("Mở lại báo cáo đã tiếp nhận")
        FINAL = "final", _("Chốt số liệu chính thức")
        TAKEOVER = "takeover", _("Tiếp nhận nhiệm vụ của đơn vị sáp nhập")
        RESUMED = "resumed", _("Được giao lại nhiệm vụ của kỳ")
        DUTY = "duty", _("Thời hạn của nhiệm vụ thay đổi")

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="deadline_changes")
    from_due_on = models.DateField()
    to_due_on = models.DateField()
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.report_id}: {self.from_due_on} > {self.to_due_on}"
