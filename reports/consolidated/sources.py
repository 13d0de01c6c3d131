"""What has changed since figures were put together, of everything that they are made of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.models import Duty, LegalBasis
from reports.consolidated import asked, following
from reports.consolidated.values import Consolidation, ObstacleFacts, SupervisionFacts
from reports.models import ProgressEntry, ReportingPeriod, Submission
from reports.models.progress import State


@dataclass(frozen=True)
class Changed:
    """How many reports, obstacles and acts say something else by now, and whether results were
    tagged otherwise. False where nothing has.
    """

    reports: int = 0
    obstacles: int = 0
    acts: int = 0
    is_tagged_otherwise: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def words(self) -> list[str]:
        """2 báo cáo, 1 khó khăn, vướng mắc, căn cứ của kết quả: of what there is, each apart."""
        said = [
            (self.reports, ngettext("%(count)s báo cáo", "%(count)s báo cáo", self.reports)),
            (
                self.obstacles,
                ngettext(
                    "%(count)s khó khăn, vướng mắc",
                    "%(count)s khó khăn, vướng mắc",
                    self.obstacles,
                ),
            ),
            (
                self.acts,
                ngettext(
                    "%(count)s lần đôn đốc, kiểm tra, giám sát",
                    "%(count)s lần đôn đốc, kiểm tra, giám sát",
                    self.acts,
                ),
            ),
            (self.is_tagged_otherwise, _("căn cứ của kết quả")),
        ]
        return [words % {"count": count} for count, words in said if count]


def changed(
    whole: Consolidation, period: ReportingPeriod, *, basis: LegalBasis | None = None
) -> Changed:
    """Read anew, as on the day that the value was made."""
    cited, standing = _cited(whole), _standing(period)
    speaking = list(standing.values())
    with translation.override("vi"):
        obstacles = following.obstacles(period, [told.pk for told in speaking], basis)
        acts = following.acts(period, on=whole.on)
    kept = {told.public_id for told in speaking if cited.get(told.report_id) == told}
    return Changed(
        reports=sum(cited.get(key) != standing.get(key) for key in cited.keys() | standing.keys()),
        obstacles=_differing(_as_told(whole.obstacles), _as_told(obstacles), _obstacle),
        acts=_differing(whole.supervisions, acts, _act),
        is_tagged_otherwise=_is_tagged_otherwise(whole, kept),
    )


# Reports


def _cited(whole: Consolidation) -> dict[int, Submission]:
    """By report."""
    rows = Submission.objects.filter(public_id__in=whole.submission_ids).order_by()
    return {told.report_id: told for told in rows.only("public_id", "report")}


def _standing(period: ReportingPeriod) -> dict[int, Submission]:
    """By accepted report: the last one."""
    later = Submission.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    rows = Submission.objects.filter(
        ~Exists(later), report__period=period, report__state=State.ACCEPTED
    )
    return {told.report_id: told for told in rows.order_by().only("public_id", "report")}


# Obstacles, and acts of persons


def _differing[T](before: Iterable[T], now: Iterable[T], named: Callable[[T], Hashable]) -> int:
    """How many of them; one that is told in other words is one."""
    old, new = Counter(before), Counter(now)
    return len({named(one) for one in [*(old - new), *(new - old)]})


def _as_told(obstacles: Iterable[ObstacleFacts]) -> list[ObstacleFacts]:
    """A report that is sent anew with the same words on it changes nothing of it."""
    return [replace(obstacle, submission=UUID(int=0)) for obstacle in obstacles]


def _obstacle(obstacle: ObstacleFacts) -> Hashable:
    return obstacle.unit, obstacle.raised_on, obstacle.text


def _act(act: SupervisionFacts) -> Hashable:
    return act.on, act.unit, act.kind_key, act.means, act.paper, act.by


# Tags


def _is_tagged_otherwise(whole: Consolidation, kept: Collection[UUID]) -> bool:
    """Of the submissions that still speak: another basis, or a basis where there was none."""
    before = {
        (entry.submission, duty.ordinal): entry.bases
        for duty in whole.duties
        for entry in duty.entries
        if entry.submission in kept and asked.is_told_apart(duty.kind, entry.nothing_to_report)
    }
    now: dict[tuple[UUID, int], tuple[int, ...]] = defaultdict(tuple)
    units: dict[tuple[UUID, int], str] = {}
    for submission, duty, unit, basis in _tags(kept):
        units[submission, duty] = unit
        now[submission, duty] += () if basis is None else (basis,)
    told = {key: bases for key, bases in now.items() if whole.basis in {None, *bases}}
    untagged = {units[key] for key, bases in now.items() if not bases}
    were_untagged = {*whole.untagged_units} & {*units.values()}
    return before != told or bool(whole.bases and untagged != were_untagged)


def _tags(submissions: Collection[UUID]) -> Iterable[tuple[UUID, int, str, int | None]]:
    """Submission, ordinal of the duty, unit and ordinal of the basis; None without any."""
    rows = ProgressEntry.objects.filter(
        submission__public_id__in=submissions,
        assignment__duty__kind=Duty.Kind.IMPLEMENTATION,
        nothing_to_report=False,
    )
    return rows.order_by("result_tags__basis__ordinal").values_list(
        "submission__public_id",
        "assignment__duty__ordinal",
        "submission__department_name",
        "result_tags__basis__ordinal",
    )
