private import CLibPQ
private import Glibc
import System

/// A session with a PostgreSQL server. Used by one thread at a time.
@safe package struct Connection: ~Copyable {
  let handle: OpaquePointer
  private let noticeBox: NoticeBox
  /// A descriptor that becomes readable when waiting has to end (a signal to this process);
  /// nil waits regardless.
  package var interruptDescriptor: Int32?
  /// When every wait of this session ends, whatever the server does; nil never. The session is of
  /// no more use afterwards.
  package var deadline: ContinuousClock.Instant?
  let isReplication: Bool

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - parameters: where to and as whom; apply `withTransportRules()` first.
  ///   - applicationName: shown in `pg_stat_activity` unless one is written.
  ///   - options: settings of this session, pinned by `options=-c`; they win over what a role
  ///     or a database sets.
  ///   - replication: opens a walsender session on the database (`replication=database`).
  ///   - interruptDescriptor: ends the wait with kind `interrupted` when readable.
  /// - Throws: why there is no session, within `connect_timeout` (default 10 s) a host.
  package static func open(
    _ parameters: ConnectionParameters, applicationName: String,
    options: [(name: String, value: String)] = [], replication: Bool = false,
    interruptDescriptor: Int32? = nil
  ) throws(ConnectionError) -> Connection {
    var extra: [(String, String)] = [("client_encoding", "UTF8")]
    extra.append(("fallback_application_name", applicationName))
    if parameters.written("application_name") == nil {
      extra.append(("application_name", applicationName))
    }
    if replication { extra.append(("replication", "database")) }
    let pinned = options.map { "-c \($0.name)=\(escaped($0.value))" }.joined(separator: " ")
    if !pinned.isEmpty {
      let before = parameters.written("options").map { $0 + " " } ?? ""
      extra.append(("options", before + pinned))
    }
    let started = unsafe parameters.withKeywordArrays(adding: extra) { names, values in
      unsafe PQconnectStartParams(names, values, 0)
    }
    guard let started = unsafe started else {
      throw ConnectionError(.other, message: "libpq is out of memory")
    }
    let connection = unsafe Connection(
      owning: started, replication: replication, interrupt: interruptDescriptor)
    let hosts = max(1, (parameters.effective("host") ?? "").split(separator: ",").count)
    let seconds = parameters.effective("connect_timeout").flatMap(Int.init) ?? 10
    let limit: Duration? = seconds > 0 ? .seconds(max(2, seconds) * hosts) : nil
    try connection.finishConnecting(within: limit)
    return connection
  }

  /// The same with the settings of the runner pinned, and proven.
  ///
  /// - Parameter serverVersion: of the server if it is known, else 0.
  package static func open(
    pinned parameters: ConnectionParameters, serverVersion: Int, applicationName: String,
    replication: Bool = false, interruptDescriptor: Int32? = nil
  ) throws(ConnectionError) -> Connection {
    let session = try open(
      parameters, applicationName: applicationName,
      options: SessionPins.options(serverVersion: serverVersion), replication: replication,
      interruptDescriptor: interruptDescriptor)
    try SessionPins.prove(session)
    return session
  }

  private init(owning handle: OpaquePointer, replication: Bool, interrupt: Int32?) {
    unsafe self.handle = handle
    isReplication = replication
    interruptDescriptor = interrupt
    noticeBox = NoticeBox()
    noticeBox.receive(from: handle)
  }

  deinit { unsafe PQfinish(handle) }

  /// `options` is split at white space unless a backslash precedes it.
  private static func escaped(_ value: String) -> String {
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func finishConnecting(within limit: Duration?) throws(ConnectionError) {
    let deadline = limit.map { ContinuousClock.now + $0 }
    unsafe PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    defer { unsafe PQsetErrorVerbosity(handle, PQERRORS_DEFAULT) }
    var events = Int16(POLLOUT)
    while true {
      if unsafe PQstatus(handle) == CONNECTION_BAD { throw failure() }
      switch Poll.wait(descriptor, for: events, or: interruptDescriptor, until: deadline) {
      case .ready: break
      case .timedOut:
        throw ConnectionError(.timeout, message: "no answer within \(limit ?? .zero)")
      case .interrupted: throw ConnectionError(.interrupted, message: "interrupted by a signal")
      }
      switch unsafe PQconnectPoll(handle) {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_READING: events = Int16(POLLIN)
      case PGRES_POLLING_WRITING: events = Int16(POLLOUT)
      default: throw failure()
      }
    }
  }

  private func failure() -> ConnectionError {
    ConnectionError(reading: lastMessage, replication: isReplication)
  }

  /// What libpq said last about this session.
  var lastMessage: String {
    unsafe PQerrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
  }

  /// The session's socket, to wait on.
  package var descriptor: Int32 { unsafe PQsocket(handle) }

  /// The notices since the last call.
  package func takeNotices() -> [Notice] { noticeBox.take() }

  /// Whether there are notices since the last `takeNotices()`.
  package var hasNotices: Bool { !noticeBox.notices.isEmpty }

  /// The server's version as a number: 150018 for 15.18.
  package var serverVersion: Int { unsafe Int(PQserverVersion(handle)) }

  /// Whether the server sends texts as they are stored, whatever bytes they have: the database has no
  /// encoding, so that PostgreSQL would refuse to send what is not valid UTF-8.
  package var sendsUncheckedText: Bool { parameter("client_encoding") == "SQL_ASCII" }

  /// A setting that the server reports by itself (protocol, ParameterStatus).
  func parameter(_ name: String) -> String? {
    unsafe PQparameterStatus(handle, name).map { unsafe String(cString: $0) }
  }

  /// The server process of this session, from the protocol's BackendKeyData.
  package var backendProcessID: Int32 { unsafe PQbackendPID(handle) }

  /// Whether the session is encrypted by TLS.
  package var isEncrypted: Bool { unsafe PQsslInUse(handle) != 0 }

  /// The host that was really used; a directory for a unix socket.
  package var host: String { unsafe PQhost(handle).map { unsafe String(cString: $0) } ?? "" }
  /// The port that was really used.
  package var port: String { unsafe PQport(handle).map { unsafe String(cString: $0) } ?? "" }
  /// The database of this session.
  package var database: String { unsafe PQdb(handle).map { unsafe String(cString: $0) } ?? "" }
  /// The role of this session.
  package var user: String { unsafe PQuser(handle).map { unsafe String(cString: $0) } ?? "" }
}
