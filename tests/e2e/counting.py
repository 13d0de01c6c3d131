"""How many clicks and keystrokes a job takes, counted by the browser itself."""

from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

#: Presses count where they happen. A choice from a list is two of them, a chosen file is two; a
#: text that Playwright puts into a field at once counts as its letters.
COUNTER = """() => {
  const add = (name, more) =>
    sessionStorage.setItem(name, Number(sessionStorage.getItem(name) || 0) + more);
  addEventListener("pointerdown", (event) => event.isTrusted && add("clicks", 1), true);
  addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=file]")) add("clicks", 2);
  }, true);
  addEventListener("focusin", (event) => {
    if ("value" in event.target) event.target.dataset.counted = event.target.value.length;
  }, true);
  addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])")) return;
    const before = Number(field.dataset.counted || 0);
    add("letters", event.data ? event.data.length : Math.max(field.value.length - before, 1));
    field.dataset.counted = field.value.length;
  }, true);
}"""


@dataclass
class Job:
    name: str
    clicks: int = 0
    letters: int = 0


#: Every job counted in this run, as the run's summary prints them.
JOBS: list[Job] = []


def table() -> list[str]:
    """A line for each job, in the order in which they were done."""
    if not JOBS:
        return []
    lines = [f"{'job':<72}{'clicks':>7}{'keystrokes':>12}"]
    return lines + [f"{job.name:<72}{job.clicks:>7}{job.letters:>12}" for job in JOBS]


@contextmanager
def counted(name: str, page: Page):
    """From the page that the person has before him to the end of the block."""
    job = Job(name)
    page.evaluate(
        "() => { sessionStorage.removeItem('clicks'); sessionStorage.removeItem('letters') }"
    )
    yield job
    job.clicks, job.letters = page.evaluate(
        "() => ['clicks', 'letters'].map((name) => Number(sessionStorage.getItem(name) || 0))"
    )
    JOBS.append(job)
