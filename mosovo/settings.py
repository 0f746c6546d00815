"""The one settings file: read from the environment, safe by default, and it refuses to start without its secrets.

Every variable is explained in the README. MOSOVO_DEMO=1 is the demonstration: invented people, loopback, no TLS.
"""

import datetime as dt
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from mosovo import embedded
from mosovo.provider_settings import provider_named
from mosovo.start import refuse_wrong_start

BASE_DIR = Path(__file__).resolve().parent.parent
env = os.environ

refuse_wrong_start(env, data=embedded.place().var / "servers")
DEMO = env.get("MOSOVO_DEMO") == "1"
# Which process this is decides with which database login it connects: web, worker or owner (migrations only).
PROCESS = env.get("MOSOVO_PROCESS", "web")

SECRET_KEY = env.get("MOSOVO_SECRET_KEY", "")
# Keys of before: what they signed or sealed can still be read, and is written anew with the present one.
SECRET_KEY_FALLBACKS = [key for key in env.get("MOSOVO_SECRET_KEY_BEFORE", "").split(",") if key]
BEHIND_TLS_PROXY = env.get("MOSOVO_BEHIND_TLS_PROXY") == "1"
DEBUG = False
ALLOWED_HOSTS = env.get("MOSOVO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env.get("MOSOVO_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "mosovo.apps.MosovoConfig",
    "mosovo.staff.apps.StaffConfig",
    "mosovo.force_settings.apps.ForceSettingsConfig",
    "mosovo.audit.apps.AuditConfig",
    "mosovo.outbox.apps.OutboxConfig",
    "cases.apps.CasesConfig",
    "mosovo.access.apps.AccessConfig",
    "mosovo.diary.apps.DiaryConfig",
    "risk.apps.RiskConfig",
    "sharing.apps.SharingConfig",
    "media_comms.apps.MediaCommsConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "pghistory",
    "pgtrigger",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
if env.get("MOSOVO_DEVELOPMENT") == "1":
    INSTALLED_APPS += ["django_linear_migrations", "django_migration_linter"]

MIDDLEWARE = [
    "mosovo.headers.EveryAnswer",
    "mosovo.health.HealthCheck",
    "mosovo.middleware.BodySize",
    "mosovo.middleware.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "mosovo.middleware.NoStore",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mosovo.middleware.ReadableText",
    "mosovo.middleware.IdleTimeout",
    # Everything inside runs in one transaction bound to the acting person, rendering included.
    "mosovo.middleware.ActingPerson",
    "mosovo.middleware.DomainErrors",
    "mosovo.middleware.SecondFactor",
    "mosovo.middleware.SentWords",
    "mosovo.middleware.SignedIn",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mosovo.urls"
WSGI_APPLICATION = "mosovo.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mosovo.context.shell",
            ],
        },
    },
]
COTTON_SNAKE_CASED_NAMES = False


def _database_url() -> str:
    """The login of this process: its own variable, else DATABASE_URL, else the embedded server's."""
    own = {
        "web": "DATABASE_URL",
        "worker": "DATABASE_WORKER_URL",
        "owner": "DATABASE_OWNER_URL",
        "backup": "DATABASE_BACKUP_URL",
    }[PROCESS]
    given = env.get(own) or env.get("DATABASE_URL")
    return given or embedded.urls()[own]


DATABASES = {
    "default": {
        **dj_database_url.parse(_database_url(), conn_max_age=300, conn_health_checks=True),
        "ATOMIC_REQUESTS": False,  # mosovo.middleware.ActingPerson opens the transaction
        "DISABLE_SERVER_SIDE_CURSORS": True,  # PgBouncer in transaction mode
    }
}
REDIS_URL = env.get("REDIS_URL") or embedded.urls()["REDIS_URL"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": embedded.client_url(REDIS_URL),
    }
}

# Each seal over the record is handed to a file outside the database; a force names a place its keepers cannot write.
AUDIT_ANCHOR = env.get("MOSOVO_AUDIT_ANCHOR") or embedded.place().var / "audit-anchor.jsonl"

# The virus scanner: host:port, or the path of its socket. Without one, files wait for a supervisor.
CLAMAV = env.get("MOSOVO_CLAMAV", "")
CLAMAV_SECONDS = 60
# The most a request may hold, in bytes; kept in memory, so that nothing of a file lies about on a disk.
LARGEST_BODY = 52 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Which model is "the case" that grants, deadlines and openings speak of; the ground never imports an app.
CASE_MODEL = "cases.Case"

AUTH_USER_MODEL = "staff.Officer"
ANONYMOUS_USER_NAME = None  # guardian makes no officer who is nobody
AUTHENTICATION_BACKENDS = ["mosovo.staff.backends.Limits", "mosovo.staff.backends.AbilityBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("sign_in", "number", "given_names", "family_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "mosovo.staff.passwords.NotTooLong"},
    {"NAME": "mosovo.staff.passwords.NotEasilyGuessed"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CSRF_FAILURE_VIEW = "mosovo.pages.csrf_failed"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie holds anybody's name
SESSION_ENGINE = "mosovo.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
IDLE_SECONDS = 15 * 60
IDLE_WARNING_SECONDS = 2 * 60
# Nobody reaches anything without one, but in the demonstration, whose sign-ins share a password.
SECOND_FACTOR_REQUIRED = not DEMO
FRESH_FACTOR_SECONDS = 5 * 60
SIGN_IN_PROVIDER = provider_named(env, demo=DEMO)
MFA_ADAPTER = "mosovo.staff.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Attempts that failed: by address, and by the place that mosovo.staff.limits gives.
ACCOUNT_RATE_LIMITS = {
    "login_failed_address": "10/m/ip",
    "login_failed": "5/15m/key",
    "login_failed_browsers": "15/15m/key",
    "code_failed": "5/15m/key",
    "code_failed_browsers": "15/15m/key",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = "mosovo.staff.limits.counted_by"
AXES_WHITELIST_CALLABLE = "mosovo.staff.limits.is_known_device"
AXES_LOCKOUT_CALLABLE = "mosovo.staff.views.door.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
# Attempts that are counted are forgotten after a success; each failure stays on record besides.
AXES_HANDLER = "mosovo.staff.actions.door.OnRecord"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False

# TLS ends at the force's proxy; the demonstration has none, and is on loopback only.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
SESSION_COOKIE_NAME = "mosovo_session" if DEMO else "__Host-mosovo_session"
DEVICE_COOKIE_NAME = "mosovo_browser" if DEMO else "__Host-mosovo_browser"
CSRF_COOKIE_NAME = "mosovo_csrf" if DEMO else "__Host-mosovo_csrf"
SECURE_HSTS_SECONDS = 0 if DEMO else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "fullscreen", "display-capture")
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["mosovo.formats"]

STATIC_URL = "static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page has our files
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Compressing takes half a minute, which the demonstration has not.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

EMAIL_BACKEND = env.get(
    "MOSOVO_EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = env.get("MOSOVO_EMAIL_FOLDER") or BASE_DIR / "var" / "mail"  # for the file-based backend
EMAIL_HOST = env.get("MOSOVO_EMAIL_HOST", "localhost")
EMAIL_PORT = int(env.get("MOSOVO_EMAIL_PORT", "25"))
EMAIL_TIMEOUT = 10  # seconds: a mail host that says nothing keeps no worker
DEFAULT_FROM_EMAIL = env.get("MOSOVO_EMAIL_FROM", "mosovo@localhost")
BASE_URL = env.get("MOSOVO_BASE_URL", "http://127.0.0.1:8000")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "mosovo.access.gate.BoundTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["mosovo.access.gate.RuleRequired"],
    "DEFAULT_SCHEMA_CLASS": "mosovo.access.schema.ErrorsDocumented",
    "DEFAULT_PAGINATION_CLASS": "mosovo.access.gate.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["mosovo.access.body.PlainJson"],
    "EXCEPTION_HANDLER": "mosovo.access.rest.domain_errors",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_RATES": {"token": "30/minute"},
    "NUM_PROXIES": 0,  # the address is the connection's, whatever a caller claims in a header
}
REST_KNOX = {"TOKEN_TTL": dt.timedelta(hours=8), "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "MOSOVO",
    "DESCRIPTION": "Case management for units that manage sexual offenders, violent offenders and dangerous persons.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "RankEnum": "mosovo.staff.states.Rank",
        "RiskLevelEnum": "cases.states.RiskLevel",
        "MappaLevelEnum": "cases.states.Level",
        "VisitOutcomeEnum": "cases.states.VisitOutcome",
        "DisclosureOutcomeEnum": "sharing.states.Outcome",
    },
    "SERVE_PERMISSIONS": ["mosovo.access.gate.RuleRequired"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "mosovo.health.WatchedScheduler"

# Triggers are made from the models after every migration, like the row security, so migrations need not carry them.
PGTRIGGER_MIGRATIONS = False
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [
        *("staff", "access", "audit", "diary", "force_settings", "outbox"),
        *("cases", "risk", "sharing", "media_comms"),
    ],
    "warnings_as_errors": ["ALL"],
    # Makes tables that nobody uses yet: no index on one keeps anybody waiting.
    "ignore_name": ["0001_initial"],
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # guardian's backend knows no expiry: mosovo.access decides instead

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.get("MOSOVO_LOG_LEVEL", "INFO")},
    "loggers": {"pgtrigger": {"level": "WARNING"}},  # a line for each trigger it installs
}
