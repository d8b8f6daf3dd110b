-- Where the others reach the one whose turn it is, and how many turns there were.
ALTER TABLE serving ADD COLUMN address text, ADD COLUMN turns bigint NOT NULL DEFAULT 0;
