"""manage.py consolidate: by hand, in this process, with a sentence for every wrong argument."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import consolidate as command
from reports.models import ConsolidatedReport
from tests.builders import make_directive, make_period
from tests.reports.year import make_year, send, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(command, "render", lambda document: document.title.type.encode())


def consolidate(*arguments, **options):
    out = StringIO()
    call_command("consolidate", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("period", ["Năm 2026", "năm 2026", "2026"])
def test_the_pdf_is_written_where_it_was_told(tmp_path, period):
    year = make_year(1)
    send(year.report_of("Phòng A"))
    take_in(year.report_of("Phòng A"))
    pdf, annex = tmp_path / "a.pdf", tmp_path / "b.pdf"

    said = consolidate("SKHCN-HCTH", period, pdf=pdf, annex=annex)

    assert said == f"{pdf}: Năm 2026, from 1 accepted reports\n{annex}: internal annex\n"
    assert (pdf.read_bytes(), annex.read_bytes()) == (
        "Báo cáo".encode(),
        "Phụ lục nội bộ trình Giám đốc Sở".encode(),
    )
    assert not ConsolidatedReport.objects.exists()


def test_a_directive_is_found_by_address_symbol_or_number(tmp_path):
    year = make_year(1)
    year.directive.number = "512"
    year.directive.save()
    for name in [str(year.directive.public_id), "SKHCN-HCTH", "512/SKHCN-HCTH"]:
        assert "Năm 2026" in consolidate(name, "2026", pdf=tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["XX", "2026"], 'No directive "XX": give its public_id, symbol or number/symbol.'),
        (
            ["SKHCN-HCTH", "2031"],
            'Công văn số …/SKHCN-HCTH has no one period "2031"; its periods are: '
            "Năm 2026, Năm 2027.",
        ),
        (["SKHCN-HCTH", "2027"], 'The period "Năm 2027" is not confirmed: nobody was asked yet.'),
    ],
)
def test_a_wrong_argument_is_a_sentence(tmp_path, arguments, sentence):
    year = make_year(1)
    make_period(year.directive, due_on=date(2027, 12, 16))
    with pytest.raises(CommandError) as error:
        consolidate(*arguments, pdf=tmp_path / "a.pdf")
    assert str(error.value) == sentence


def test_one_symbol_on_two_directives_asks_for_the_address(tmp_path):
    first, second = make_directive(), make_directive()
    with pytest.raises(CommandError, match=rf"(?s){second.public_id}.*{first.public_id}"):
        consolidate("SKHCN-HCTH", "2026", pdf=tmp_path / "a.pdf")


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    make_year(1)
    with pytest.raises(CommandError, match="cannot be written"):
        consolidate("SKHCN-HCTH", "2026", pdf=tmp_path / "none" / "a.pdf")
