"""What every template and static file must hold: the policy, the icons, the fonts."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from directives.templatetags import fields, icons

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"

#: The policy is for pages; a mail carries its own style, and a print template is never a page.
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"emails", "print"}
)

REFUSED = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script without src": re.compile(r"<script\b(?![^>]*\ssrc=)"),
    "an event handler": re.compile(r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*="),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{%\s*autoescape\s+off"),
}

VIETNAMESE_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
@pytest.mark.parametrize("what", REFUSED)
def test_page_template_holds_nothing_that_the_policy_refuses(path, what):
    assert REFUSED[what].findall(path.read_text()) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a style attribute", '<p style="color: red">'),
        ("a style element", "<style>p {}</style>"),
        ("a script without src", "<script>alert(1)</script>"),
        ("an event handler", '<button onclick="go()">'),
        ("an event handler", '<button hx-on:click="go()">'),
        ("a javascript: address", '<a href="javascript:go()">'),
        ("text that is not escaped", "{{ text|safe }}"),
        ("text that is not escaped", "{% autoescape off %}"),
    ],
)
def test_what_the_policy_refuses_is_recognised(what, text):
    assert REFUSED[what].search(text)


def test_scripts_with_an_address_are_allowed():
    assert not REFUSED["a script without src"].search(
        '<script defer src="/static/app.js"></script>'
    )


def icons_in_the_sprite():
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))


def icons_used():
    """(name, where): in templates, and where a view or a context processor names one."""
    in_template = re.compile(
        r"""{%\s+icon\s+["']([\w-]+)["']|icons\.svg["']\s*%}\#([\w-]+)|\bicon=["']([\w-]+)["']"""
    )
    in_code = re.compile(r"""\bicon=["']([\w-]+)["']""")
    used = [(name, "the state " + state) for state, name in icons.STATES.items()]
    for path in TEMPLATES.rglob("*.html"):
        found = in_template.findall(path.read_text())
        used += [(next(filter(None, names)), name_of(path)) for names in found]
    for app in ("directives", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            used += [(name, name_of(path)) for name in in_code.findall(path.read_text())]
    return used


def test_every_icon_that_is_used_is_in_the_sprite():
    used = icons_used()
    assert len(used) > 30
    assert [(name, where) for name, where in used if name not in icons_in_the_sprite()] == []


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_font_of_documents_has_every_vietnamese_letter(face):
    letters = TTFont(STATIC / "fonts" / f"Tinos-{face}.ttf").getBestCmap()
    wanted = VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() + "–—“”…₫"
    assert [letter for letter in wanted if ord(letter) not in letters] == []


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.css")), ids=name_of)
def test_a_stylesheet_loads_nothing_that_is_not_shipped(path):
    text = path.read_text()
    assert "sourceMappingURL" not in text  # a hashed file name needs every file it mentions
    assert "@import" not in text
    for url in re.findall(r"""url\(\s*["']?(?!data:)([^"')]+)""", text):
        assert (path.parent / url).is_file(), url


def test_third_party_files_have_their_licence_beside_them():
    assert "MIT License" in (STATIC / "vendor/tabler/LICENSE").read_text()
    assert "MIT License" in (STATIC / "vendor/tabler/LICENSE-icons").read_text()
    assert "MIT License" in (STATIC / "vendor/prosemirror/LICENSE").read_text()
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/LICENSE-Tinos.txt").read_text()


def test_the_bundled_editor_needs_no_eval_and_names_its_packages():
    bundle = (STATIC / "vendor/prosemirror/prosemirror.min.js").read_text()
    assert re.findall(r"\beval\(|\bnew Function\b|sourceMappingURL", bundle) == []
    readme = (STATIC / "vendor/prosemirror/README.md").read_text()
    packages = re.findall(r'from "([\w-]+)"', (STATIC / "vendor/prosemirror/entry.mjs").read_text())
    assert [package for package in packages if not re.search(rf"{package}@\d", readme)] == []


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_error_page_needs_no_request_no_user_and_no_database(name):
    page = render_to_string(name)
    assert "<h1>" in page
    assert 'href="/"' in page


def test_field_ties_its_help_and_its_error_to_the_control():
    class PercentForm(forms.Form):
        percent = forms.IntegerField(label="Tiến độ", help_text="Từ 0 đến 100.", max_value=100)

    html = fields.field(PercentForm({"percent": "120"})["percent"])
    assert '<label for="id_percent">Tiến độ</label>' in html
    assert 'aria-describedby="id_percent_helptext id_percent_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_percent_helptext">Từ 0 đến 100.</div>' in html
    assert 'id="id_percent_error"' in html


@pytest.mark.parametrize(
    ("value", "text"), [(None, "chưa có số liệu"), (0, "0%"), (65, "65%"), (98.5, "98,5%")]
)
def test_share_that_is_not_known_is_not_nought(value, text):
    html = render_to_string("_percent.html", {"value": value})
    assert text in html
    assert ("<progress" in html) == (value is not None)


@pytest.mark.parametrize("number", [0, 3])
def test_counter_is_a_link_to_what_it_counts(number):
    counter = {"number": number, "label": "quá hạn", "url": "/x/", "tone": "danger"}
    html = render_to_string("_counter.html", {"counter": counter | {"icon": "clock"}})
    assert 'href="/x/"' in html
    assert ("is-zero" in html) == (number == 0)
