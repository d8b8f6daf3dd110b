GRANT SELECT, UPDATE ON serving TO {role};
