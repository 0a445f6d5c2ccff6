extension Failure {
  /// The failure as the last entry of a log.
  package var logEntry: LogEntry {
    var fields: [(name: String, value: LogEntry.Value)] = [("exit", .number(Int(kind.rawValue)))]
    if !subject.isEmpty { fields.append(("subject", .text(subject))) }
    if let why, !why.isEmpty { fields.append(("why", .text(why))) }
    if !remedies.isEmpty { fields.append(("remedies", .list(remedies))) }
    return LogEntry(.error, message, fields)
  }
}
