"""Việc cần làm, and the queue of those who take reports in."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import status, todo


@require_safe
def todo_list(request):
    work = todo.of(request.posts, on=timezone.localdate())
    request.queue_count = len(work.verdicts)
    return render(request, "reports/todo.html", {"work": work})


@require_safe
def queue(request):
    """What waits for this person's verdict, the oldest first."""
    today = timezone.localdate()
    reports = list(todo.verdicts(request.posts, on=today))
    request.queue_count = len(reports)
    rows = [(report, status.of_report(report, on=today)) for report in reports]
    return render(request, "reports/todo_queue.html", {"rows": rows})
