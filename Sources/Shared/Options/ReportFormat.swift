import ArgumentParser

/// The form of a report.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json
}
