"""Bố trí nhân lực of the coordinating unit's own duty."""

from reports import permissions, staffing
from reports.panels.page import Page
from reports.staffing import Sheet


def of(page: Page) -> Sheet | None:
    if not permissions.sees_staffing(page.posts, page.assignment):
        return None
    return staffing.sheet(page.assignment, on=page.on)
