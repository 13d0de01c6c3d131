from django.urls import path

from reports.views import (
    adjustments,
    archive,
    assignment,
    briefing,
    cascade,
    closing,
    consolidated,
    consolidating,
    copying,
    counted,
    dashboard,
    deciding,
    director,
    dissemination,
    dossier,
    draft,
    drafting,
    entering,
    evidence,
    exports,
    extensions,
    failures,
    feed,
    figures,
    final,
    history,
    holidays,
    home,
    inspections,
    issued,
    jobs,
    ladder,
    notices,
    obstacle_steps,
    obstacles,
    officers,
    opening,
    outline,
    papers,
    performance,
    periods,
    printouts,
    reading,
    remarks,
    report,
    results,
    review,
    schedule,
    sections,
    staffing,
    supervision,
    tagging,
    today,
    todo,
    units,
    urging,
    word,
    work,
)

app_name = "reports"

urlpatterns = [
    # Assignment: the unit's page for one duty, and what is done on it
    path("assignments/<uuid:assignment_id>/", assignment.assignment, name="assignment"),
    path("assignments/<uuid:assignment_id>/officers/give/", officers.give, name="give-duty"),
    path(
        "assignments/<uuid:assignment_id>/officers/take-back/",
        officers.take_back,
        name="take-back-duty",
    ),
    path("assignments/<uuid:assignment_id>/work/add/", work.add, name="add-work"),
    path("assignments/<uuid:assignment_id>/work/lines/", work.add_lines, name="add-work-lines"),
    path("assignments/<uuid:assignment_id>/work/agree/", work.agree_all, name="agree-all-work"),
    path("assignments/<uuid:assignment_id>/work/carry/", work.carry, name="carry-work"),
    path("work/<uuid:item_id>/edit/", work.edit, name="edit-work"),
    path("work/<uuid:item_id>/agree/", work.agree, name="agree-work"),
    path("work/<uuid:item_id>/finish/", work.finish, name="finish-work"),
    path("work/<uuid:item_id>/resume/", work.resume, name="resume-work"),
    path("work/<uuid:item_id>/drop/", work.drop, name="drop-work"),
    # Adjustments: another hand for an assignment
    path("assignments/<uuid:assignment_id>/adjust/", adjustments.ask, name="ask-adjustment"),
    path("adjustments/<uuid:adjustment_id>/put/", adjustments.put_forward, name="put-adjustment"),
    path("adjustments/<uuid:adjustment_id>/decide/", adjustments.decide, name="decide-adjustment"),
    path("adjustments/<uuid:adjustment_id>/record/", adjustments.record, name="record-adjustment"),
    path(
        "adjustments/<uuid:adjustment_id>/withdraw/",
        adjustments.withdraw,
        name="withdraw-adjustment",
    ),
    path(
        "assignments/<uuid:assignment_id>/briefings/new/", dissemination.hold, name="hold-session"
    ),
    path(
        "assignments/<uuid:assignment_id>/attendance/",
        dissemination.print_,
        name="print-attendance",
    ),
    path("assignments/<uuid:assignment_id>/readers/", dissemination.readers, name="readers"),
    path(
        "assignments/<uuid:assignment_id>/readers/revoke/",
        dissemination.revoke,
        name="revoke-reading",
    ),
    path("briefings/<uuid:briefing_id>/remove/", dissemination.remove, name="remove-session"),
    # Briefing: the table for giao ban
    path("briefing/", briefing.briefing, name="briefing"),
    path("briefing/print/", briefing.print_, name="print-briefing"),
    path("briefing/table.xlsx", briefing.workbook, name="briefing-workbook"),
    # Consolidated report
    path("periods/<uuid:period_id>/consolidate/", deciding.consolidate, name="consolidate"),
    path("periods/<uuid:period_id>/today/", today.today, name="today"),
    path("periods/<uuid:period_id>/today/print/", today.print_, name="print-today"),
    path(
        "periods/<uuid:period_id>/today/figures/<str:key>/", figures.of_today, name="today-figure"
    ),
    path("archive/", archive.archive, name="archive"),
    path("consolidated/<uuid:consolidated_id>/", consolidated.consolidated, name="consolidated"),
    path("consolidated/<uuid:consolidated_id>/annex/", consolidated.annex, name="annex"),
    path("consolidated/<uuid:consolidated_id>/slip/", consolidated.slip, name="slip"),
    path(
        "consolidated/<uuid:consolidated_id>/figures/<str:key>/",
        figures.of_version,
        name="version-figure",
    ),
    # Its draft, and the way to approval
    path("drafts/<uuid:draft_id>/", consolidating.report, name="consolidated-draft"),
    path("drafts/<uuid:draft_id>/write/", consolidating.write, name="write-draft"),
    path("drafts/<uuid:draft_id>/annex/", consolidating.annex, name="draft-annex"),
    path("drafts/<uuid:draft_id>/slip/", consolidating.slip, name="draft-slip"),
    path("drafts/<uuid:draft_id>/figures/<str:key>/", figures.of_draft, name="draft-figure"),
    path("drafts/<uuid:draft_id>/refresh/", deciding.refresh, name="refresh-draft"),
    path("drafts/<uuid:draft_id>/submit/", deciding.submit, name="submit-draft"),
    path("drafts/<uuid:draft_id>/withdraw/", deciding.withdraw, name="withdraw-draft"),
    path("drafts/<uuid:draft_id>/return/", deciding.return_, name="return-draft"),
    path("drafts/<uuid:draft_id>/approve/", deciding.approve, name="approve-draft"),
    path(
        "drafts/<uuid:draft_id>/record-approval/", deciding.record_approval, name="record-approval"
    ),
    path("drafts/<uuid:draft_id>/correct/", deciding.correct, name="correct-draft"),
    path("drafts/<uuid:draft_id>/comment/", deciding.comment, name="comment-draft"),
    path(
        "drafts/<uuid:draft_id>/comments/<int:comment_id>/settle/",
        deciding.settle,
        name="settle-comment",
    ),
    path("drafts/<uuid:draft_id>/print/", deciding.print_, name="print-draft"),
    # Its sections, as HCTH writes them
    path("drafts/<uuid:draft_id>/sections/<str:key>/", sections.write, name="write-section"),
    path(
        "drafts/<uuid:draft_id>/sections/<str:key>/restore/",
        sections.restore,
        name="restore-section",
    ),
    path(
        "drafts/<uuid:draft_id>/sections/<str:key>/quotations/",
        sections.quoted,
        name="section-quotations",
    ),
    # Jobs: the rendering of a document
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/again/", jobs.render_again, name="render-again"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="cancel-job"),
    path("jobs/<uuid:job_id>/<slug:part>.<slug:format>", jobs.rendered, name="rendered"),
    # Counted: the lists behind the counters
    path(
        "dashboard/<uuid:directive_id>/assignments/<str:figure>/",
        counted.counted_assignments,
        name="counted-assignments",
    ),
    path(
        "periods/<uuid:period_id>/reports/<str:figure>/",
        counted.counted_reports,
        name="counted-reports",
    ),
    # Closing a directive
    path("dashboard/<uuid:directive_id>/close/", closing.close, name="close-directive"),
    path("dashboard/<uuid:directive_id>/reopen/", closing.reopen, name="reopen-directive"),
    # Dashboard
    path("dashboard/", dashboard.latest, name="dashboard"),
    path(
        "dashboard/<uuid:directive_id>/", dashboard.directive_dashboard, name="directive-dashboard"
    ),
    path(
        "dashboard/<uuid:directive_id>/unacknowledged/urge/",
        urging.urge_unacknowledged,
        name="urge-unacknowledged",
    ),
    # Director
    path("director/", director.director, name="director"),
    # Dossier: everything of a directive in one file
    path("dashboard/<uuid:directive_id>/dossiers/", dossier.of_directive, name="dossiers"),
    path("dossiers/<uuid:dossier_id>/", dossier.dossier, name="dossier"),
    # Draft: the report form of the unit
    path("reports/<uuid:report_id>/draft/", draft.draft, name="draft"),
    path("reports/<uuid:report_id>/draft/save/", draft.autosave, name="autosave"),
    # Entering: HCTH types in the paper of a unit
    path("reports/<uuid:report_id>/enter/", entering.enter, name="enter"),
    path("reports/<uuid:report_id>/enter/paper/", entering.paper, name="enter-paper"),
    path("reports/<uuid:report_id>/enter/file/", entering.paper_file, name="entry-file"),
    path("reports/<uuid:report_id>/enter/drop/", entering.drop, name="drop-entry"),
    path("reports/<uuid:report_id>/enter/confirm/", entering.confirm, name="confirm-entry"),
    path("submissions/<uuid:submission_id>/original/", entering.original, name="original"),
    # Copying: the results of a year, for the unit's own summing-up
    path("units/<uuid:unit_id>/results/", copying.results, name="results"),
    path("units/<uuid:unit_id>/results/file/", copying.file, name="results-file"),
    # Word: the form as a file, filled in offline
    path("reports/<uuid:report_id>/draft/word/", word.form, name="word-form"),
    path("reports/<uuid:report_id>/draft/word/read/", word.read, name="read-word"),
    # Evidence: files of a report
    path("reports/<uuid:report_id>/evidence/", evidence.add, name="add-evidence"),
    path("evidence/<uuid:evidence_id>/", evidence.download, name="evidence"),
    path("evidence/<uuid:evidence_id>/remove/", evidence.remove, name="remove-evidence"),
    # Feed: a person's deadlines in his own calendar
    path("calendar/", feed.link, name="feed-link"),
    path("calendar/make/", feed.make, name="make-feed"),
    path("calendar/revoke/", feed.revoke, name="revoke-feed"),
    path("calendar/<uuid:key>/<str:token>.ics", feed.calendar, name="feed"),
    # Holidays: the office's days off and days worked
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/<str:day>/drop/", holidays.drop_holiday, name="drop-holiday"),
    # Exports of a version, for spreadsheets and other programs
    path("consolidated/<uuid:consolidated_id>/<str:part>.json", exports.data, name="export-json"),
    path(
        "consolidated/<uuid:consolidated_id>/<str:part>/<slug:key>.csv",
        exports.table,
        name="export-csv",
    ),
    # Failures: mails that were given up
    path("failures/", failures.failures, name="failures"),
    path("failures/<uuid:mail_id>/again/", failures.send_again, name="send-again"),
    # History of a report
    path("reports/<uuid:report_id>/history/", history.of_report, name="history"),
    # Home
    path("", home.home, name="home"),
    # Notices
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read-all-notices"),
    path("notices/<uuid:notice_id>/open/", notices.open_notice, name="open-notice"),
    path("notices/<uuid:notice_id>/read/", notices.read_notice, name="read-notice"),
    # Staffing of the coordinating unit
    path("assignments/<uuid:own_id>/staffing/", staffing.sheet, name="staffing"),
    path("assignments/<uuid:own_id>/staffing/count/", staffing.count, name="count-staffing"),
    path(
        "assignments/<uuid:own_id>/staffing/draft-paper/",
        staffing.draft_paper,
        name="draft-staffing-paper",
    ),
    path(
        "assignments/<uuid:own_id>/staffing/name-paper/",
        staffing.name_paper,
        name="name-staffing-paper",
    ),
    path("staffing/<uuid:post_id>/", staffing.post, name="staffing-post"),
    path(
        "dashboard/<uuid:directive_id>/performance/",
        performance.of_coordinator,
        name="performance",
    ),
    # Inspections
    path("dashboard/<uuid:directive_id>/inspections/", inspections.plan, name="inspections"),
    path("inspections/<uuid:inspection_id>/", inspections.inspection, name="inspection"),
    path("inspections/<uuid:inspection_id>/change/", inspections.change, name="change-inspection"),
    path(
        "inspections/<uuid:inspection_id>/carry-out/",
        inspections.carry_out,
        name="carry-out-inspection",
    ),
    path(
        "inspections/<uuid:inspection_id>/call-off/",
        inspections.call_off,
        name="call-off-inspection",
    ),
    path(
        "inspections/<uuid:inspection_id>/minutes/",
        inspections.draft_minutes,
        name="draft-minutes",
    ),
    path(
        "supervisions/files/<uuid:file_id>/",
        supervision.recommendation_file,
        name="recommendation-file",
    ),
    # Issued copies
    path("issuing/", issued.issuing, name="issuing"),
    path(
        "consolidated/<uuid:consolidated_id>/issued/",
        issued.of_consolidated,
        name="issue-consolidated",
    ),
    path("papers/<uuid:paper_id>/issued/", issued.of_paper, name="issue-paper"),
    path("issued/<uuid:copy_id>/file/", issued.issued_file, name="issued-file"),
    # Ladder: the steps of the reminders
    path("dashboard/<uuid:directive_id>/ladder/", ladder.ladder, name="ladder"),
    path("dashboard/<uuid:directive_id>/outline/", outline.outline, name="outline"),
    # Obstacles
    path("obstacles/", obstacles.obstacle_list, name="obstacles"),
    path("obstacles/<uuid:obstacle_id>/", obstacles.obstacle, name="obstacle"),
    path("obstacles/<uuid:obstacle_id>/propose/", obstacle_steps.propose, name="propose"),
    path("obstacles/<uuid:obstacle_id>/opinion/", obstacle_steps.give_opinion, name="give-opinion"),
    path(
        "obstacles/<uuid:obstacle_id>/record-opinion/",
        obstacle_steps.record_opinion,
        name="record-opinion",
    ),
    path(
        "obstacles/<uuid:obstacle_id>/visibility/",
        obstacle_steps.set_visibility,
        name="set-visibility",
    ),
    path(
        "obstacles/<uuid:obstacle_id>/confirm-opinion/",
        obstacle_steps.confirm_opinion,
        name="confirm-opinion",
    ),
    path("obstacles/<uuid:obstacle_id>/act/", obstacle_steps.act, name="act-on-obstacle"),
    path("obstacles/<uuid:obstacle_id>/again/", obstacle_steps.ask_again, name="ask-again"),
    path("obstacles/<uuid:obstacle_id>/close/", obstacle_steps.close, name="close-obstacle"),
    path(
        "assignments/<uuid:assignment_id>/obstacle/",
        obstacle_steps.raise_obstacle,
        name="raise-obstacle",
    ),
    path("obstacles/<uuid:obstacle_id>/remarks/", remarks.on_obstacle, name="remark-on-obstacle"),
    # Papers: the công văn drafted here
    path("periods/<uuid:period_id>/opening/", drafting.opening, name="draft-opening-paper"),
    path("periods/<uuid:period_id>/urging/", drafting.urging, name="draft-urging-paper"),
    path("periods/<uuid:period_id>/papers/", papers.period_papers, name="papers"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("papers/<uuid:paper_id>/again/", drafting.again, name="draft-paper-again"),
    # Periods
    path("dashboard/<uuid:directive_id>/periods/", periods.periods, name="periods"),
    path("dashboard/<uuid:directive_id>/periods/plan/", periods.plan, name="plan-periods"),
    path("dashboard/<uuid:directive_id>/periods/schedule/", schedule.schedule, name="schedule"),
    path(
        "dashboard/<uuid:directive_id>/periods/on-demand/",
        periods.open_on_demand,
        name="open-on-demand",
    ),
    path("periods/<uuid:period_id>/confirm/", opening.confirm, name="confirm-period"),
    path("periods/<uuid:period_id>/withdraw/", opening.withdraw, name="withdraw-period"),
    path("periods/<uuid:period_id>/deadlines/", periods.deadlines, name="period-deadlines"),
    path("periods/<uuid:period_id>/sent/", periods.sent, name="period-sent"),
    path("periods/<uuid:period_id>/drop/", periods.drop_on_demand, name="drop-on-demand"),
    # Printouts: papers printed as things stand
    path("printouts/<uuid:printout_id>/", printouts.printout, name="printout"),
    # Reading: behind a personal link, without an account
    path("read/<uuid:key>/<str:token>/", reading.reading, name="reading"),
    path(
        "read/<uuid:key>/<str:token>/files/<uuid:attachment_id>/",
        reading.reading_file,
        name="reading-file",
    ),
    # Report: its page and the verdict on it
    path("reports/<uuid:report_id>/", report.report, name="report"),
    path("reports/<uuid:report_id>/remarks/", remarks.on_report, name="remark-on-report"),
    path("reports/<uuid:report_id>/duties/<int:ordinal>/bases/", tagging.tag, name="tag"),
    path("reports/<uuid:report_id>/print/", printouts.print_report, name="print-report"),
    path("reports/<uuid:report_id>/answer/", cascade.answer, name="answer"),
    path("reports/<uuid:report_id>/accept/", review.accept, name="accept"),
    path(
        "reports/<uuid:report_id>/record-acceptance/",
        review.record_acceptance,
        name="record-acceptance",
    ),
    path("reports/<uuid:report_id>/return/", review.return_, name="return"),
    path("reports/<uuid:report_id>/explain/", review.explain, name="explain"),
    path("reports/<uuid:report_id>/reopen/", review.reopen, name="reopen"),
    path("reports/<uuid:report_id>/extension/", extensions.ask, name="ask-extension"),
    path("extensions/<uuid:extension_id>/decide/", extensions.decide, name="decide-extension"),
    path("periods/<uuid:period_id>/final-figures/", final.ask_final, name="ask-final"),
    # Results, logged the day they happen, and words on the work
    path("assignments/<uuid:assignment_id>/results/", results.log, name="log-result"),
    path("results/<uuid:result_id>/", results.result, name="result"),
    path("results/<uuid:result_id>/files/", results.add_files, name="add-result-files"),
    path("results/<uuid:result_id>/remove/", results.remove, name="remove-result"),
    path("work/<uuid:item_id>/remarks/", remarks.on_work_item, name="remark-on-work-item"),
    # Supervision
    path(
        "dashboard/<uuid:directive_id>/supervision/", supervision.supervisions, name="supervisions"
    ),
    path(
        "supervision/<uuid:supervision_id>/done/",
        supervision.finish_recommendation,
        name="finish-recommendation",
    ),
    # Units of the office
    path("units/", units.unit_list, name="units"),
    path("units/merge/", units.merge, name="merge-units"),
    path("units/<uuid:unit_id>/rename/", units.rename, name="rename-unit"),
    path("units/<uuid:unit_id>/dissolve/", units.dissolve, name="dissolve-unit"),
    # To-do and queue
    path("queue/", todo.queue, name="queue"),
    path("todo/", todo.todo_list, name="todo"),
    # Urging by hand
    path("urging/", urging.prepare, name="urging"),
    path("urging/record/", urging.urge, name="urge"),
]
