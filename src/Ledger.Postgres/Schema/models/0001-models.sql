-- Read models hold no truth: the ledger makes and drops their tables itself, in a schema of their own.
DO $do$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_schema() || '_models'); END $do$;

-- One row for each set of tables, whose names begin with its generation: up to which index of the journal it is folded, and whether it is the one that answers
-- the versions of the ledger that know tables of that shape. Several versions may run at once while replicas are replaced one by one.
CREATE TABLE models (
  generation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shape text COLLATE "C" NOT NULL,
  current boolean NOT NULL,
  position bigint NOT NULL DEFAULT 0) WITH (fillfactor = 50);
CREATE UNIQUE INDEX models_current ON models (shape) WHERE current;
