import Foundation

/// What went wrong in sessions beside a test.
final class Problems: @unchecked Sendable {
  // SAFETY: `list` is read and written under `lock`.
  private let lock = NSLock()
  private var list: [String] = []

  var all: [String] { lock.withLock { list } }

  func watch(_ body: () throws -> Void) {
    do { try body() } catch { lock.withLock { list.append("\(error)") } }
  }
}
