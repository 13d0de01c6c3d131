"""Who may read, enter and hand on a directive."""

from tests.access.roles import EVERYONE, HCTH, MEMBERS, OVERSEERS, POSTED, REVIEWERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:dossier": Route("dossier", get=OVERSEERS),
    "reports:dossiers": Route("directive", get=OVERSEERS, post=HCTH),
    "reports:close-directive": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "reports:reopen-directive": Route("directive", post=REVIEWERS),
    "directives:absences": Route(get=POSTED, post=POSTED),
    "directives:acknowledge": Route("assignment", post=UNIT),
    "directives:acknowledge-all": Route("directive", post=MEMBERS),
    "directives:add-basis": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:add-duty": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:assign": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:answer-tracking": Route("table", post=REVIEWERS),
    "directives:apply-tracking": Route("table", post=REVIEWERS),
    "directives:lay-out-tracking": Route("table", post=REVIEWERS),
    "directives:tracking": Route(get=REVIEWERS, post=REVIEWERS),
    "directives:tracking-import": Route("table", get=REVIEWERS),
    "directives:attachment": Route("attachment", get=POSTED),
    "directives:create": Route(get=HCTH, post=HCTH),
    "directives:detail": Route("directive", get=POSTED),
    "directives:edit": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:edit-basis": Route("directive", get=REVIEWERS, post=REVIEWERS, more={"ordinal": 1}),
    "directives:edit-duty": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:end-absence": Route("absence", post={"unit.head"} | REVIEWERS),
    "directives:end-assignment": Route("assignment", get=REVIEWERS, post=REVIEWERS),
    "directives:implement": Route("duty", get=set(), post=set()),
    "directives:indicators": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:list": Route(get=EVERYONE),
    "directives:number": Route("directive", post=HCTH),
}
