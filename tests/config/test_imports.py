"""config -> reports -> directives, and never back."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]

#: Which of our packages the modules of a package may import.
MAY_IMPORT = {
    "directives": {"directives"},
    "reports": {"reports", "directives"},
    "config": {"config", "reports", "directives"},
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_run_from_config_over_reports_to_directives_and_never_back(package):
    wrong = sorted(
        f"{path.relative_to(BASE_DIR)} imports {name}"
        for path in (BASE_DIR / package).rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in {*MAY_IMPORT, "tests"} - MAY_IMPORT[package]
    )
    assert wrong == []


def test_importing_the_printing_modules_does_not_import_weasyprint():
    """It costs seconds and memory that the web process must not pay."""
    code = (
        "import django, sys; django.setup();"
        "import reports.printing, reports.printing.pdf, reports.views.consolidated, reports.jobs;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
