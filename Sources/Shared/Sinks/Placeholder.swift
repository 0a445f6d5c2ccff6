// Placeholder until the first file of Sinks stands.
