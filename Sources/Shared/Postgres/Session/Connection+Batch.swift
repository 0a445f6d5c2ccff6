private import CLibPQ
private import Glibc
import System

extension Connection {
  /// A statement with the values of its parameters.
  package struct Statement: Sendable {
    package var sql: String
    package var arguments: [String?]

    /// Names a statement.
    package init(_ sql: String, _ arguments: [String?] = []) {
      self.sql = sql
      self.arguments = arguments
    }
  }

  /// Runs independent statements in one round trip (libpq's pipeline mode), each in a
  /// transaction of its own.
  ///
  /// - Returns: an answer or an error for each, in order. After the loss of the connection, or
  ///   the session's deadline, the rest have that error, and the session must be given up.
  package func batch(_ statements: [Statement]) -> [Result<Rows, ServerError>] {
    precondition(!isReplication, "a replication session has no pipeline mode")
    guard !statements.isEmpty else { return [] }
    guard unsafe PQsetnonblocking(handle, 1) == 0, unsafe PQenterPipelineMode(handle) == 1 else {
      return statements.map { .failure(lost($0.sql)) }
    }
    var answers: [Result<Rows, ServerError>] = []
    do throws(ServerError) {
      for statement in statements { try send(statement) }
      for statement in statements { answers.append(try answer(to: statement.sql)) }
      guard unsafe PQexitPipelineMode(handle) == 1, unsafe PQsetnonblocking(handle, 0) == 0 else {
        throw lost(statements[0].sql)
      }
    } catch {
      while answers.count < statements.count { answers.append(.failure(error)) }
    }
    return answers
  }

  private func send(_ statement: Statement) throws(ServerError) {
    let values = unsafe statement.arguments.map { argument in
      unsafe argument.map { unsafe strdup($0) } ?? nil
    }
    defer { unsafe values.forEach { unsafe free($0) } }
    let pointers = unsafe values.map { unsafe UnsafePointer<CChar>($0) }
    let sent = unsafe pointers.withUnsafeBufferPointer { pointers in
      unsafe PQsendQueryParams(
        handle, statement.sql, Int32(statement.arguments.count), nil, pointers.baseAddress, nil,
        nil, 0)
    }
    guard sent == 1, unsafe PQpipelineSync(handle) == 1 else { throw lost(statement.sql) }
  }

  /// Reads up to the next sync point.
  ///
  /// - Throws: only if the session is of no more use.
  private func answer(to sql: String) throws(ServerError) -> Result<Rows, ServerError> {
    var answer: Result<Rows, ServerError>?
    while true {
      try receive(sql)
      guard let result = unsafe PQgetResult(handle) else {
        // A null pointer ends one statement; before any result it means a broken session.
        if answer == nil { throw lost(sql) }
        continue
      }
      switch unsafe PQresultStatus(result) {
      case PGRES_PIPELINE_SYNC:
        unsafe PQclear(result)
        guard let answer else { throw lost(sql) }
        return answer
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        unsafe answer = .success(Rows(taking: result))
      default:
        let problem = error(result, sql)
        unsafe PQclear(result)
        if problem.connectionLost { throw problem }
        answer = .failure(problem)
      }
    }
  }

  /// Waits until a result can be taken without blocking, sending what is left meanwhile.
  private func receive(_ sql: String) throws(ServerError) {
    while true {
      let left = unsafe PQflush(handle)
      guard left >= 0 else { throw lost(sql) }
      if unsafe PQisBusy(handle) == 0 { return }
      if hasBytesInLibrary {
        guard unsafe PQconsumeInput(handle) == 1 else { throw lost(sql) }
        continue
      }
      let events = left > 0 ? Int16(POLLIN | POLLOUT) : Int16(POLLIN)
      switch Poll.wait(descriptor, for: events, or: interruptDescriptor, until: deadline) {
      case .ready:
        guard unsafe PQconsumeInput(handle) == 1 else { throw lost(sql) }
      case .timedOut: throw ServerError.silence(sql)
      case .interrupted:
        throw ServerError(
          sqlstate: ServerError.interruptionState, message: "interrupted by a signal",
          statement: sql)
      }
    }
  }
}
