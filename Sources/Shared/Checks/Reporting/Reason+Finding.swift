import Diagnostics
import Start

extension Reason {
  /// What a check found, as a reason not to start.
  init(_ finding: Finding) {
    self.init(
      finding.id, .refused, finding.found, subject: finding.subject, why: finding.why,
      remedies: finding.remedies.map(\.text))
  }

  /// What the file needs and is not built yet, as a reason not to start.
  init(notBuilt diagnostic: Diagnostic) {
    self.init(
      diagnostic.code, .configuration, diagnostic.message,
      subject: diagnostic.location.description, why: "",
      remedies: [diagnostic.hint].compactMap { $0 })
  }
}
