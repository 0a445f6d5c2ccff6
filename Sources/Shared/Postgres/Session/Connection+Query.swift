private import CLibPQ
private import Glibc
import System

extension Connection {
  /// Runs one statement with its arguments.
  ///
  /// - Throws: the server's error; `08006` where the connection was lost.
  package func query(_ statement: Statement) throws(ServerError) -> Rows {
    try query(statement.sql, statement.arguments)
  }

  /// Runs one statement and returns its rows.
  ///
  /// - Parameters:
  ///   - sql: one statement; on a replication session also a walsender command.
  ///   - arguments: the values of `$1` …, as text; not possible on a replication session.
  ///   - timeout: ends the statement by a cancel request.
  /// - Throws: the server's error; `08006` where the connection was lost.
  @discardableResult
  package func query(
    _ sql: String, _ arguments: [String?] = [], timeout: Duration? = nil
  ) throws(ServerError) -> Rows {
    let sent: Int32
    if isReplication {
      // Walsender sessions refuse the extended protocol.
      precondition(arguments.isEmpty, "a replication session takes no parameters")
      sent = unsafe PQsendQuery(handle, sql)
    } else {
      let values = unsafe arguments.map { argument in
        unsafe argument.map { unsafe strdup($0) } ?? nil
      }
      defer { unsafe values.forEach { unsafe free($0) } }
      let pointers = unsafe values.map { unsafe UnsafePointer<CChar>($0) }
      sent = unsafe pointers.withUnsafeBufferPointer { pointers in
        unsafe PQsendQueryParams(
          handle, sql, Int32(arguments.count), nil, pointers.baseAddress, nil, nil, 0)
      }
    }
    guard sent == 1 else { throw lost(sql) }
    return try lastAnswer(to: sql, timeout: timeout)
  }

  /// Runs several statements by the simple protocol; returns the rows of the last one.
  @discardableResult
  package func script(_ sql: String) throws(ServerError) -> Rows {
    guard unsafe PQsendQuery(handle, sql) == 1 else { throw lost(sql) }
    return try lastAnswer(to: sql, timeout: nil)
  }

  /// Reads answers until the session is idle again: the last one, or the first error.
  private func lastAnswer(to sql: String, timeout: Duration?) throws(ServerError) -> Rows {
    var deadline = timeout.map { ContinuousClock.now + $0 }
    var answer: Rows?
    var problem: ServerError?
    while true {
      var stopped: ServerError?
      while unsafe PQisBusy(handle) == 1 {
        let interrupt = problem == nil ? interruptDescriptor : nil
        let end = [deadline, self.deadline].compactMap { $0 }.min()
        switch waitForInput(or: interrupt, until: end) {
        case .ready:
          guard unsafe PQconsumeInput(handle) == 1 else { throw lost(sql) }
        case .timedOut:
          // A request to cancel would wait for the same server.
          if let last = self.deadline, ContinuousClock.now >= last {
            throw problem ?? ServerError.silence(sql)
          }
          stopped = ServerError(
            sqlstate: "57014", message: "no answer within \(timeout ?? .zero)", statement: sql)
        case .interrupted:
          stopped = ServerError(
            sqlstate: ServerError.interruptionState, message: "interrupted by a signal",
            statement: sql)
        }
        if let stopped, problem == nil {
          cancel()
          problem = stopped
          // The cancelled statement's own error follows; a dead server must not hold us.
          deadline = ContinuousClock.now + .seconds(5)
        } else if stopped != nil {
          throw problem ?? lost(sql)
        }
      }
      guard let result = unsafe PQgetResult(handle) else { break }
      switch unsafe PQresultStatus(result) {
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
        unsafe answer = Rows(taking: result)
      case PGRES_COPY_OUT, PGRES_COPY_IN, PGRES_COPY_BOTH:
        // A programmer's error: copies have functions of their own.
        unsafe PQclear(result)
        throw ServerError(sqlstate: "08P01", message: "unexpected copy", statement: sql)
      default:
        if problem == nil { problem = error(result, sql) }
        unsafe PQclear(result)
      }
    }
    if let problem { throw problem }
    guard let answer else { throw lost(sql) }
    return answer
  }

  /// Asks the server to end the running statement; what comes of it is read by the caller.
  package func cancel() {
    guard let request = unsafe PQgetCancel(handle) else { return }
    defer { unsafe PQfreeCancel(request) }
    var buffer = [CChar](repeating: 0, count: 256)
    _ = unsafe PQcancel(request, &buffer, 256)
  }

  /// The server's error in `result`.
  @safe func error(_ result: OpaquePointer, _ sql: String) -> ServerError {
    let fields = ErrorFields(result)
    // libpq creates its own results, without a state, when the connection breaks.
    guard !fields.sqlstate.isEmpty else { return lost(sql) }
    return ServerError(
      sqlstate: fields.sqlstate, severity: fields.severity, message: fields.message,
      detail: fields.detail, hint: fields.hint, context: fields.context, statement: sql)
  }

  /// The connection broke.
  func lost(_ sql: String) -> ServerError {
    // libpq indents the lines that explain the first one.
    let lines = lastMessage.split(whereSeparator: \.isNewline).map { $0.drop { $0 == "\t" } }
    let text = lines.joined(separator: "; ")
    return ServerError(
      sqlstate: "08006", severity: "FATAL",
      message: text.isEmpty ? "the connection was lost" : text, statement: sql)
  }
}
