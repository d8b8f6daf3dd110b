GRANT USAGE, CREATE ON SCHEMA {schema}_service TO {role};
