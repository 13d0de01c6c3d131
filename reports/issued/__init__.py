"""The issued copy: what văn thư's system made of a document that was approved here.

`receiving` keeps it. `examining` finds out what it is, in a process of its own (`apart`), with
what is known of our document (`expected`): dangers (`dangers`), text (`texts`, `comparing`) and
signatures (`signatures`). `telling` says it in words.

All but `receiving`, `expected`, `telling` is free of Django: the process starts in a moment.
"""
