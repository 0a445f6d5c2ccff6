import Foundation

/// Waits until something holds; gives false where it did not in time.
package func eventually(_ timeout: Double = 60, _ condition: () throws -> Bool) rethrows -> Bool {
  let limit = Date().addingTimeInterval(timeout)
  while Date() < limit {
    if try condition() { return true }
    usleep(20_000)
  }
  return try condition()
}
