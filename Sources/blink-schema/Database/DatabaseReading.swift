import Catalog
import Diagnostics
import Drafting
import Options
import Postgres

/// What a database holds, read once: for a new file, a merge or a comparison.
struct DatabaseReading {
  private let contents: Introspection.Contents
  let database: String
  let serverVersion: Int
  let systemID: String?

  var tables: [Table] { contents.tables }
  /// The publication that was asked for, if it is there.
  var publication: PublishedTables? { contents.publication }

  /// A table as it is drafted.
  func entry(_ table: Table) -> SchemaDrafter.Entry {
    SchemaDrafter.Entry(
      table, among: tables, publication: publication, isReadOnly: contents.isReadOnly)
  }

  /// Reads the catalog.
  init(
    _ session: borrowing Connection, source: Introspection.Source = .catalog,
    publication: String?
  ) throws(Failure) {
    guard session.serverVersion >= 90_400 else {
      throw Failure(
        .nothingSelected, "the server is older than PostgreSQL 9.4",
        subject: "database \(session.database)", why: "it has no logical decoding",
        remedies: ["choose a server of version 9.4 or later"])
    }
    do {
      contents = try Introspection.contents(
        on: session, source: source, publication: publication.map { Identifier($0) })
    } catch {
      throw Failure(.unexpected, "the catalog cannot be read: \(error.description)")
    }
    if let publication, contents.publication == nil {
      throw Self.noPublication(publication, contents.publicationNames, session)
    }
    database = session.database
    serverVersion = session.serverVersion
    systemID = Introspection.systemID(on: session)
  }

  /// The tables that `flags` want.
  func choice(_ flags: SelectionFlags) throws(Failure) -> InitChoice {
    try InitChoice(contents, database: database, flags: flags, serverVersion: serverVersion)
  }

  /// Everything that can be streamed, and what of it `flags` want.
  ///
  /// - Parameter lock: whose columns are used where they are equal: there may be very many.
  func view(
    _ flags: SelectionFlags, schema: Identifier, sharing lock: Lock?
  ) -> DatabaseView {
    let drafter = SchemaDrafter(schema: schema, flags: flags, publication: publication)
    let wanted = TableSelection(flags, publication: publication, serverVersion: serverVersion)
      .apply(to: tables)
    var everything = SelectionFlags()
    everything.partitions = flags.partitions
    let all = TableSelection(everything, publication: nil, serverVersion: serverVersion)
      .apply(to: tables)
    // What a publication holds can be streamed, whatever the default is.
    let streamable = Set((all.chosen + wanted.chosen).map(\.oid))
    let chosen = tables.filter { streamable.contains($0.oid) }
    let known = Dictionary(
      (lock?.streams ?? []).map { ($0.oid, $0.columns) }, uniquingKeysWith: { first, _ in first })
    return DatabaseView(
      systemID: systemID, database: database,
      streams: chosen.map { table in
        var draft = drafter.draft(entry(table))
        if let columns = known[table.oid], columns == draft.columns { draft.columns = columns }
        return draft
      },
      selected: Set(wanted.chosen.map(\.oid)),
      reasons: Dictionary(
        all.leftOut.map { ($0.name, $0.words) }, uniquingKeysWith: { first, _ in first }),
      leftOut: drafter.leftOutLines(wanted.leftOut),
      columns: Dictionary(
        chosen.map { ($0.oid, $0.columns) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func noPublication(
    _ name: String, _ names: [Identifier], _ session: borrowing Connection
  ) -> Failure {
    let texts = names.map { "`\(TerminalText.sanitized($0.text))`" }
    let nearest = Nearest.match(for: name, in: names.map(\.text))
    return Failure(
      .nothingSelected, "there is no publication `\(TerminalText.sanitized(name))`",
      subject: "database \(session.database)",
      why: session.serverVersion < 100_000 ? "publications exist from PostgreSQL 10" : nil,
      remedies: [
        nearest.map { "did you mean `\(TerminalText.sanitized($0))`?" },
        texts.isEmpty ? "there are none" : "there are \(texts.joined(separator: ", "))",
      ].compactMap { $0 })
  }

  /// A lock without streams.
  func lock(_ flags: SelectionFlags) -> Lock {
    Lock(
      tool: Version.text, serverVersion: serverVersion, systemID: systemID, database: database,
      selection: flags)
  }
}
