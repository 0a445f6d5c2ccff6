package import Diagnostics
import System

/// Where `${NAME}` comes from: the process's environment, then a `.env` file.
package struct EnvironmentSource: Sendable {
  private let lookupTable: [String: String]
  private let usesProcess: Bool

  /// Only these values; for tests.
  package init(values: [String: String]) {
    lookupTable = values
    usesProcess = false
  }

  /// The process's environment over the file at `path`; nil reads no file.
  ///
  /// - Parameter isRequired: whether a file that does not exist is an error.
  package init(envFile path: String?, isRequired: Bool) throws(Failure) {
    usesProcess = true
    guard let path else {
      lookupTable = [:]
      return
    }
    do {
      lookupTable = try EnvFile.parse(try BoundedFile.read(path), file: path)
    } catch {
      guard !isRequired, error.kind == .configuration, !Path.exists(path) else {
        throw error
      }
      lookupTable = [:]
    }
  }

  /// A variable's value; nil where nobody sets it.
  package func value(_ name: String) -> String? {
    if usesProcess, let value = ProcessEnvironment.value(name) { return value }
    return lookupTable[name]
  }
}
