"""The promises of the reminder engine, kept by real processes: `make soak`.

Real PostgreSQL, Redis, mail server, Celery workers and clocks, all private to the run. They are
killed, starved, hung up on and moved through time from outside; what counts is which mails arrive.
"""
