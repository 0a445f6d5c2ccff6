private import Glibc

/// A value behind a lock, with waiting for it to change (a monitor; C. A. R. Hoare, 1974).
///
/// `Synchronization.Mutex` has no condition to wait on.
@safe package final class Monitor<Value>: @unchecked Sendable {
  // SAFETY: `value` and `waiting` are touched only between lock and unlock of `mutex`.
  private var value: Value
  private var waiting = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  /// Guards `value`.
  package init(_ value: sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(changed, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Reads the value; wakes nobody.
  package func read<R>(_ body: (Value) -> R) -> R {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(value)
  }

  /// Reads or changes the value and wakes everyone who waits for it.
  package func withLock<R>(_ body: (inout Value) -> R) -> R {
    unsafe pthread_mutex_lock(mutex)
    defer { unlock() }
    return body(&value)
  }

  private func unlock() {
    let isAwaited = waiting > 0
    unsafe pthread_mutex_unlock(mutex)
    if isAwaited { unsafe pthread_cond_broadcast(changed) }
  }

  /// Waits until `condition` holds, then runs `body` under the same lock.
  package func wait<R>(until condition: (Value) -> Bool, then body: (inout Value) -> R) -> R {
    unsafe pthread_mutex_lock(mutex)
    defer { unlock() }
    while !condition(value) {
      waiting += 1
      unsafe pthread_cond_wait(changed, mutex)
      waiting -= 1
    }
    return body(&value)
  }

  /// The same, but runs `body` at `deadline` although the condition does not hold; nil waits for
  /// ever.
  package func wait<R>(
    until condition: (Value) -> Bool, deadline: ContinuousClock.Instant?,
    then body: (inout Value) -> R
  ) -> R {
    guard let deadline else { return wait(until: condition, then: body) }
    unsafe pthread_mutex_lock(mutex)
    defer { unlock() }
    while !condition(value) {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { break }
      var time = timespec()
      unsafe clock_gettime(CLOCK_MONOTONIC, &time)
      // Rounded up, so that a wait never spins.
      let nanoseconds = Int(left.components.attoseconds / 1_000_000_000) + 1 + time.tv_nsec
      time.tv_sec += Int(left.components.seconds) + nanoseconds / 1_000_000_000
      time.tv_nsec = nanoseconds % 1_000_000_000
      waiting += 1
      unsafe pthread_cond_timedwait(changed, mutex, &time)
      waiting -= 1
    }
    return body(&value)
  }
}
