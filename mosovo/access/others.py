"""Tables of other packages, which bring no declarations: what the application may do in each, as SQL for its policies.

What is not named here it cannot touch.
"""

from dataclasses import dataclass

MYSELF = "(SELECT sec.uid())"
ADMINISTRATOR = "(SELECT sec.can('administer'))"
NEVER = ""


@dataclass(frozen=True)
class Writers:
    """Who sees, adds, changes and removes rows; NEVER: the application has no privilege for it."""

    seen: str
    added: str
    changed: str = NEVER
    removed: str = NEVER

    @property
    def privileges(self) -> list[str]:
        """What the application is granted."""
        rules = {"SELECT": self.seen, "INSERT": self.added, "UPDATE": self.changed, "DELETE": self.removed}
        return [name for name, rule in rules.items() if rule]


# Had by their key, through functions (mosovo/sessions.py).
SESSIONS = Writers(NEVER, NEVER)
# Found before anybody acts; what is kept is a hash. An old one is cleared away by whoever comes across it.
TOKENS = Writers(
    "true", f"user_id = {MYSELF}", removed=f"user_id = {MYSELF} OR {ADMINISTRATOR} OR expiry < transaction_timestamp()"
)
ADMIN_LOG = Writers(ADMINISTRATOR, f"{ADMINISTRATOR} AND user_id = {MYSELF}")
SCHEDULES = Writers("true", ADMINISTRATOR, ADMINISTRATOR)
# Wrong attempts are counted, and forgotten, where nobody acts yet.
AT_THE_DOOR = f"{MYSELF} IS NULL OR username = (SELECT sign_in FROM staff_officer WHERE id = {MYSELF})"
ATTEMPTS = Writers("true", "true", AT_THE_DOOR, AT_THE_DOOR)
# What is on record of the door: when somebody left is added to when they came, and nothing is taken out.
CAME_AND_LEFT = Writers("true", "true", AT_THE_DOOR)
REFUSED_AT_THE_DOOR = Writers(f"{AT_THE_DOOR} OR {ADMINISTRATOR}", "true")
OF_ATTEMPTS = f"{MYSELF} IS NULL"

OTHERS = {
    "django_session": SESSIONS,
    "knox_authtoken": TOKENS,
    "django_admin_log": ADMIN_LOG,
    "axes_accessattempt": ATTEMPTS,
    "axes_accesslog": CAME_AND_LEFT,
    "axes_accessfailurelog": REFUSED_AT_THE_DOOR,
    "axes_accessattemptexpiration": Writers("true", "true", OF_ATTEMPTS, OF_ATTEMPTS),
    **{
        f"django_celery_beat_{name}": SCHEDULES
        for name in (
            "clockedschedule",
            "crontabschedule",
            "intervalschedule",
            "solarschedule",
            "periodictask",
            "periodictasks",
        )
    },
}
OTHERS_READ = ("auth_permission", "auth_group", "auth_group_permissions", "django_content_type", "django_migrations")
