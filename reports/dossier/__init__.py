"""Hồ sơ công việc: all that was written about a directive in one ZIP, for nộp lưu.

`contents` says which files belong to it, in the order of the index; `packing` writes them one by
one, so that a dossier of many hundred files needs the memory of one; `index` is its mục lục văn
bản, made last, since it says which file could not be read.
"""

from reports.dossier.making import make
from reports.dossier.packing import name_of, pack

__all__ = ["make", "name_of", "pack"]
