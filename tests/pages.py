"""What a page says, for assertions that span lines of a template."""


def text_of(response) -> str:
    return " ".join(response.content.decode().split())
