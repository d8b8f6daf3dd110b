-- The tables in it follow the row types of the version that opens them, and only ever gain.
DO $do$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_schema() || '_service'); END $do$;
