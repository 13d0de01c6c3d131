"""Việc cần làm, and the queue of those who take reports in."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from reports import planning, status, todo


@require_safe
def todo_list(request):
    work = todo.of(request.posts, on=timezone.localdate())
    request.queue_count = len(work.verdicts) + len(work.extensions)
    return render(request, "reports/todo.html", {"work": work})


@require_safe
def queue(request):
    """What waits for this person's word: requests, verdicts, figures to be made final."""
    today = timezone.localdate()
    reports = list(todo.verdicts(request.posts, on=today))
    extensions = list(todo.extensions(request.posts))
    request.queue_count = len(reports) + len(extensions)
    calendar = SimpleLazyObject(planning.office_calendar)
    rows = [(report, status.of_report(report, on=today, calendar=calendar)) for report in reports]
    return render(
        request,
        "reports/todo_queue.html",
        {
            "rows": rows,
            "extensions": extensions,
            "interim": todo.interim_periods(request.posts, on=today),
        },
    )
