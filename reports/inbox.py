"""Thông báo: what a person was told, in words that are made when he reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.models import User
from directives.posts import Posts
from directives.vietnamese import short_date
from reports.models import Notice

Kind = Notice.Kind


class SignedIn(AuthenticationBackend):
    """Whoever is fetched for a request comes with `unread_notices`: the bell costs no query."""

    def get_user(self, user_id):
        unread = Notice.objects.unread().filter(person=OuterRef("pk")).order_by()
        counted = unread.values("person").annotate(count=Count("pk")).values("count")
        user = (
            User.objects.annotate(unread_notices=Coalesce(Subquery(counted), 0))
            .filter(pk=user_id)
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None


#: They ask for nothing but the report itself.
ANSWERED_BY_THE_FORM = (Kind.OPENED, Kind.PRESENTED, Kind.TAKEN_OVER)


@dataclass(frozen=True)
class Row:
    """One notice in words: what happened, what a person said of it, and where it leads."""

    notice: Notice
    icon: str
    sentence: str
    detail: str
    url: str


def rows(notices) -> list[Row]:
    return [row(notice) for notice in notices]


def row(notice: Notice) -> Row:
    icon, sentence = SENTENCES[notice.kind]
    return Row(
        notice=notice,
        icon=icon,
        sentence=sentence(notice),
        detail="" if notice.kind == Kind.TAKEN_OVER else notice.words,
        url=target(notice),
    )


def target(notice: Notice) -> str:
    """The page that the notice is about; the pages themselves ask who may see them."""
    if notice.draft_id:
        return reverse("reports:consolidated-draft", args=[notice.draft.public_id])
    if notice.obstacle_id:
        return reverse("reports:obstacle", args=[notice.obstacle.public_id])
    if notice.kind == Kind.REMINDER and notice.count > 1:
        return reverse("reports:home")
    if notice.kind in ANSWERED_BY_THE_FORM:
        return reverse("reports:draft", args=[notice.report.public_id])
    if notice.report_id:
        return reverse("reports:report", args=[notice.report.public_id])
    if notice.assignment_id:
        return reverse("reports:assignment", args=[notice.assignment.public_id])
    if notice.kind in (Kind.ASSIGNED, Kind.CLOSED):
        return reverse("directives:detail", args=[notice.directive.public_id])
    if notice.kind in (Kind.INSPECTION, Kind.INSPECTION_OFF):
        return reverse("reports:inspections", args=[notice.directive.public_id])
    return reverse("reports:todo")


def read(notices: QuerySet[Notice], *, at: datetime) -> int:
    """Mark as read what is not yet; how many."""
    return notices.unread().filter(made_at__lte=at).update(read_at=at)


def unread(posts: Posts) -> QuerySet[Notice]:
    return Notice.objects.visible_to(posts).unread()


def _reminder(notice: Notice) -> str:
    facts = {
        "department": notice.department.name,
        "period": notice.report.period.name_in_sentence,
        "due": short_date(notice.day),
        "count": notice.count,
    }
    if notice.count == 1:
        return _("%(department)s: báo cáo %(period)s chưa gửi, hạn hết ngày %(due)s") % facts
    return (
        _(
            "%(count)s báo cáo chưa gửi; gấp nhất: %(department)s, báo cáo %(period)s, "
            "hạn hết ngày %(due)s"
        )
        % facts
    )


def _assigned(notice: Notice) -> str:
    return ngettext(
        "%(count)s nhiệm vụ mới được giao theo %(directive)s",
        "%(count)s nhiệm vụ mới được giao theo %(directive)s",
        notice.count,
    ) % {"count": notice.count, "directive": notice.directive.reference}


def _opened(notice: Notice) -> str:
    return _("%(department)s: kỳ báo cáo %(period)s đã mở; hạn gửi: hết ngày %(due)s") % _of_report(
        notice
    )


def _withdrawn(notice: Notice) -> str:
    return _(
        "%(department)s: đã rút xác nhận kỳ báo cáo %(period)s, đơn vị chưa phải gửi báo cáo"
    ) % _of_report(notice)


def _closed(notice: Notice) -> str:
    return _("%(department)s: kết thúc theo dõi %(directive)s sau ngày %(day)s") % {
        "department": notice.department.name,
        "directive": notice.directive.reference,
        "day": short_date(notice.day),
    }


def _presented(notice: Notice) -> str:
    return _(
        "%(department)s: báo cáo %(period)s được trình lãnh đạo đơn vị; hạn gửi: hết ngày %(due)s"
    ) % _of_report(notice)


def _accepted(notice: Notice) -> str:
    return _("%(department)s: báo cáo %(period)s đã được tiếp nhận") % {
        "department": notice.department.name,
        "period": notice.report.period.name_in_sentence,
    }


def _entered(notice: Notice) -> str:
    """Its words are the paper, its day that on which HCTH received it."""
    return _(
        "%(department)s: báo cáo %(period)s nhận ngày %(due)s được nhập thay; "
        "đề nghị lãnh đạo đơn vị xác nhận"
    ) % _of_report(notice)


def _entry_confirmed(notice: Notice) -> str:
    return _("%(department)s xác nhận báo cáo %(period)s đã được nhập thay") % _of_report(notice)


def _taken_over(notice: Notice) -> str:
    """Its words are the name of the unit that is no more."""
    return _(
        "%(department)s: báo cáo %(period)s gồm cả phần việc của %(merged)s; "
        "hạn gửi: hết ngày %(due)s"
    ) % {**_of_report(notice), "merged": notice.words}


def _returned(notice: Notice) -> str:
    return _(
        "%(department)s: báo cáo %(period)s được đề nghị bổ sung, hoàn thiện; "
        "hạn gửi lại: hết ngày %(due)s"
    ) % _of_report(notice)


def _reopened(notice: Notice) -> str:
    return _(
        "%(department)s: báo cáo %(period)s đã tiếp nhận được mở lại; hạn gửi lại: hết ngày %(due)s"
    ) % _of_report(notice)


def _opinion(notice: Notice) -> str:
    if notice.day:
        return _(
            "Có ý kiến chỉ đạo về khó khăn, vướng mắc của %(unit)s; hạn thực hiện: %(due)s"
        ) % {"unit": _raised_by(notice), "due": short_date(notice.day)}
    return _("Có ý kiến chỉ đạo về khó khăn, vướng mắc của %(unit)s") % {"unit": _raised_by(notice)}


def _raised_by(notice: Notice) -> str:
    return notice.obstacle.assignment.department.name


def _obstacle_raised(notice: Notice) -> str:
    return _("%(unit)s nêu khó khăn, vướng mắc mới") % {"unit": _raised_by(notice)}


def _obstacle_acted(notice: Notice) -> str:
    return _(
        "%(department)s ghi kết quả thực hiện ý kiến chỉ đạo về khó khăn, vướng mắc của %(unit)s"
    ) % {"department": notice.department.name, "unit": _raised_by(notice)}


def _obstacle_again(notice: Notice) -> str:
    return _(
        "Đề nghị %(department)s thực hiện tiếp ý kiến chỉ đạo về khó khăn, vướng mắc của %(unit)s"
    ) % {"department": notice.department.name, "unit": _raised_by(notice)}


def _obstacle_closed(notice: Notice) -> str:
    return _("Khó khăn, vướng mắc của %(unit)s đã được giải quyết") % {"unit": _raised_by(notice)}


def _urged(notice: Notice) -> str:
    return _("%(by)s đôn đốc %(department)s thực hiện %(directive)s") % {
        "by": notice.by,
        "department": notice.department.name,
        "directive": notice.directive.reference,
    }


def _recommended(notice: Notice) -> str:
    return _("Kiến nghị, yêu cầu đối với %(department)s; thời hạn thực hiện: %(due)s") % {
        "department": notice.department.name,
        "due": short_date(notice.day),
    }


def _inspection(notice: Notice) -> str:
    return _("Kế hoạch kiểm tra tại %(department)s ngày %(day)s") % _of_visit(notice)


def _inspection_off(notice: Notice) -> str:
    return _("Không kiểm tra tại %(department)s ngày %(day)s như kế hoạch") % _of_visit(notice)


def _of_visit(notice: Notice) -> dict:
    return {"department": notice.department.name, "day": short_date(notice.day)}


def _extension_asked(notice: Notice) -> str:
    return _("%(department)s đề nghị gia hạn báo cáo %(period)s đến hết ngày %(due)s") % _of_report(
        notice
    )


def _extension_granted(notice: Notice) -> str:
    return _(
        "Đồng ý gia hạn báo cáo %(period)s của %(department)s đến hết ngày %(due)s"
    ) % _of_report(notice)


def _extension_refused(notice: Notice) -> str:
    return _(
        "Không đồng ý gia hạn báo cáo %(period)s của %(department)s; "
        "hạn gửi vẫn là hết ngày %(due)s"
    ) % _of_report(notice)


def _draft_submitted(notice: Notice) -> str:
    return _("%(department)s trình dự thảo báo cáo tổng hợp %(period)s") % _of_draft(notice)


def _draft_returned(notice: Notice) -> str:
    return _("Dự thảo báo cáo tổng hợp %(period)s được đề nghị hoàn thiện") % _of_draft(notice)


def _draft_approved(notice: Notice) -> str:
    return _("Báo cáo tổng hợp %(period)s đã được duyệt") % _of_draft(notice)


def _remark(notice: Notice) -> str:
    facts = {"by": notice.by, "department": notice.department.name}
    if notice.report_id:
        facts["period"] = notice.report.period.name_in_sentence
        return _("%(by)s trao đổi về báo cáo %(period)s của %(department)s") % facts
    if notice.obstacle_id:
        return _("%(by)s trao đổi về khó khăn, vướng mắc của %(department)s") % facts
    return _("%(by)s trao đổi về nội dung công việc của %(department)s") % facts


def _of_draft(notice: Notice) -> dict:
    return {
        "department": notice.department.name,
        "period": notice.draft.period.name_in_sentence,
    }


def _of_report(notice: Notice) -> dict:
    return {
        "department": notice.department.name,
        "period": notice.report.period.name_in_sentence,
        "due": short_date(notice.day),
    }


def _given(notice: Notice) -> str:
    return _("%(by)s giao đồng chí thực hiện nhiệm vụ %(duty)s của %(department)s") % {
        "by": notice.by,
        **_of_assignment(notice),
    }


def _work_set(notice: Notice) -> str:
    return ngettext(
        "%(by)s ghi %(count)s nội dung công việc cho %(department)s, nhiệm vụ %(duty)s",
        "%(by)s ghi %(count)s nội dung công việc cho %(department)s, nhiệm vụ %(duty)s",
        notice.count,
    ) % {"by": notice.by, "count": notice.count, **_of_assignment(notice)}


def _adjustment_asked(notice: Notice) -> str:
    return _(
        "%(department)s đề nghị điều chỉnh phân công nhiệm vụ %(duty)s; "
        "chờ ý kiến của đơn vị đầu mối"
    ) % _of_assignment(notice)


def _adjustment_put(notice: Notice) -> str:
    return _(
        "%(department)s đề nghị điều chỉnh phân công nhiệm vụ %(duty)s; chờ quyết định của lãnh đạo"
    ) % _of_assignment(notice)


def _adjustment_decided(notice: Notice) -> str:
    return _(
        "%(department)s: đã có quyết định về đề nghị điều chỉnh phân công nhiệm vụ %(duty)s"
    ) % _of_assignment(notice)


def _of_assignment(notice: Notice) -> dict:
    return {"department": notice.department.name, "duty": notice.assignment.duty}


#: The icon and the sentence of each kind.
SENTENCES: dict[str, tuple[str, Callable[[Notice], str]]] = {
    Kind.REMINDER: ("clock", _reminder),
    Kind.ASSIGNED: ("file-plus", _assigned),
    Kind.OPENED: ("calendar", _opened),
    Kind.WITHDRAWN: ("circle-minus", _withdrawn),
    Kind.CLOSED: ("lock", _closed),
    Kind.PRESENTED: ("file-plus", _presented),
    Kind.ENTERED: ("file-plus", _entered),
    Kind.ENTRY_CONFIRMED: ("circle-check", _entry_confirmed),
    Kind.ACCEPTED: ("circle-check", _accepted),
    Kind.TAKEN_OVER: ("file-plus", _taken_over),
    Kind.RETURNED: ("arrow-back-up", _returned),
    Kind.REOPENED: ("arrow-back-up", _reopened),
    Kind.OPINION: ("gavel", _opinion),
    Kind.OBSTACLE_RAISED: ("flag", _obstacle_raised),
    Kind.OBSTACLE_ACTED: ("flag", _obstacle_acted),
    Kind.OBSTACLE_AGAIN: ("arrow-back-up", _obstacle_again),
    Kind.OBSTACLE_CLOSED: ("circle-check", _obstacle_closed),
    Kind.URGED: ("speakerphone", _urged),
    Kind.RECOMMENDED: ("clipboard-check", _recommended),
    Kind.INSPECTION: ("calendar", _inspection),
    Kind.INSPECTION_OFF: ("circle-minus", _inspection_off),
    Kind.EXTENSION_ASKED: ("hourglass", _extension_asked),
    Kind.EXTENSION_GRANTED: ("circle-check", _extension_granted),
    Kind.EXTENSION_REFUSED: ("circle-minus", _extension_refused),
    Kind.DRAFT_SUBMITTED: ("send", _draft_submitted),
    Kind.DRAFT_RETURNED: ("arrow-back-up", _draft_returned),
    Kind.DRAFT_APPROVED: ("circle-check", _draft_approved),
    Kind.GIVEN: ("users", _given),
    Kind.WORK_SET: ("list-details", _work_set),
    Kind.ADJUSTMENT_ASKED: ("message", _adjustment_asked),
    Kind.ADJUSTMENT_PUT: ("message", _adjustment_put),
    Kind.ADJUSTMENT_DECIDED: ("gavel", _adjustment_decided),
    Kind.REMARK: ("message", _remark),
}
