#!/bin/sh
# A new cluster: roles, their passwords from the environment, the database and its extensions.
# docker-compose.yml has the PostgreSQL image run it; a force may run it by hand as a superuser of the cluster.
set -eu
here=${MOSOVO_SQL:-$(dirname "$0")}

psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres --file "$here/roles.sql"
psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set web="$MOSOVO_WEB_PASSWORD" --set worker="$MOSOVO_WORKER_PASSWORD" --set owner="$MOSOVO_OWNER_PASSWORD" \
    --set backup="$MOSOVO_BACKUP_PASSWORD" <<'SQL'
ALTER ROLE mosovo_web PASSWORD :'web';
ALTER ROLE mosovo_worker PASSWORD :'worker';
ALTER ROLE mosovo_owner PASSWORD :'owner';
ALTER ROLE mosovo_backup PASSWORD :'backup';
CREATE DATABASE mosovo OWNER mosovo_owner;
REVOKE CONNECT ON DATABASE mosovo FROM PUBLIC;
GRANT CONNECT ON DATABASE mosovo TO mosovo_web, mosovo_worker, mosovo_backup, mosovo_audit;
SQL
psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname mosovo --file "$here/extensions.sql"
