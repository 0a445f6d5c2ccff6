/// `doctor`: findings that the user has accepted.
package struct DoctorSettings: Sendable, Equatable {
  /// A finding that is counted but does not decide the exit code.
  package struct Ignored: Sendable, Equatable {
    package var id: String
    /// The finding's subject; nil for every subject.
    package var subject: String?
    /// The last day on which it is ignored, `YYYY-MM-DD`; nil for no end.
    package var until: String?

    /// Makes an entry.
    package init(id: String, subject: String? = nil, until: String? = nil) {
      self.id = id
      self.subject = subject
      self.until = until
    }
  }

  package var ignore: [Ignored] = []

  /// Nothing is ignored.
  package init() {}
}
