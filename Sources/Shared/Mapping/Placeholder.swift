// Placeholder until the first file of Mapping stands.
