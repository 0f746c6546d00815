"""Access, in one place: which rows (sight), which actions (policies), and the database's own guard (sql).

Import ``visible`` from mosovo.access.sight, ``denial`` and ``require`` from mosovo.access.policies, ``protect`` from
mosovo.access.protection, the decorators of pages from mosovo.access.pages.
"""
