"""The functions of the schema ``sec`` by which the database knows who acts and what they hold.

They give whole arrays and are called once a query (inside a scalar subquery), never once a row. They run as the owner,
so the grant tables need not be readable. A right ends in the middle of a transaction too: what is written late in a
long request is asked by the clock of its statement.
"""

from mosovo.identity import APP_ROLE, SYSTEM_ROLE

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS sec;
GRANT USAGE ON SCHEMA sec TO mosovo_app, mosovo_system;

-- The key of seals, as HMAC takes it; readable by the owner alone.
CREATE TABLE IF NOT EXISTS sec.signing_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL
);

-- Who acts: the person named, where the seal is the application's own, made for this person in this transaction.
CREATE OR REPLACE FUNCTION sec.uid() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text := current_setting('app.uid', true);
  seal text := current_setting('app.seal', true);
BEGIN
  IF said IS NULL OR seal IS NULL OR said !~ '^[0-9]{1,18}$' THEN
    RETURN NULL;
  END IF;
  IF EXISTS (
    SELECT 1 FROM sec.signing_key k WHERE seal = encode(sha256(k.outer_pad || sha256(k.inner_pad ||
      convert_to(concat_ws('|', said, pg_backend_pid(), transaction_timestamp()), 'UTF8'))), 'hex')
  ) THEN
    RETURN said::bigint;
  END IF;
  RETURN NULL;
END $$;

-- Whether the system acts, or the owner looks: a login that may take its role, and has not taken the person's.
CREATE OR REPLACE FUNCTION sec.is_system() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('role') <> 'mosovo_app' AND pg_has_role(session_user, 'mosovo_system', 'MEMBER')
$$;

CREATE OR REPLACE FUNCTION sec.today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (now() AT TIME ZONE 'Europe/London')::date
$$;

CREATE OR REPLACE FUNCTION sec.can(ability text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id JOIN staff_officer o ON o.id = h.officer_id
    WHERE h.officer_id = (SELECT sec.uid()) AND o.is_active AND ability = ANY (r.abilities)
      AND h.starts_on <= sec.today() AND (h.ends_on IS NULL OR h.ends_on >= sec.today()))
$$;

CREATE OR REPLACE FUNCTION sec.is_vetted(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_officer o WHERE o.id = person AND o.is_active
      AND o.vetting_level IN ('nppv2', 'nppv3', 'mv') AND o.vetting_expires_on >= sec.today())
$$;

CREATE OR REPLACE FUNCTION sec.vetted() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sec.is_vetted((SELECT sec.uid()))
$$;

CREATE OR REPLACE FUNCTION sec.units(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_unitgrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'staff' AND t.model = 'unit'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = (SELECT sec.uid()) AND p.codename = units.codename
      AND g.valid_from <= statement_timestamp()
      AND (g.valid_until IS NULL OR g.valid_until > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION sec.cases(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_casegrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'cases' AND t.model = 'case'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = (SELECT sec.uid()) AND p.codename = cases.codename
      AND g.valid_from <= statement_timestamp()
      AND (g.valid_until IS NULL OR g.valid_until > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION sec.excluded() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(x.case_id), '{}') FROM access_exclusion x
    WHERE x.officer_id = (SELECT sec.uid()) AND x.ended_at IS NULL
$$;

CREATE OR REPLACE FUNCTION sec.opened(compartment text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(o.case_id), '{}') FROM access_opening o
    WHERE o.officer_id = (SELECT sec.uid()) AND o.compartment = opened.compartment
      AND o.until > statement_timestamp()
$$;

-- What a person writes in their own row of staff_officer, and nothing else of it.
CREATE OR REPLACE FUNCTION sec.set_own_password(hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE staff_officer SET password = hash WHERE id = (SELECT sec.uid())
$$;

-- A session is a secret to all but its browser: it is had by its key, and no list of them is.
CREATE OR REPLACE FUNCTION sec.session(key text) RETURNS TABLE (session_data text, expire_date timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.session_data, s.expire_date FROM django_session s WHERE s.session_key = key
$$;

-- False where it must be new and is not, or must be there and is not.
CREATE OR REPLACE FUNCTION sec.keep_session(key text, content text, ends timestamptz, fresh boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF fresh THEN
    INSERT INTO django_session VALUES (key, content, ends) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE django_session s SET session_data = content, expire_date = ends WHERE s.session_key = key;
  END IF;
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION sec.end_session(key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM django_session WHERE session_key = key
$$;

-- Every session of somebody but one, ended by themselves or an administrator, who learns no key by it: what comes back
-- are their names in the cache (mosovo/sessions.py).
CREATE OR REPLACE FUNCTION sec.end_sessions(officer bigint, but text) RETURNS TABLE (cached text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT coalesce(officer = sec.uid() OR sec.can('administer') OR sec.is_system(), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'sessions are ended by their person or an administrator';
  END IF;
  RETURN QUERY WITH listed AS (
    DELETE FROM usersessions_usersession l WHERE l.user_id = officer AND l.session_key <> but RETURNING l.session_key
  ), ended AS (
    DELETE FROM django_session s USING listed WHERE s.session_key = listed.session_key
  )
  SELECT encode(sha256(convert_to(listed.session_key, 'UTF8')), 'hex') FROM listed;
END $$;

-- At sign-in nobody acts yet.
CREATE OR REPLACE FUNCTION sec.note_sign_in(officer bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE staff_officer SET last_login = now() WHERE id = officer AND is_active
$$;

"""
# What the owner's own functions and triggers ask, and nobody else: with arguments of one's choosing they would tell of
# other people, or of cases out of sight.
ASKED_INSIDE = (
    "sec.is_vetted(bigint)",
    "sec.is_excluded(bigint, bigint)",
    "sec.lapses_before(bigint, date)",
    "sec.stamped()",
    "sec.case_at(text)",
    "sec.placed()",
    "sec.refuse_name()",
)
# Those of the schema public run as the owner too, where an app brings them (the triggers' own are shut elsewhere).
CALLED_BY_THE_ROLES_ALONE = f"""
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sec TO {APP_ROLE}, {SYSTEM_ROLE};
REVOKE ALL ON FUNCTION {", ".join(ASKED_INSIDE)} FROM {APP_ROLE}, {SYSTEM_ROLE};
DO $do$ DECLARE f record; BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = 'public' AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
             AND p.proname <> '_pgh_attach_context'
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {APP_ROLE}, {SYSTEM_ROLE}', f.signature);
  END LOOP;
END $do$
"""  # noqa: S608 # our own names
