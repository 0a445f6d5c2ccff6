/// The description of a check, for a user with basic knowledge of PostgreSQL.
package struct CheckPage: Sendable {
  /// A few words, without the id.
  package var title: String
  /// When it runs.
  package var when: String
  /// What it finds.
  package var finds: String
  /// Why it matters.
  package var why: String
  /// When it is an error, a warning or a note.
  package var severity: String
  /// The check's effects on the server.
  package var sideEffects: String
  /// What to do, in words, the best first.
  package var remedies: [String]
  /// What differs between providers; the remedies come from the providers' guides.
  package var topic: Topic?
  /// Whether the remedy needs a restart of the server.
  package var needsRestart: Bool
  /// The lock that the remedy takes; nil if none matters.
  package var lock: String?
  /// Pages of PostgreSQL's documentation, release notes.
  package var sources: [String]

  /// What a provider does in its own way (`ProviderGuide`).
  package enum Topic: Sendable, Equatable {
    case walLevel
    case parameter(String, value: String, restart: Bool)
    case replicationRight
    case publication
    case plugin(String)
    /// Whatever prevents a session.
    case connection
    /// The way to the server: its address and the network.
    case reach
    case address
    case certificate
    case failover
  }

  /// Creates a page.
  package init(
    _ title: String, when: String, finds: String, why: String, severity: String,
    sideEffects: String = "none, it only reads", remedies: [String], topic: Topic? = nil,
    needsRestart: Bool = false, lock: String? = nil, sources: [String]
  ) {
    self.title = title
    self.when = when
    self.finds = finds
    self.why = why
    self.severity = severity
    self.sideEffects = sideEffects
    self.remedies = remedies
    self.topic = topic
    self.needsRestart = needsRestart
    self.lock = lock
    self.sources = sources
  }

  /// A page of PostgreSQL's documentation of the current version.
  package static func postgres(_ page: String) -> String {
    "https://www.postgresql.org/docs/current/\(page)"
  }
}
