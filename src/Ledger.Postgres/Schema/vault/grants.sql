GRANT SELECT, INSERT ON meta, secrets, tokens, keys, wrapped, destroyed, contacts TO {role};
GRANT UPDATE ON meta, secrets, wrapped TO {role};
GRANT DELETE ON secrets, tokens, wrapped, contacts TO {role};
GRANT EXECUTE ON FUNCTION scrub() TO {role};
