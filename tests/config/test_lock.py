"""What the lock file promises to whoever clones the repository."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parents[2]


def urls(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from urls(item)
    elif isinstance(value, list):
        for item in value:
            yield from urls(item)
    elif isinstance(value, str) and "://" in value:
        yield value


def test_lock_file_names_no_registry_but_pypi():
    lock = tomllib.loads((BASE_DIR / "uv.lock").read_text())
    hosts = {urlsplit(url).hostname for url in urls(lock)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_dependency_says_what_it_is_for():
    lines = [line.strip() for line in (BASE_DIR / "pyproject.toml").read_text().splitlines()]
    start = lines.index("dependencies = [")
    end = lines.index("[tool.uv]")
    unexplained = []
    explained = False
    for line in lines[start:end]:
        if line.startswith("#"):
            explained = True
        elif not line.startswith('"'):
            explained = False
        elif not explained:
            unexplained.append(line)
    assert unexplained == []
