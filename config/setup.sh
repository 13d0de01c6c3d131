#!/bin/sh
# Make .venv from uv.lock. Safe to run again, quick when nothing changed.
#
#   config/setup.sh            what the product needs, and what its tests need
#   config/setup.sh --no-dev   what the product needs; what is there already stays
#
# uv lives in var/uv and not in .venv, where `uv sync` would delete itself. It is told the
# interpreter, since it may neither find pyenv's nor download one.
set -eu
cd "$(dirname "$0")/.."
UV_VERSION=0.13.9

at_least_312='import sys; sys.exit(1) if sys.version_info < (3, 12) else print(sys.executable)'

# The newest Python that can be found, the one of .python-version first.
find_python() {
    for name in ${PYTHON:-} python3.13 python3.14 python3.12 python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[24-9]*/bin/python3; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c "$at_least_312" 2>/dev/null && return 0
    done
    return 1
}

if ! python=$(find_python); then
    echo "Đôn Đốc needs Python 3.12 or newer, and none was found:" \
        "install one (Debian 13: apt-get install python3 python3-venv)" \
        "or name it, as in: make run PYTHON=/opt/python3.13/bin/python3" >&2
    exit 1
fi

mkdir -p var
if [ "$(var/uv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$UV_VERSION" ]; then
    echo "Installing uv $UV_VERSION into var/uv"
    rm -rf var/uv
    if ! "$python" -m venv var/uv >var/uv.log 2>&1; then
        cat var/uv.log >&2
        echo "$python cannot make a virtual environment;" \
            "on Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    var/uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
fi

export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
exec var/uv/bin/uv sync --quiet --locked --inexact --python "$python" "$@"
