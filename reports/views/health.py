"""For the machine that watches this one: no session, no words, no secrets."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports import health
from reports.models import Heartbeat


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 while everything runs, 503 with the same words when something does not."""
    try:
        pulses = health.pulses(at=timezone.now())
    except DatabaseError:
        return JsonResponse({"database": "down", "ok": False}, status=503)
    ok = all(pulse.ok for pulse in pulses.values())
    seen = {
        name: {"seen_seconds_ago": pulse.seen_seconds_ago, "ok": pulse.ok}
        for name, pulse in pulses.items()
    }
    sweep = seen.pop(Heartbeat.SWEEP)
    answer = {"database": "ok", "queues": seen, "sweep": sweep, "ok": ok}
    return JsonResponse(answer, status=200 if ok else 503)
