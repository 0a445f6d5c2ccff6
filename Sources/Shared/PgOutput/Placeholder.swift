// Placeholder until the first file of PgOutput stands.
