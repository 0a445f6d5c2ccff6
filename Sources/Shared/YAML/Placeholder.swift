// Placeholder until the first file of YAML stands.
