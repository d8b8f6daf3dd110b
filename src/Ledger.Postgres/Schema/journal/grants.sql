GRANT SELECT, INSERT ON events, origins, checkpoints, stamps TO {role};
GRANT SELECT, UPDATE ON head TO {role};
