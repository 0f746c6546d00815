"""``make bench``: how fast it is, measured as it runs: over HTTP, under row security, every look recorded.

A made-up force in servers of its own under var/bench; nothing else is touched. OFFENDERS=100000 makes it larger, KEEP=1
measures again what the last run left. Beside each page stands the bare SQL that reads the same rows as a superuser,
without rights, record or page.
"""
