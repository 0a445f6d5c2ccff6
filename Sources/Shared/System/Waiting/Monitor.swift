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
    unsafe pthread_cond_init(changed, nil)
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
}
