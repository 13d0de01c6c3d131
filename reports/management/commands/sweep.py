from argparse import ArgumentTypeError
from dataclasses import replace
from datetime import date
from itertools import batched

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.vietnamese import short_date
from reports import reminders, rounds
from reports.models import OutgoingMail
from reports.reminders import SweepResult, hours

State = OutgoingMail.State


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("viết ngày theo mẫu 2026-12-20")) from None


class Command(BaseCommand):
    help = "Do the reminders of a day by hand, sending included, and say what was done."

    #: A mail that is called off while it is being sent frees its reminders for somebody else.
    ROUNDS = 3

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=day, help="the day whose work is done, as in 2026-12-20; today by default"
        )

    def handle(self, *, on, **options):
        """No worker and no queue is needed; one that runs beside this sends no mail twice.

        The mails speak as of the day `on`; they bear the hour at which they really went.
        """
        on = on or timezone.localdate()
        self.stdout.write(_("Nhắc việc ngày %(on)s") % {"on": short_date(on)})
        result, mails = SweepResult(), []
        for _turn in range(self.ROUNDS):
            latest = rounds.go(on=on, at=timezone.now())
            # Who found nobody is found again in each round.
            result = replace(result, without_recipient=0) + latest
            waiting = reminders.deliverable(on=on, at=timezone.now())
            if not (ids := list(waiting.values_list("pk", flat=True))):
                break
            for chunk in batched(ids, reminders.CHUNK, strict=False):
                mails += reminders.deliver(chunk, on=on, clock=timezone.now)
        for mail in mails:
            self.stdout.write("  " + self.sentence(mail))
        for line in self.summary(result):
            self.stdout.write("  " + line)
        if held_back := reminders.held_back(on=on, at=timezone.now()).count():
            self.stdout.write("  " + self.until_morning(held_back))
        elif not mails and result == SweepResult(without_recipient=result.without_recipient):
            self.stdout.write("  " + _("Không có gì phải gửi."))

    def sentence(self, mail: OutgoingMail) -> str:
        said = {
            State.SENT: _("Đã gửi %(name)s <%(address)s>: %(subject)s"),
            State.QUEUED: _("Chưa gửi được, sẽ gửi lại: %(name)s <%(address)s>: %(error)s"),
            State.FAILED: _("Không gửi được: %(name)s <%(address)s>: %(error)s"),
            State.CALLED_OFF: _("Không cần gửi nữa: %(name)s <%(address)s>"),
        }[mail.state]
        return said % {
            "name": mail.person,
            "address": mail.address,
            "subject": mail.subject,
            "error": mail.last_error,
        }

    def until_morning(self, count: int) -> str:
        said = _(
            "%(count)s thư chờ đến giờ gửi: từ %(opens)s đến trước %(closes)s các ngày làm việc"
        )
        return said % {
            "count": count,
            "opens": f"{hours.OPENS:%H:%M}",
            "closes": f"{hours.CLOSES:%H:%M}",
        }

    def summary(self, result: SweepResult) -> list[str]:
        counts = {
            _("%(count)s lần nhắc được đưa vào thư"): result.planned,
            _("%(count)s lần nhắc được thay bằng lần nhắc mới hơn"): result.superseded,
            _("%(count)s lần nhắc không cần nữa"): result.called_off,
            _("%(count)s thư của ngày trước chuyển sang hôm nay"): result.carried_over,
            _("%(count)s thư của ngày trước đã có thư mới thay"): result.covered,
            _("%(count)s lần nhắc chưa có người nhận: đơn vị chưa có lãnh đạo, người đầu mối"): (
                result.without_recipient
            ),
        }
        return [said % {"count": count} for said, count in counts.items() if count]
