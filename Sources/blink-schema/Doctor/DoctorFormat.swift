import ArgumentParser

/// The form of doctor's report.
enum DoctorFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, junit
}
