private import CLibPQ
private import Glibc

/// What OpenSSL holds of a session beyond what libpq has taken (SSL_pending(3), SSL_want(3),
/// SSL_CTX_set_read_ahead(3)).
///
/// libpq brings OpenSSL along; a libpq without it has no encrypted sessions to ask about.
@safe struct OpenSSL {
  private typealias Question = @convention(c) (UnsafeMutableRawPointer) -> Int32
  private typealias Order = @convention(c) (UnsafeMutableRawPointer, Int32) -> Void

  /// `SSL_READING`: the last call wanted more of the socket.
  private static let reading: Int32 = 3

  private static let pending = unsafe question("SSL_pending")
  private static let hasPending = unsafe question("SSL_has_pending")
  private static let want = unsafe question("SSL_want")
  private static let setReadAhead: Order? = unsafe symbol("SSL_set_read_ahead").map {
    unsafe unsafeBitCast($0, to: Order.self)
  }

  private let session: UnsafeMutableRawPointer

  /// The library's side of a session; nil if that is not encrypted.
  init?(of handle: OpaquePointer) {
    guard unsafe PQsslInUse(handle) != 0, let session = unsafe PQsslStruct(handle, "OpenSSL")
    else { return nil }
    unsafe self.session = session
  }

  /// Whether a read returns bytes without polling the socket.
  var holdsBytes: Bool {
    if let pending = unsafe Self.pending, unsafe pending(session) > 0 { return true }
    guard let hasPending = unsafe Self.hasPending, let want = unsafe Self.want else { return false }
    // What is left of a read that wanted more is a part of a record: only the socket has the rest.
    return unsafe hasPending(session) == 1 && want(session) != Self.reading
  }

  /// Lets a read take all that fits from the socket, not one record in two calls.
  ///
  /// libpq's own waiting does not know what is held then: nothing may wait inside of it.
  func readAhead(_ isOn: Bool) {
    // Without these two what is held could not be noticed.
    guard unsafe Self.hasPending != nil, unsafe Self.want != nil else { return }
    if let set = unsafe Self.setReadAhead { unsafe set(session, isOn ? 1 : 0) }
  }

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    unsafe dlsym(nil, name)
  }

  private static func question(_ name: String) -> Question? {
    unsafe symbol(name).map { unsafe unsafeBitCast($0, to: Question.self) }
  }
}
