private import Glibc

/// Waiting for a descriptor with a deadline, and for a second one that ends the wait.
package enum Poll {
  /// How a wait ended.
  package enum Outcome { case ready, timedOut, interrupted }

  /// Waits until `descriptor` is ready for `events` (poll's flags) or in an error state.
  ///
  /// - Parameters:
  ///   - interrupt: a descriptor whose readability ends the wait first.
  ///   - deadline: nil waits forever.
  package static func wait(
    _ descriptor: Int32, for events: Int16, or interrupt: Int32?,
    until deadline: ContinuousClock.Instant?
  ) -> Outcome {
    while true {
      var entries = [pollfd(fd: descriptor, events: events, revents: 0)]
      if let interrupt { entries.append(pollfd(fd: interrupt, events: Int16(POLLIN), revents: 0)) }
      let count = unsafe poll(&entries, nfds_t(entries.count), milliseconds(until: deadline))
      if count < 0 && errno == EINTR { continue }
      if entries.count > 1, entries[1].revents != 0 { return .interrupted }
      if entries[0].revents != 0 { return .ready }
      if let deadline, ContinuousClock.now >= deadline { return .timedOut }
    }
  }

  /// Lets some microseconds pass, finer than poll can.
  package static func pause(microseconds: UInt32) { usleep(microseconds) }

  /// Lets time pass.
  package static func pause(_ duration: Duration) {
    let deadline = ContinuousClock.now + duration
    while ContinuousClock.now < deadline {
      _ = poll(nil, 0, milliseconds(until: deadline))
    }
  }

  /// Waits until one of several descriptors is readable, or broken; returns for each whether it is.
  ///
  /// A descriptor of -1 is never ready.
  package static func wait(
    any descriptors: [Int32], until deadline: ContinuousClock.Instant?
  ) -> [Bool] {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      let count = unsafe poll(&entries, nfds_t(entries.count), milliseconds(until: deadline))
      if count < 0 && errno == EINTR { continue }
      return entries.map { $0.revents != 0 }
    }
  }

  /// The time left in poll's unit: rounded up, so that a wait never spins; -1 forever.
  package static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return 0 }
    let parts = left.components
    guard parts.seconds < 86_400 else { return 86_400_000 }
    return Int32(
      parts.seconds * 1_000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
