/// Whether something that the file can say has an effect yet.
enum Availability: Sendable, Equatable {
  case available
  /// The name is reserved: the reader knows it and refuses it.
  ///
  /// - Parameter advice: what to do until then, or what would go wrong without it.
  case notBuilt(advice: String)

  /// The words for it, the same everywhere.
  static let words = "not built yet"

  /// The code of its diagnostic.
  static let code = "not-built"

  /// Whether it has an effect.
  var isAvailable: Bool { self == .available }
}
