"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mosovo.settings")
os.environ.setdefault("MOSOVO_PROCESS", "web")

application = get_wsgi_application()
