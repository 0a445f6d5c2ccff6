// Placeholder until the first file of Checks stands.
