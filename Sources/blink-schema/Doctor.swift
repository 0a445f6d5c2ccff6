import ArgumentParser

/// Placeholder.
struct Doctor: ParsableCommand {
}
