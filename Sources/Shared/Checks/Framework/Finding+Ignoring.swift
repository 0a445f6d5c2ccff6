import Settings

extension Finding {
  /// Ignores a finding that the user has accepted.
  mutating func ignore(_ accepted: [DoctorSettings.Ignored], today: String) {
    guard status == .warning || status == .error else { return }
    let isAccepted = accepted.contains { entry in
      entry.id == id && (entry.subject.map { $0 == subject } ?? true)
        && (entry.until.map { today <= $0 } ?? true)
    }
    guard isAccepted else { return }
    isIgnored = true
    status = .info
    found += " (ignored)"
  }
}
