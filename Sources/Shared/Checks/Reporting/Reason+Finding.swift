import Diagnostics
import Start

extension Reason {
  /// What a check found, as a reason not to start.
  init(_ finding: Finding) {
    self.init(
      finding.id, .refused, finding.found, subject: finding.subject, why: finding.why,
      remedies: finding.remedies.map(\.text))
  }
}
