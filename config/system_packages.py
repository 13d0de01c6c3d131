"""Libraries and programs that no Python package brings: found by trying, not by asking dpkg.

python -m config.system_packages run     what `make run` needs
python -m config.system_packages test    what `make test` needs on top
"""

import ctypes
import os
import shutil
import subprocess
import sys

#: Debian's package for each library that WeasyPrint loads.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
#: Debian's package for each program that the tests call.
PROGRAMS = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "xgettext": "gettext",
}


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(*, tests):
    """Debian's names of what is not there."""
    packages = [package for library, package in LIBRARIES.items() if not loads(library)]
    if tests:
        packages += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    return packages


def ensure(*, tests=False):
    """Install what is missing, as root on Debian; otherwise end with the command to run."""
    packages = missing(tests=tests)
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"Install these first, by Debian's names: {' '.join(packages)}")
    if os.geteuid() != 0:
        sys.exit(f"System packages are missing. Run this, then start again:\n"
                 f"    sudo {' '.join(command)}")  # fmt: skip
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        "stdout": subprocess.DEVNULL,
        "stdin": subprocess.DEVNULL,
    }
    if subprocess.run(command, stderr=subprocess.DEVNULL, **quiet).returncode:
        # Most often the lists of packages are missing or old.
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(command, check=False, **quiet)
    if left := missing(tests=tests):
        sys.exit(f"apt-get could not install {' '.join(left)}. Try: {' '.join(command)}")


if __name__ == "__main__":
    ensure(tests=sys.argv[1:] == ["test"])
