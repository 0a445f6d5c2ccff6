private import CLibPQ

/// Collects a session's notices; without a receiver libpq prints them to stderr itself.
///
/// Only the thread that uses the session touches it: libpq calls the receiver from within its
/// own functions.
final class NoticeBox {
  /// A server that floods notices must not fill the memory.
  private static let limit = 100
  private(set) var notices: [Notice] = []

  /// Returns the collected notices and forgets them.
  func take() -> [Notice] {
    defer { notices.removeAll() }
    return notices
  }

  /// Registers with a session, which must not outlive this object.
  @safe func receive(from connection: OpaquePointer) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context = unsafe context, let result = unsafe result else { return }
        let box = unsafe Unmanaged<NoticeBox>.fromOpaque(context).takeUnretainedValue()
        guard box.notices.count < NoticeBox.limit else { return }
        let fields = ErrorFields(result)
        box.notices.append(
          Notice(
            sqlstate: fields.sqlstate, severity: fields.severity, message: fields.message,
            detail: fields.detail))
      }, context)
  }
}
