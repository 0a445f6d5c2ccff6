package import Delivery
import Events
import Postgres
package import Settings
import System

/// Writes events to files, a JSON line each, so that every event is in them exactly once and in
/// order whatever was killed.
///
/// The position file is the only truth: it is replaced as a whole after the files are durable up
/// to it, and at `open` every file is cut back to the length that it names, if what is cut off is
/// the sink's. A file that it does not name is never touched.
package final class FileSink: Sink, @unchecked Sendable {
  // SAFETY: the sink's thread alone uses what changes; `inspect`, which other threads call before
  // that one opens the sink, reads constants only.
  /// Files that are kept open at the same time.
  private static let mostOpen = 200
  /// Bytes of a file that may wait before they are written.
  private static let mostPending = 256 << 10

  package let name = "file"
  package let needs = SinkNeeds.records
  package let keepsPosition = true
  package internal(set) var figures = SinkFigures()
  let settings: FileSinkSettings
  let folder: String
  let compressor: Compressor?
  private let today: @Sendable () -> String
  /// Receives what the operator should know although nothing is wrong.
  let note: @Sendable (String) -> Void
  private var lock: FileLock?
  var context: SinkContext?
  /// What the position file holds, or will hold after the next `store`.
  var position = FilePosition(systemID: "", slot: "")
  private var stored: FilePosition?
  /// The files that grow, by name.
  var files: [String: OpenFile] = [:]
  /// The newest event that was written, durable or not.
  private var newest: EventPosition?
  private var newestEnd: LSN?
  private var snapshotRows: UInt64 = 0
  /// The record that was written last, and the last one that is durable: a batch of a snapshot that
  /// comes again is known by its number.
  private var written: (batch: UInt64, record: Int) = (0, 0)
  private var durable: (batch: UInt64, record: Int) = (0, 0)
  /// The name of each stream's file for the date of its last event.
  private var names: [UInt32: (date: String, name: String)] = [:]
  private var day: (number: Int64, date: String)?

  /// - Parameters:
  ///   - directory: what a relative path is relative to.
  ///   - compressor: for finished files; nil where they stay as they are.
  ///   - today: the date of a snapshot's rows, `YYYY-MM-DD` in UTC.
  ///   - note: receives a sentence for each file that is cut at `open`.
  package init(
    _ settings: FileSinkSettings, in directory: String, compressor: Compressor?,
    today: @escaping @Sendable () -> String = WallClock.today,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.settings = settings
    let folder = settings.path.folder
    self.folder =
      folder.hasPrefix("/") || directory == "." || directory.isEmpty
      ? folder : folder == "." ? directory : "\(directory)/\(folder)"
    self.compressor = compressor
    self.today = today
    self.note = note
  }

  package func inspect(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    guard let found = try storedPosition(of: context) else { return nil }
    return Self.sinkPosition(found)
  }

  package func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    close()
    try checkNames(context)
    do throws(FileError) {
      lock = try takeLock(context)
    } catch {
      throw Self.error(error)
    }
    self.context = context
    let found = try storedPosition(of: context)
    stored = found
    position = found ?? FilePosition(systemID: context.systemID, slot: context.slot)
    position.systemID = context.systemID
    try restore()
    newest = position.event?.event
    newestEnd = position.end.flatMap { LSN($0) }
    snapshotRows = position.snapshot?.rows ?? 0
    written = durable
    return Self.sinkPosition(position)
  }

  package func write(_ batch: borrowing Batch) throws(SinkError) -> Durability {
    do throws(FileError) {
      let records = batch.block.records
      var part = 0
      for record in batch.toWrite {
        while part + 1 < records.parts.count, records.parts[part + 1].first <= record { part += 1 }
        try write(record, of: batch, records.records[record], records.parts[part])
      }
      if let confirms = batch.block.confirms {
        try leaveSnapshot()
        newestEnd = max(newestEnd ?? .zero, confirms)
      }
      for file in files.values { try file.write() }
      try releaseSome()
    } catch {
      throw Self.error(error)
    }
    return .accepted
  }

  private func write(
    _ number: Int, of batch: borrowing Batch, _ record: EventRecord, _ part: TransactionPart
  ) throws(FileError) {
    let event: EventPosition
    if batch.isReplay {
      event = EventPosition(lsn: part.lsn, sequence: record.sequence)
    } else if part.isSnapshot {
      guard (batch.number, number + 1) > durable else {
        figures.duplicatesDropped += 1
        return
      }
      event = EventPosition(lsn: part.lsn, sequence: snapshotRows)
    } else {
      event = EventPosition(lsn: part.lsn, sequence: record.sequence)
      if let newest, event <= newest {
        figures.duplicatesDropped += 1
        return
      }
      try leaveSnapshot()
    }
    let date = date(of: part)
    let name = name(of: record.stream, date)
    var file = try file(name, date, first: event)
    if file.length > 0, let limit = settings.rotateBytes, file.length + record.line.count > limit {
      try finish([file])
      file = try self.file(name, date, first: event)
    }
    unsafe batch.block.bytes.withBytes { bytes in unsafe file.append(bytes, record.line) }
    if file.waiting >= Self.mostPending { try file.write() }
    guard !batch.isReplay else { return }
    if part.isSnapshot { snapshotRows += 1 } else { newest = event }
    written = (batch.number, number + 1)
  }

  package func flush() throws(SinkError) {
    do throws(FileError) { try makeDurable() } catch { throw Self.error(error) }
  }

  package func settle(until deadline: ContinuousClock.Instant) throws(SinkError) -> Int {
    let now = Self.now()
    let old = files.values.filter { file in
      guard let age = settings.rotateAfter, file.length > 0 else { return false }
      return now >= file.created + Int(age.components.seconds)
    }
    do throws(FileError) { try finish(old.sorted { $0.name < $1.name }) } catch {
      throw Self.error(error)
    }
    return 0
  }

  package var nextDeadline: ContinuousClock.Instant? {
    guard let age = settings.rotateAfter else { return nil }
    let oldest = files.values.filter { $0.length > 0 }.map(\.created).min()
    return oldest.map { .now + .seconds($0 - Self.now()) + age }
  }

  package func close() {
    files.removeAll()
    names.removeAll()
    lock = nil
    context = nil
  }

  static func now() -> Int { Int(WallClock.sinceEpoch().components.seconds) }

  /// Makes everything that was written durable, and the position with it.
  func makeDurable() throws(FileError) {
    for file in files.values { try file.sync() }
    for index in position.files.indices {
      if let file = files[position.files[index].name] { position.files[index].bytes = file.length }
    }
    position.event = newest.map { FilePosition.Position($0) }
    position.end = newestEnd?.description
    position.snapshot?.rows = snapshotRows
    try store()
    durable = written
  }

  /// Writes the position file, unless it says the same already.
  func store() throws(FileError) {
    guard position != stored else { return }
    try DurableFile.replace(positionFile(position.slot), with: FilePosition.encoded(position))
    stored = position
  }

  /// The file of this name, which is created where it is missing.
  private func file(
    _ name: String, _ date: String, first: EventPosition
  ) throws(FileError) -> OpenFile {
    if let file = files[name] { return file }
    if settings.path.parts.contains(.date) { try finish(before: date) }
    let path = path(of: name)
    let entry = FilePosition.Entry(
      name: name, bytes: 0, created: Self.now(), date: date, first: FilePosition.Position(first))
    let file = OpenFile(name, at: path, length: 0, created: entry.created, first: first)
    try Folder.create(Path.folder(of: path))
    // Created before it is named: what the position names is ours for certain, and may be cut or
    // removed. A kill in between leaves an empty file, which the next run takes over.
    try file.create()
    position.files.append(entry)
    try store()
    files[name] = file
    return file
  }

  private func name(of stream: UInt32, _ date: String) -> String {
    if let known = names[stream], known.date == date { return known.name }
    guard let context else { return "" }
    let name = FileNames.active(
      settings.path.name, database: context.database, context.streams[Int(stream)], date: date)
    names[stream] = (date, name)
    return name
  }

  /// The date of the commit in UTC; of a snapshot that of its beginning.
  private func date(of part: TransactionPart) -> String {
    guard let time = part.commitTime else { return position.snapshot?.date ?? today() }
    let number = time / 86_400_000_000
    if let day, day.number == number, time >= 0 { return day.date }
    let date = String(CommitTime.text(time).prefix { $0 != "T" })
    day = (number, date)
    return date
  }

  /// Closes descriptors where there are too many.
  private func releaseSome() throws(FileError) {
    let open = files.values.filter(\.isOpen)
    guard open.count > Self.mostOpen else { return }
    for file in open.prefix(open.count - Self.mostOpen / 2) {
      try file.sync()
      file.release()
    }
  }

  /// What a snapshot's beginning forgets of the stream before it.
  func startSnapshot(at point: LSN) throws(FileError) {
    newest = nil
    newestEnd = nil
    snapshotRows = 0
    position.event = nil
    position.end = nil
    position.snapshot = FilePosition.Snapshot(point: point.description, date: today())
    try store()
  }

  /// What a snapshot's end makes of it.
  func completeSnapshot(at point: LSN) throws(FileError) {
    newestEnd = point
    position.snapshot?.isFinished = true
    try makeDurable()
  }
}
