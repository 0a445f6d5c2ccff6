private import CLibPQ
private import Glibc
import System

extension Connection {
  /// Starts `COPY … TO STDOUT`, or with `both` a replication stream.
  package func startCopy(_ sql: String, both: Bool = false) throws(ServerError) {
    guard unsafe PQsendQuery(handle, sql) == 1 else { throw lost(sql) }
    while unsafe PQisBusy(handle) == 1 {
      switch waitForInput(or: interruptDescriptor, until: deadline) {
      case .timedOut: throw ServerError.silence(sql)
      case .interrupted:
        cancel()
        throw ServerError(
          sqlstate: ServerError.interruptionState, message: "interrupted by a signal",
          statement: sql)
      default:
        guard unsafe PQconsumeInput(handle) == 1 else { throw lost(sql) }
      }
    }
    guard let result = unsafe PQgetResult(handle) else { throw lost(sql) }
    defer { unsafe PQclear(result) }
    guard unsafe PQresultStatus(result) == (both ? PGRES_COPY_BOTH : PGRES_COPY_OUT) else {
      throw error(result, sql)
    }
    unsafe OpenSSL(of: handle)?.readAhead(true)
  }

  /// Reads what is left after a `startCopy` that failed, so that it can be tried again.
  package func finishFailedCopy() throws(ServerError) {
    while let result = unsafe PQgetResult(handle) { unsafe PQclear(result) }
    if unsafe PQstatus(handle) == CONNECTION_BAD { throw lost("START_REPLICATION") }
  }

  /// What the next call for copy data found.
  package enum CopyState: Equatable {
    /// A message was lent to the body.
    case message
    /// Nothing complete is here yet: wait for the socket, then `consumeInput()`.
    case wouldBlock
    /// The server ended the copy: `finishCopy()` returns whether it succeeded.
    case ended
  }

  /// Lends the next complete CopyData message, without waiting.
  ///
  /// The bytes are valid only inside `body`. Neither generic nor throwing: it is called for
  /// every message from another module.
  package func nextCopyMessage(_ body: (borrowing Span<UInt8>) -> Void) -> CopyState {
    var buffer: UnsafeMutablePointer<CChar>?
    let length = unsafe PQgetCopyData(handle, &buffer, 1)
    if length == 0 { return .wouldBlock }
    guard length > 0, let start = unsafe buffer else { return .ended }
    defer { unsafe PQfreemem(start) }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(length))
    unsafe body(bytes.bindMemory(to: UInt8.self).span)
    return .message
  }

  /// Takes what the socket holds; call when it is readable.
  package func consumeInput() throws(ServerError) {
    guard unsafe PQconsumeInput(handle) == 1 else { throw lost("COPY") }
  }

  /// Sends one CopyData message (a standby status update) and flushes it.
  package func sendCopyMessage(_ bytes: [UInt8]) throws(ServerError) {
    let sent = unsafe bytes.withUnsafeBytes { bytes in
      unsafe PQputCopyData(
        handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1, unsafe PQflush(handle) >= 0 else { throw lost("COPY") }
  }

  /// Ends our side of a replication stream; the server's CopyDone follows.
  package func sendCopyDone() throws(ServerError) {
    guard unsafe PQputCopyEnd(handle, nil) == 1, unsafe PQflush(handle) >= 0 else {
      throw lost("COPY")
    }
  }

  /// Reads the end of a copy.
  ///
  /// - Throws: the server's error that ended it, or `08006`.
  package func finishCopy() throws(ServerError) {
    var problem: ServerError?
    defer { unsafe OpenSSL(of: handle)?.readAhead(false) }
    while true {
      // Not inside of libpq, which does not know what OpenSSL has read ahead.
      while unsafe PQisBusy(handle) == 1 {
        guard waitForInput(or: nil, until: deadline) == .ready else {
          throw problem ?? ServerError.silence("COPY")
        }
        do throws(ServerError) {
          try consumeInput()
        } catch {
          // The server's own message is more specific than a lost connection.
          throw problem ?? error
        }
      }
      guard let result = unsafe PQgetResult(handle) else { break }
      switch unsafe PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: unsafe PQclear(result)
      case PGRES_COPY_OUT, PGRES_COPY_BOTH, PGRES_COPY_IN:
        unsafe PQclear(result)
        // Still in copy mode: libpq would return the same result forever.
        throw problem ?? lost("COPY")
      default:
        if problem == nil { problem = error(result, "COPY") }
        unsafe PQclear(result)
      }
    }
    if let problem { throw problem }
    if unsafe PQstatus(handle) == CONNECTION_BAD { throw lost("COPY") }
  }
}
