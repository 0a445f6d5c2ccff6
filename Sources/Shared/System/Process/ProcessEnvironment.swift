private import Glibc

/// The variables of this process.
package enum ProcessEnvironment {
  /// A variable's value; nil where it is not set.
  package static func value(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The same, with an empty value as if it were not set.
  package static func nonEmpty(_ name: String) -> String? {
    value(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
