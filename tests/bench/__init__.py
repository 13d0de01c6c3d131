"""Measures the pages and the PDF against their budgets: `make bench`, or python -m tests.bench.

Figures are those of this machine in this minute, so times are told and flagged, never asserted;
what cannot depend on the machine, the number of queries and what the web process imports, decides
the exit code.
"""

#: Queries of a page, session, user and posts included, whatever the number of rows.
MOST_QUERIES = 12
#: The same of a version of the consolidated report: beside the frame it asks for the report, its
#: way, comments, copies, figures, and for each kind of source what has changed since.
MOST_QUERIES_OF_A_VERSION = 15
#: The same of a draft, which asks beyond that for its sections, outline, signers and other bases.
MOST_QUERIES_OF_A_DRAFT = 21
#: Milliseconds of server time that 95 of 100 requests keep below.
PAGE_MS = 50
#: Seconds in a warm worker, for ten units and three duties.
PDF_SECONDS = 3
#: Our share on top of WeasyPrint on the same HTML.
PDF_RATIO = 1.2
#: Pages of the report upward before its appendices, of 1,000 units.
PDF_BODY_PAGES = 40
#: Megabytes of a process that prints the papers of 1,000 units, at the highest.
PDF_MB = 400
#: Seconds in which a period of 1,000 units and three duties is consolidated.
CONSOLIDATE_SECONDS = 1
#: Seconds in which 100,000 due obligations of 1,000 units are planned.
SWEEP_SECONDS = 10
#: Milliseconds in which one worker writes and sends a digest of 15 reports, so that the 2,000 of a
#: province are out in 20 s.
MAIL_MS = 10
