"""Nộp bằng tệp Word: the form as a Word file, filled in offline, and read back into the draft.

Any Word file with the headings of the outline is read; what the file does not say stays as it was.
"""
