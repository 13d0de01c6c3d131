import os
import sys

from tests.bench import (
    CONSOLIDATE_SECONDS,
    MAIL_MS,
    MOST_QUERIES,
    MOST_QUERIES_OF_A_DRAFT,
    MOST_QUERIES_OF_A_VERSION,
    PAGE_MS,
    PDF_BODY_PAGES,
    PDF_MB,
    PDF_RATIO,
    PDF_SECONDS,
    SWEEP_SECONDS,
    ground,
)


def main() -> int:
    """0, or 1 when a page asks too often, a consolidation more of more units, or the web process
    loads WeasyPrint."""
    with ground.servers():
        import config.wsgi  # noqa: F401 - as the web server does, before it serves a page
        from config.prepare import collect_static
        from tests.bench import consolidating, offices, reminders

        collect_static()
        with ground.databases(*offices.OFFICES) as databases:
            for office, load in offices.OFFICES.items():
                ground.use(databases[office])
                load()
            code = _measure(databases)
        with ground.databases("small", "large") as databases:
            rows = consolidating.measure(databases)
            _say(_consolidation_table(rows))
            code = code or _asks_more_of_more_units(rows)
        with ground.databases("small", "large") as databases:
            _say(_reminder_table(*reminders.measure(databases)))
        return code


def _measure(databases) -> int:
    from tests.bench import pages

    served = pages.measure(databases)
    has_weasyprint = "weasyprint" in sys.modules
    from tests.bench import pdf

    printed = pdf.measure()
    _say(_page_table(served))
    _say(_pdf_table(printed))
    _say(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    _say(f"The web process loads WeasyPrint: {'YES' if has_weasyprint else 'no'}\n")
    too_many = [row.page.label for row in served if row.asks_too_often]
    if too_many:
        _say(f"More queries than a page has: {', '.join(dict.fromkeys(too_many))}\n")
    return 1 if too_many or has_weasyprint else 0


def _page_table(served) -> str:
    lines = [
        f"Pages, warm, {len(served[0].milliseconds)} requests each. Budget: p95 {PAGE_MS} ms,"
        f" {MOST_QUERIES} queries; {MOST_QUERIES_OF_A_VERSION} of a version,"
        f" {MOST_QUERIES_OF_A_DRAFT} of a draft.",
        f"{'page':<26}{'office':<8}{'p50 ms':>8}{'p95 ms':>8}{'cpu p50':>9}{'queries':>9}{'kB':>6}"
        "  verdict",
    ]
    for row in served:
        verdict = "good" if row.p95 <= PAGE_MS else "SLOW"
        if row.asks_too_often:
            verdict = "TOO MANY QUERIES"
        lines.append(
            f"{row.page.label:<26}{row.office:<8}{row.p50:>8.1f}{row.p95:>8.1f}"
            f"{row.processor_p50:>9.1f}{row.queries:>9}{row.kilobytes:>6.0f}  {verdict}"
        )
    return "\n".join(lines) + "\n\n"


def _pdf_table(printed) -> str:
    lines = [
        f"PDF, warm, on the processor. Budget: {PDF_SECONDS} s for both of ten units, {PDF_RATIO}"
        f" times WeasyPrint alone on the same HTML; {PDF_BODY_PAGES} pages before the appendices,"
        f" {PDF_MB} MB.",
        f"{'document':<20}{'units':>6}{'pages':>6}{'body':>6}{'ours s':>9}{'alone s':>9}"
        f"{'ratio':>7}{'peak MB':>9}  verdict",
    ]
    for row in printed:
        lines.append(
            f"{row.label:<20}{row.units:>6,}{row.pages:>6}{row.body:>6}{row.seconds:>9.2f}"
            f"{row.seconds_alone:>9.2f}{row.ratio:>7.2f}{row.mb:>9}  {_verdict(row)}"
        )
    both = sum(row.seconds for row in printed if row.units == 10)
    verdict = "good" if both <= PDF_SECONDS else "SLOW"
    lines.append(f"{'both of ten units, as the worker makes them':<47}{both:.2f}  {verdict}")
    return "\n".join(lines) + "\n\n"


def _verdict(row) -> str:
    if row.ratio > PDF_RATIO:
        return "SLOW"
    if row.is_upward and row.body > PDF_BODY_PAGES:
        return "TOO MANY PAGES"
    return "TOO MUCH MEMORY" if row.mb > PDF_MB else "good"


def _asks_more_of_more_units(rows) -> int:
    """1 where a thousand units take more queries than ten."""
    asked = {label: {row.queries for row in rows if row.label == label} for label in _labels(rows)}
    more = [label for label, queries in asked.items() if len(queries) > 1]
    if more:
        _say(f"More queries of more units: {', '.join(more)}\n")
    return 1 if more else 0


def _labels(rows) -> list[str]:
    return list(dict.fromkeys(row.label for row in rows))


def _consolidation_table(rows) -> str:
    lines = [
        f"Consolidating, warm, median of {len(rows[0].seconds)}, three duties, the year before"
        f" beside. Budget: {CONSOLIDATE_SECONDS} s, the same queries for any number of units.",
        f"{'what':<34}{'units':>7}{'seconds':>9}{'cpu s':>8}{'queries':>9}  verdict",
    ]
    for row in rows:
        verdict = "good" if row.median <= CONSOLIDATE_SECONDS else "SLOW"
        lines.append(
            f"{row.label:<34}{row.units:>7,}{row.median:>9.3f}{row.processor_median:>8.3f}"
            f"{row.queries:>9}  {verdict}"
        )
    return "\n".join(lines) + "\n\n"


def _reminder_table(mornings, sent) -> str:
    lines = [
        f"Reminders. Budget: {SWEEP_SECONDS} s to plan 100,000, memory flat, mails at the sink's"
        " speed.",
        f"{'due obligations':<26}{'seconds':>9}{'peak MB':>9}{'of it idle':>12}  verdict",
    ]
    for row in mornings:
        verdict = "good" if row.seconds <= SWEEP_SECONDS else "SLOW"
        lines.append(
            f"{row.planned:<26,}{row.seconds:>9.1f}{row.mb:>9.0f}{row.mb_before:>12.0f}  {verdict}"
        )
    verdict = "good" if sent.ms <= MAIL_MS else "SLOW"
    lines += [
        f"{sent.mails} mails to a sink, one worker: {sent.ms:.1f} ms each, {sent.ms_processor:.1f}"
        f" on the processor; budget {MAIL_MS} ms  {verdict}",
        f"smtplib alone, before and after: {sent.ms_bare:.1f} ms, {sent.ms_bare_processor:.1f} on"
        " the processor",
        f"memory after the first chunk {sent.mb_before:.0f} MB, after all {sent.mb:.0f} MB",
    ]
    return "\n".join(lines) + "\n\n"


def _say(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
