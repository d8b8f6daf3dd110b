-- Whose turn it is to serve: the replica that renews it. The server's clock alone decides.
CREATE TABLE serving (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  holder uuid,
  until timestamptz NOT NULL DEFAULT '-infinity');
INSERT INTO serving DEFAULT VALUES;
