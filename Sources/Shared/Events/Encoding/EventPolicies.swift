package import Settings

/// What becomes of events that cannot be written as the configuration asks.
package struct EventPolicies: Sendable, Equatable {
  /// `source.config.on_overflow`.
  package var overflow: OverflowPolicy
  /// `source.config.on_missing_key`.
  package var missingKey: MissingKeyPolicy

  /// `source.config.on_invalid_text`.
  package var invalidText: InvalidTextPolicy

  /// Each policy has its safe value unless it is given.
  package init(
    overflow: OverflowPolicy = .error, missingKey: MissingKeyPolicy = .error,
    invalidText: InvalidTextPolicy = .error
  ) {
    self.invalidText = invalidText
    self.overflow = overflow
    self.missingKey = missingKey
  }

  /// The policies of a configuration.
  package init(_ source: SourceSettings) {
    self.init(
      overflow: source.onOverflow, missingKey: source.onMissingKey,
      invalidText: source.onInvalidText)
  }
}
