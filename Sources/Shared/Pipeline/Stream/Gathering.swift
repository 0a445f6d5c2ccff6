/// Decides how the next bytes of a stream are awaited: at once while little comes, in blocks
/// under load, so that neither side is woken for every row. Pure.
///
/// Over TCP a low-water mark lets bytes gather in the socket; a Unix-domain socket has none, so
/// it is left alone for a moment. What a mark does not see must be taken before waiting: bytes
/// that OpenSSL holds.
struct Gathering: Sendable {
  /// How the bytes come.
  enum Transport: Sendable { case tcp, tls, local }

  /// The mark while gathering, in bytes: with twice as much the server was up to a third slower
  /// (docs/reference/performance.md).
  static let block: Int32 = 32 * 1024
  /// How many records of TLS are taken before anything else is looked after.
  static let recordsAtOnce = 64
  /// With more than this between two waits the source is under load, in bytes.
  private static let load = 16 * 1024

  /// Whether bytes are left to gather.
  private(set) var isOn = false
  /// Whether what the socket holds is taken without waiting for a whole block.
  private var isDraining: Bool
  private let transport: Transport
  private var sinceWait = 0
  private var sinceLook = 0
  private var pauseLength = longestPause

  /// Begins by taking whatever comes at once.
  init(_ transport: Transport) {
    self.transport = transport
    isDraining = transport != .tcp
  }

  /// How long bytes may gather behind a mark: the most that the end of a burst is late.
  static let patience = Duration.milliseconds(5)
  /// How long events gather for a block.
  static let blockAge = Duration.milliseconds(5)
  /// How long a Unix-domain socket is left alone at most, in microseconds: it is full soon, since
  /// what it holds is counted with the kernel's overhead.
  private static let longestPause: UInt32 = 300
  /// A pause after which more bytes than this are there was too long: the server may have waited.
  private static let tooMuch = 64 * 1024

  /// How long to pause instead of waiting for the socket, in microseconds; nil to wait for it.
  var pause: UInt32? { isOn && transport == .local && pauseLength >= 20 ? pauseLength : nil }

  /// A message of so many bytes was read.
  @inline(__always)
  mutating func took(_ bytes: Int) { sinceWait += bytes }

  /// Whether messages were read since the last look, where what follows is to be taken too.
  mutating func tookSomething() -> Bool {
    defer { sinceLook = sinceWait }
    return isOn && isDraining && sinceWait > sinceLook
  }

  /// Whether to take what is there instead of waiting.
  func takesAtOnce(inSocket: Int, inLibrary: Bool) -> Bool {
    inLibrary || (inSocket > 0 && (!isOn || isDraining))
  }

  /// Bytes are taken without a wait, or a wait has ended: gives the mark to set where it turns out
  /// that the source is under load.
  mutating func noticeLoad() -> Int32? {
    guard !isOn, sinceWait > Self.load else { return nil }
    isOn = true
    return Self.block
  }

  /// A wait has ended; gives the mark to set, nil where it stays.
  mutating func waited(timedOut: Bool, inSocket: Int) -> Int32? {
    let wasOn = isOn
    let mark = noticeLoad()
    sinceWait = 0
    sinceLook = 0
    guard wasOn else { return mark }
    // Large rows fill the socket at once.
    pauseLength =
      inSocket > Self.tooMuch ? pauseLength / 2 : min(pauseLength + 20, Self.longestPause)
    // A plain TCP stream keeps a block standing, which lets the server's sends coalesce; one of
    // TLS comes a record at a time.
    isDraining = timedOut || transport != .tcp
    guard timedOut, inSocket == 0 else { return nil }
    return stop()
  }

  /// Takes whatever comes at once again; gives the mark to set.
  mutating func stop() -> Int32 {
    isOn = false
    isDraining = transport != .tcp
    return 1
  }
}
