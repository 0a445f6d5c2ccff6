// Placeholder until the first file of Catalog stands.
