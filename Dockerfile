# The application for a force: web, worker, clock and backup are this image with different commands. pg_dump of the
# server's own version comes with the packages.

FROM node:24-bookworm-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=peer --no-audit --no-fund

FROM python:3.11-slim-bookworm AS packages
COPY requirements-run.lock .
RUN python -m venv /opt/mosovo \
    && /opt/mosovo/bin/pip install --no-cache-dir --require-hashes --requirement requirements-run.lock

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --no-create-home mosovo \
    && install --directory --owner mosovo --mode 0700 /copies
COPY --from=packages /opt/mosovo /opt/mosovo
ENV PATH=/opt/mosovo/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY . .
COPY --from=frontend /app/node_modules node_modules
# The key and the addresses are needed to read the settings; nothing is kept of them and nothing is connected to.
RUN python -c "from mosovo import assets; assets.build(assets.ROOT / 'node_modules', assets.TARGET)" \
    && MOSOVO_SECRET_KEY=only-while-building-only-while-building-only-while-building \
       DATABASE_URL=postgresql://nowhere/mosovo REDIS_URL=redis://nowhere \
       python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf node_modules
USER mosovo
EXPOSE 8000
CMD ["gunicorn", "mosovo.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "2", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
