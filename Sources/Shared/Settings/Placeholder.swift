// Placeholder until the first file of Settings stands.
