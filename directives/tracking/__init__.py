"""A bảng theo dõi comes in: what its sheet says, what of it is new, and the writing of it.

`sheets`, `columns`, `papers`, `times`, `names` and `rows` read and know no database; `fates`
compares what was read with the office; `applying` writes it, once and whole or not at all.
"""
