-- Nothing in these tables is ever changed or removed: the roles may not, and the triggers refuse whoever may. The functions look for tables in this schema
-- alone, wherever the session that calls them looks first.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'What is recorded is never changed or removed.' USING ERRCODE = 'insufficient_privilege';
END $$;

-- One row: how many entries there are, and how many origins the log has had. Whoever appends moves it on in the same transaction, from what it knows it to be:
-- so nobody can fork the log, and what is below the count is there, whole.
CREATE TABLE head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  count bigint NOT NULL,
  origins int NOT NULL);
INSERT INTO head VALUES (true, 0, 0);

CREATE FUNCTION head_moves_on() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.count < OLD.count OR NEW.origins < OLD.origins THEN
    RAISE EXCEPTION 'The head only moves on.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER head_moves_on BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION head_moves_on();
CREATE TRIGGER head_stays BEFORE INSERT OR DELETE OR TRUNCATE ON head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The event's exact bytes; the publication is the first half of SHA-256 over source and id.
CREATE TABLE events (
  idx bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  publication uuid NOT NULL,
  body bytea NOT NULL,
  CONSTRAINT events_stream UNIQUE (stream, sequence),
  CONSTRAINT events_publication UNIQUE (publication));
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is inserted ends at the head and leaves no gap before it, whoever inserts it and however.
CREATE FUNCTION events_follow_on() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE first bigint; last bigint; many bigint;
BEGIN
  SELECT min(idx), max(idx), count(*) INTO first, last, many FROM added;
  IF many = 0 THEN RETURN NULL; END IF;
  IF first < 0 OR last - first + 1 <> many OR last + 1 <> (SELECT count FROM head)
     OR (first > 0 AND NOT EXISTS (SELECT FROM events WHERE idx = first - 1)) THEN
    RAISE EXCEPTION 'Events follow on at the head.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER events_follow_on AFTER INSERT ON events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION events_follow_on();

-- The origins the log has had, the first being number 1, and the index each begins at.
CREATE TABLE origins (
  number int PRIMARY KEY,
  idx bigint NOT NULL,
  origin text COLLATE "C" NOT NULL UNIQUE);
CREATE TRIGGER origins_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON origins FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every checkpoint ever signed, and their timestamps, by the number of the origin they were signed under. No backup of the journal brings them back.
CREATE TABLE checkpoints (
  origin int NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (origin, size));
CREATE TRIGGER checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE stamps (
  origin int NOT NULL,
  size bigint NOT NULL,
  ticks bigint NOT NULL,
  token bytea NOT NULL,
  PRIMARY KEY (origin, size),
  FOREIGN KEY (origin, size) REFERENCES checkpoints);
CREATE TRIGGER stamps_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON stamps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
