"""People who walk through the office: they read pages, fill in forms by their labels, press.

Everything they do goes through the pages, as a browser without script would; a page that shows
an error, or has no such button, ends the story.
"""

from urllib.parse import urljoin

import lxml.html
from django.test import Client


def _words(element) -> str:
    return " ".join(element.text_content().split())


def _seen(button) -> str:
    """Without the words that only a screen reader says."""
    hidden = button.xpath(".//*[contains(@class, 'visually-hidden')]")
    return _words(button).removesuffix("".join(_words(one) for one in hidden)).strip()


def sign_in(user, path: str = "/") -> "Page":
    """The first page of this person, or the one at `path`."""
    client = Client()
    client.force_login(user)
    return Page(client, client.get(path, follow=True))


class Page:
    """What one person sees."""

    def __init__(self, client: Client, response):
        self.client, self.response = client, response
        self.path = response.request["PATH_INFO"]
        if query := response.request.get("QUERY_STRING"):
            self.path = f"{self.path}?{query}"
        self.tree = lxml.html.fromstring(response.content.decode() or "<main></main>")
        refused = f"{self.path}: {response.status_code}"
        assert response.status_code == 200, f"{refused}\n{_words(self.tree)}"
        for blank in list(self.tree.iter("template")):  # a row that a script would copy
            blank.drop_tree()

    @property
    def text(self) -> str:
        return _words(self.tree.find(".//main"))

    def says(self, *texts: str) -> "Page":
        """Ends the story where the page does not say each of `texts`."""
        for text in texts:
            assert text in self.text, f"{self.path} does not say {text!r}:\n{self.text}"
        return self

    def part(self, heading: str):
        """The innermost section, row or item that says `heading`."""
        found = [
            element
            for element in self.tree.iter("section", "article", "li", "tr", "details", "form")
            if heading in _words(element)
        ]
        assert found, f"{self.path} has no part {heading!r}:\n{self.text}"
        return min(found, key=lambda element: len(_words(element)))

    def follow(self, words: str, *, within: str | None = None) -> "Page":
        """Click the link that says `words`."""
        root = self.part(within) if within else self.tree
        links = [a for a in root.iter("a") if words in (_words(a), a.get("aria-label"))]
        links = links or [a for a in root.iter("a") if words in _words(a)]
        assert links, f"{self.path} has no link {words!r}:\n{_words(root)}"
        return self.go(links[0].get("href"))

    def go(self, address: str) -> "Page":
        response = self.client.get(urljoin(self.path, address), follow=True)
        return Page(self.client, response)

    def press(self, button: str, fields: dict | None = None, *, within: str | None = None):
        """Fill in the form of the button, by labels, and press it; the page that comes then.

        A field that a script would offer is named as it is posted, with or without its prefix.
        """
        root = self.part(within) if within else self.tree
        form, pressed = self._form(root, button, fields or {})
        posted = _values(form)
        if pressed.get("name"):
            posted.setdefault(pressed.get("name"), []).append(pressed.get("value", ""))
        for label, value in (fields or {}).items():
            self._fill(form, posted, label, value)
        method = (pressed.get("formmethod") or form.get("method") or "get").lower()
        action = pressed.get("formaction") or form.get("action") or self.path
        send = self.client.post if method == "post" else self.client.get
        page = Page(self.client, send(urljoin(self.path, action), posted, follow=True))
        wrong = [_words(e) for e in page.tree.xpath("//*[contains(@class, 'invalid-feedback')]")]
        assert not wrong, f"{page.path} refuses: {wrong}"
        return page

    def _form(self, root, button: str, fields: dict):
        forms = root.xpath("descendant-or-self::form") or root.xpath("ancestor::form")
        for form in forms:
            pressed = [
                one
                for one in self._controls(form, "button")
                if button in (_seen(one), one.get("aria-label"))
            ]
            if pressed and all(self._named(form, label) for label in fields):
                return form, pressed[0]
        raise AssertionError(f"{self.path} has no form with {button!r} and {list(fields)}")

    def _controls(self, form, *tags):
        yield from (one for one in form.iter(*tags) if one.get("form") is None)
        if form.get("id"):
            yield from self.tree.xpath(f"//*[@form='{form.get('id')}']")

    def _named(self, form, label: str):
        """The controls of the name, whatever its prefix, or under the label; of a group all."""
        found = [
            one
            for one in self._controls(form, "input", "select", "textarea")
            if one.get("name", "").endswith(f"-{label}") or one.get("name") == label
        ]
        for one in () if found else form.iter("label", "legend"):
            words = _words(one).removesuffix("*").strip()
            if label != words and not words.startswith(f"{label},"):
                continue
            if one.get("for"):
                found += form.xpath(f".//*[@id='{one.get('for')}']")
            else:
                found += list((one.getparent() if one.tag == "legend" else one).iter("input"))
        return found or form.xpath(f".//*[@aria-label={label!r} and @name]")

    def _fill(self, form, posted: dict, label: str, value) -> None:
        controls = self._named(form, label)
        control, name = controls[0], controls[0].get("name")
        kind = control.get("type", control.tag)
        if kind == "checkbox":
            kept = [v for v in posted.get(name, []) if v != control.get("value", "on")]
            posted[name] = [*kept, control.get("value", "on")] if value else kept
        elif control.tag == "select":
            posted[name] = [_option(control, one) for one in _listed(value)]
        elif kind == "radio":
            posted[name] = [_radio(form, name, value)]
        else:
            posted[name] = _listed(value)


def _listed(value) -> list:
    return list(value) if isinstance(value, list | tuple) else [value]


def _option(select, words: str) -> str:
    options = list(select.iter("option"))
    for option in options:
        if _words(option) == words:
            return option.get("value", words)
    begun = [option for option in options if _words(option).startswith(words)]
    if len(begun) == 1:
        return begun[0].get("value", words)
    raise AssertionError(f"{select.get('name')} offers {[_words(option) for option in options]}")


def _radio(form, name: str, words: str) -> str:
    for radio in form.xpath(f".//input[@name={name!r}]"):
        labels = form.xpath(f".//label[@for='{radio.get('id')}']") or radio.xpath("ancestor::label")
        if any(words in _words(label) for label in labels):
            return radio.get("value")
    raise AssertionError(f"{name} offers no {words!r}")


def _values(form) -> dict[str, list]:
    """What the form would send as it stands."""
    posted: dict[str, list] = {}
    for name, value in form.form_values():
        posted.setdefault(name, []).append(value)
    return posted
