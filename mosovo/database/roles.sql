-- The database roles. Run once by a superuser of the cluster; running it again changes nothing.
-- It sets no passwords: a force gives each login its own with ALTER ROLE … PASSWORD.
-- Kept to what PostgreSQL 15 understands.

DO $roles$
DECLARE
    wanted text[][] := ARRAY[
        -- Owns the tables; migrations only. NOINHERIT: it may become the groups below, and does not see what they see.
        ['mosovo_owner',  'LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'],
        -- What a person does, through row security.
        ['mosovo_app',    'NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'],
        -- What a named part of the system does: it sees all rows, by policy.
        ['mosovo_system', 'NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'],
        -- The web processes.
        ['mosovo_web',    'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'],
        -- The worker, the clock and management commands. NOINHERIT: a task that names nobody to act as sees no case.
        ['mosovo_worker', 'LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'],
        -- Backups: row security would leave rows out of a dump.
        ['mosovo_backup', 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS'],
        -- Reads the record of looks and changes from outside the application; migrations say which tables.
        ['mosovo_audit',  'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS']
    ];
    role text[];
BEGIN
    FOREACH role SLICE 1 IN ARRAY wanted LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role[1]) THEN
            EXECUTE format('CREATE ROLE %I', role[1]);
        END IF;
        EXECUTE format('ALTER ROLE %I ', role[1]) || role[2];
    END LOOP;
END
$roles$;

-- A membership keeps the way of inheriting it was granted with: granted anew, it follows the role as it is now.
REVOKE mosovo_app, mosovo_system FROM mosovo_worker, mosovo_owner;
GRANT mosovo_app TO mosovo_web, mosovo_worker, mosovo_owner;
GRANT mosovo_system TO mosovo_worker, mosovo_owner;
GRANT pg_read_all_data TO mosovo_backup;

-- Anyone may set this parameter for a session, which would switch the recording triggers off; the owner's migrations
-- pin it in each trigger function (ALTER FUNCTION … SET), and for that they need this grant.
GRANT SET ON PARAMETER "pgtrigger.ignore" TO mosovo_owner;
