"""Who may write, decide on and read the consolidated report, and what became of it."""

from tests.access.roles import HCTH, LEADERS, OVERSEERS, REVIEWERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:annex": Route("consolidated", get=OVERSEERS),
    "reports:approve-draft": Route("draft", post=LEADERS),
    "reports:archive": Route(get=OVERSEERS),
    "reports:briefing": Route(get=OVERSEERS),
    "reports:briefing-workbook": Route(get=OVERSEERS),
    "reports:cancel-job": Route("job", post=REVIEWERS),
    "reports:comment-draft": Route("draft", post=OVERSEERS),
    "reports:consolidate": Route("period", post=REVIEWERS),
    "reports:consolidated": Route("consolidated", get=OVERSEERS),
    "reports:consolidated-draft": Route("draft", get=OVERSEERS),
    "reports:correct-draft": Route("draft", post=REVIEWERS),
    "reports:draft-annex": Route("draft", get=OVERSEERS),
    "reports:draft-figure": Route("draft", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:draft-slip": Route("draft", get=OVERSEERS),
    "reports:export-csv": Route(
        "consolidated", get=OVERSEERS, more={"part": "annex", "key": "standings"}
    ),
    "reports:export-json": Route("consolidated", get=OVERSEERS, more={"part": "annex"}),
    "reports:issue-consolidated": Route("consolidated", get=HCTH, post=HCTH),
    "reports:issue-paper": Route("paper", get=HCTH, post=HCTH),
    "reports:issued-file": Route("copy", get=OVERSEERS),
    "reports:issuing": Route(get=HCTH),
    "reports:job": Route("job", get=OVERSEERS),
    "reports:print-briefing": Route(post=OVERSEERS),
    "reports:print-draft": Route("draft", post=OVERSEERS),
    "reports:print-report": Route("report", post=UNIT | OVERSEERS),
    "reports:print-today": Route("period", post=OVERSEERS),
    "reports:printout": Route("printout", get=UNIT | OVERSEERS),
    "reports:record-approval": Route("draft", post={"hcth.head"}),
    "reports:refresh-draft": Route("draft", post=REVIEWERS),
    "reports:render-again": Route("job", post=REVIEWERS),
    "reports:rendered": Route("job", get=OVERSEERS, more={"part": "report", "format": "pdf"}),
    "reports:restore-section": Route(
        "draft", get=REVIEWERS, post=REVIEWERS, more={"key": "results"}
    ),
    "reports:return-draft": Route("draft", post=LEADERS),
    "reports:section-quotations": Route("draft", get=REVIEWERS, more={"key": "results"}),
    "reports:settle-comment": Route("draft", post=OVERSEERS, more={"comment_id": 1}),
    "reports:slip": Route("consolidated", get=OVERSEERS),
    "reports:submit-draft": Route("draft", post=REVIEWERS),
    "reports:today": Route("period", get=OVERSEERS),
    "reports:today-figure": Route("period", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:version-figure": Route("consolidated", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:withdraw-draft": Route("draft", post=REVIEWERS),
    "reports:write-draft": Route("draft", get=REVIEWERS),
    "reports:write-section": Route("draft", post=REVIEWERS, more={"key": "results"}),
}
