import FoundationEssentials
import System

/// Prints a report as JSON (docs/reference/reports.md); programs rely on the shapes.
enum JSONReport {
  static func print(_ report: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Reports hold texts, numbers and booleans only, which cannot fail to be encoded.
    guard let data = try? encoder.encode(report) else { return }
    Terminal.output(String(decoding: data, as: UTF8.self) + "\n")
  }
}
