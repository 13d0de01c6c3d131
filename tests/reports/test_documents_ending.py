"""The sign "./." at the end of a document."""

import pytest

from reports.documents import Paragraph, Run
from reports.documents.ending import closed


@pytest.mark.parametrize(
    ("runs", "printed"),
    [
        (("xem xét ./.",), ("xem xét./.",)),
        (("xem xét ", "./."), ("xem xét", "./.")),
        (("xem xét./. ",), ("xem xét./.",)),
        (("xem xét./.", " "), ("xem xét./.", " ")),
        (("xem xét./", "."), ("xem xét./", ".")),
        (("xem xét.",), ("xem xét.",)),
    ],
)
def test_no_blank_stands_before_it_and_it_is_never_doubled(runs, printed):
    said = tuple(Run(words, bold=place % 2 == 1) for place, words in enumerate(runs))
    assert tuple(run.text for run in closed(Paragraph(said, "last"))) == printed
