-- What may have to vanish (wrapped keys, tokens, hashes of contacts, secrets) lies in narrow tables of its own, so that they can be written anew without it.
CREATE TABLE meta (name text COLLATE "C" PRIMARY KEY, value bigint NOT NULL);
-- 'master' rises whenever everything is wrapped under another master key; 'remains' is the number of the last transaction
-- whose dead rows may lie in the files, 0 where there is none.
INSERT INTO meta VALUES ('destroyed-up-to', 0), ('contacts-noted', 1), ('master', 1), ('remains', 0);

CREATE TABLE secrets (name text COLLATE "C" CONSTRAINT secrets_by_name PRIMARY KEY, wrapped bytea NOT NULL);

CREATE TABLE tokens (
  lookup bytea CONSTRAINT tokens_by_lookup PRIMARY KEY,
  token bytea NOT NULL CONSTRAINT tokens_by_token UNIQUE);

-- The names stay for good: of a key that was destroyed they tell that it was, and which generation comes next.
CREATE TABLE keys (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  class smallint NOT NULL,
  category text COLLATE "C" NOT NULL,
  generation int NOT NULL,
  CONSTRAINT keys_by_name UNIQUE (owner, class, category, generation));

CREATE TABLE wrapped (id bigint CONSTRAINT wrapped_by_id PRIMARY KEY REFERENCES keys, bytes bytea NOT NULL);

-- The journal index of the event that destroyed a key.
CREATE TABLE destroyed (id bigint PRIMARY KEY REFERENCES keys, event bigint NOT NULL);

CREATE TABLE contacts (
  key bigint NOT NULL REFERENCES keys,
  lookup bytea NOT NULL,
  CONSTRAINT contacts_by_lookup PRIMARY KEY (lookup, key));
CREATE INDEX contacts_by_key ON contacts (key);

-- Writes the tables anew without their dead rows; each is locked while it is written. Runs as the owner of the tables, whom alone PostgreSQL lets do it.
DO $do$ BEGIN EXECUTE format($f$
  CREATE FUNCTION scrub() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = %1$I, pg_temp AS $$
  BEGIN
    CLUSTER %1$I.wrapped USING wrapped_by_id;
    CLUSTER %1$I.tokens USING tokens_by_lookup;
    CLUSTER %1$I.contacts USING contacts_by_lookup;
    CLUSTER %1$I.secrets USING secrets_by_name;
  END $$ $f$, current_schema()); END $do$;
REVOKE ALL ON FUNCTION scrub() FROM PUBLIC;
