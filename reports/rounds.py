"""One round of the clock: what is owed by now is planned, whatever becomes of the step before.

The beat makes a round every minute, `manage.py sweep` makes one by hand.
"""

from datetime import date, datetime

from reports import dated_duties, notices, obligations, reminders, succession
from reports.reminders import hook


def go(*, on: date, at: datetime) -> reminders.SweepResult:
    """Every step, in this order; safe to make twice, at once or late.

    Raises ExceptionGroup when steps failed, after the others were done: a row that cannot be
    settled keeps no mail of anybody else from being planned and handed out.
    """
    result = reminders.SweepResult()
    failed = []

    def plan_reminders():
        nonlocal result
        result = reminders.sweep(on=on, at=at)

    for step in (
        lambda: succession.follow_units(on=on, at=at),
        lambda: dated_duties.ask(on=on, at=at),
        lambda: obligations.expect_latecomers(on=on, at=at),
        plan_reminders,
        lambda: notices.assigned(on=on, at=at),
        lambda: hook.plan(on=on),
    ):
        try:
            step()
        except Exception as error:  # raised below, all together
            failed.append(error)
    if failed:
        raise ExceptionGroup("some steps of the round failed", failed)
    return result
