import Catalog
import Delivery
import Diagnostics
import Events
import Postgres
import Replication
import System

/// One connection's worth of streaming: reads frames, hands batches over, confirms what is
/// durable. The thread that runs it waits neither for the sink nor for the state's disk, so that it
/// answers the server in time whatever else happens (docs/explanation/architecture.md).
struct ReplicationSession: ~Copyable {
  /// How long a stop may wait for the sink and the state.
  static let drainLimit = Duration.seconds(25)

  let setup: SessionSetup
  var acknowledger: Acknowledger
  var silence: SilenceWatch
  var pacing: ReadPacing
  var block = EventBlock()
  /// Between blocks that hold only a position: each costs the sink an fsync.
  static let idlePause = Duration.seconds(1)
  /// When the next one may be handed over.
  var nextIdle = ContinuousClock.now
  /// When the block got its first event.
  var blockBegan: ContinuousClock.Instant?
  /// Bytes of the block that belong to whole transactions, and their events.
  var committed = (bytes: 0, events: 0)
  private var eventsSeen: Int
  private var changesSeen = 0
  private var savesSeen = 0
  var hasReachedEnd = false
  /// Where this session ends; nil if nothing but a stop ends it.
  var target: LSN?
  /// It ends before the first transaction that commits here or later; nil for none.
  var boundary: LSN?
  /// It ends between two transactions from then on; nil never.
  var deadline: ContinuousClock.Instant?
  /// Why it ends there; nil for the end position.
  private var finding: CatalogWatch.Finding?
  /// The server's newest known position, for the lag.
  private var serverEnd = LSN.zero
  let source: CatalogSource

  /// - Parameters:
  ///   - start: the stored position to stream from.
  ///   - connection: what it will run over.
  ///   - source: asked about tables that are not known as they are described.
  init(
    _ setup: SessionSetup, from start: LSN, over connection: borrowing Connection,
    asking source: CatalogSource
  ) {
    self.setup = setup
    self.source = source
    switch setup.end {
    case .at(let position): target = position
    case .after(let time): deadline = .now + time
    case .gate, nil: break
    }
    acknowledger = Acknowledger(
      start: start, senderTimeout: setup.server.description.senderTimeout, now: .now)
    silence = SilenceWatch(senderTimeout: setup.server.description.senderTimeout, now: .now)
    pacing = ReadPacing(isLocal: connection.isLocal, now: .now)
    eventsSeen = setup.delivery.progress.events
  }

  /// Streams until the end position is confirmed. A running `connection` must be in copy mode.
  ///
  /// - Throws: what ended it earlier; a signal once everything that was read whole is confirmed.
  mutating func run(
    _ connection: borrowing Connection, _ translator: inout Translator
  ) throws(PipelineError) {
    translator.beginSession()
    // What was streamed of open transactions is sent again: its files would only take up space.
    defer { translator.dropStreamed() }
    do throws(PipelineError) {
      try waitForGate(connection)
      translator.boundary = boundary
      while true {
        let moreIsHere = hasReachedEnd ? false : try read(connection, &translator)
        handOver(evenSmall: !moreIsHere && isDue)
        try confirm(connection)
        if hasReachedEnd {
          if let finding {
            throw .streamChanged(finding.stream, finding.change, at: finding.position)
          }
          return try finish(connection, within: nil)
        }
        heedWatch()
        if let deadline, .now >= deadline, translator.isBetweenTransactions { hasReachedEnd = true }
        if setup.server.stop.isRaised { throw .stopped }
        setup.figures.streamed(serverEnd: serverEnd, watermark: acknowledger.watermark)
        let isReplaying = translator.isReplaying
        if moreIsHere || (isReplaying && setup.delivery.hasRoom) { continue }
        try wait(connection, reading: !isReplaying)
      }
    } catch {
      guard error.leavesStreamOpen else {
        // What was read is still good: the next session continues after it.
        handOver(evenSmall: true)
        throw error
      }
      keepWholeTransactions(translator.isInTransaction)
      do throws(PipelineError) {
        try finish(connection, within: Self.drainLimit)
      } catch let late {
        // Only a stop has nothing more important to say.
        if error.consequence == .stop { throw late }
      }
      throw error
    }
  }

  /// What the watch has found takes effect where the stream has come to its position: everything
  /// before that is delivered.
  private mutating func heedWatch() {
    guard finding == nil, let found = setup.watch.finding else { return }
    if let target, target <= found.position { return }
    finding = found
    target = found.position
  }

  /// Whether a block that is not full is handed over: not while the sink is busy, and under load
  /// only after some time. Many small blocks would cost memory and time.
  private var isDue: Bool {
    if pacing.expectsMore, let blockBegan, blockBegan.duration(to: .now) < ReadPacing.blockAge {
      return false
    }
    if waitsIdle, nextIdle > .now { return false }
    return setup.delivery.isIdle
  }

  /// Whether the block is a position that the sink is to keep, and nothing else.
  var waitsIdle: Bool { setup.delivery.keepsPosition && block.isEmpty && block.confirms != nil }

  /// Reads what is at hand; returns whether there may be more.
  private mutating func read(
    _ connection: borrowing Connection, _ translator: inout Translator
  ) throws(PipelineError) -> Bool {
    guard setup.delivery.hasRoom else { return false }
    if translator.isReplaying {
      try replay(&translator)
      return !hasReachedEnd
    }
    var moreIsHere = try readMessages(connection, &translator)
    for _ in 0..<ReadPacing.recordsAtOnce where !moreIsHere && !hasReachedEnd {
      // One call takes one record of TLS, which may be one row.
      guard connection.hasBytesInLibrary else { break }
      do {
        try connection.consumeInput()
      } catch {
        throw .stream(error)
      }
      moreIsHere = try readMessages(connection, &translator)
    }
    try readNotices(connection)
    if blockBegan == nil, !block.isEmpty { blockBegan = .now }
    return moreIsHere
  }

  private mutating func readMessages(
    _ connection: borrowing Connection, _ translator: inout Translator
  ) throws(PipelineError) -> Bool {
    var problem: PipelineError?
    while block.bytes.count < EventBlock.fullAt {
      let state = connection.nextCopyMessage { bytes in
        pacing.took(bytes.count)
        do throws(PipelineError) {
          try handle(bytes, &translator)
        } catch {
          problem = error
        }
      }
      if let problem {
        // After a notice that rows are missing, what is wrong with the next row matters less.
        try readNotices(connection)
        throw problem
      }
      switch state {
      case .message:
        if hasReachedEnd { return false }
        if translator.isReplaying { return true }
      case .wouldBlock: return false
      case .ended:
        try readNotices(connection)
        do {
          try connection.finishCopy()
        } catch {
          throw .stream(error)
        }
        throw .stream(ServerError(sqlstate: "08006", message: "the server ended the stream"))
      }
    }
    return true
  }

  private mutating func handle(
    _ bytes: borrowing Span<UInt8>, _ translator: inout Translator
  ) throws(PipelineError) {
    let frame: Frame
    do {
      frame = try Frame.decode(bytes)
    } catch {
      throw .malformed(error, place: "")
    }
    switch frame {
    case .keepalive(let end, let replyRequested):
      serverEnd = max(serverEnd, end)
      acknowledger.receive(end)
      if replyRequested { acknowledger.requestReply() }
      guard translator.isBetweenTransactions else { return }
      idle(at: min(end, boundary ?? end))
      if [target, boundary].contains(where: { $0.map { end >= $0 } ?? false }) {
        hasReachedEnd = true
      }
    case .data(let end, let payload):
      serverEnd = max(serverEnd, end)
      acknowledger.receive(end)
      apply(
        try translator.translate(bytes, from: payload, into: &block, asking: source), &translator)
    }
  }

  private mutating func readNotices(_ connection: borrowing Connection) throws(PipelineError) {
    guard connection.hasNotices else { return }
    for notice in connection.takeNotices() {
      if notice.sqlstate == "55000" {
        // Rows that were read with the notice may come after the gap.
        block.clear()
        throw .skipped(notice.message)
      }
      setup.reporter.warning("server: \(notice.message)")
    }
  }

  mutating func handOver(evenSmall: Bool) {
    guard !block.isEmpty || block.confirms != nil else { return }
    guard evenSmall || block.bytes.count >= EventBlock.fullAt else { return }
    if block.isEmpty { nextIdle = .now + Self.idlePause }
    setup.delivery.offer(&block)
    blockBegan = nil
    committed = (0, 0)
  }

  /// Hands over to be stored what has become durable, and confirms what has been stored.
  mutating func confirm(
    _ connection: borrowing Connection, savesAll: Bool = false, isLast: Bool = false,
    asking: Bool = false
  ) throws(PipelineError) {
    if let progress = setup.delivery.progress(since: &changesSeen) {
      if let failure = progress.failure { throw .sink(failure) }
      if let watermark = progress.watermark {
        acknowledger.deliver(watermark, data: progress.events > eventsSeen)
        eventsSeen = progress.events
      }
    }
    if let outcome = setup.saver.outcome(since: &savesSeen) {
      if let position = outcome.stored { acknowledger.didStore(position) }
      if let failure = outcome.failure { throw .other(failure) }
    }
    let now = ContinuousClock.now
    if let position = acknowledger.positionToStore(now: now, isLast: savesAll) {
      setup.saver.save(position)
    }
    guard let update = acknowledger.statusToSend(now: now, asking: asking, isLast: isLast) else {
      return
    }
    do {
      try connection.sendCopyMessage(update.encoded(clock: WallClock.microseconds()))
    } catch {
      throw .stream(error)
    }
  }
}
