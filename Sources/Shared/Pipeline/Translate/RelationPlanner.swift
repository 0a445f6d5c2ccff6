package import Catalog
package import Events
package import Postgres
import Replication
package import Settings
package import Start

/// Makes the encoder of a relation from the configuration, from what its table is, and from its
/// types. A stream that is not tracked is known by the name of its table alone.
package struct RelationPlanner: Sendable {
  private let streams: [StreamSettings]
  /// The place of each stream in the configuration.
  private let numbers: [QualifiedName: Int]
  private let sink: SinkSettings
  private let policies: EventPolicies
  private var types: KnownTypes
  /// The tracked tables by OID, and the OID of each stream's.
  private var known: [UInt32: KnownTable] = [:]
  private var oids: [QualifiedName: UInt32] = [:]
  /// What described each table last.
  private var last: [UInt32: Relation] = [:]
  /// The partitioned tables, by OID: what a table is never changes.
  private var partitioned: Set<UInt32> = []

  /// - Parameters:
  ///   - tables: what the catalog says of the configured tables.
  ///   - tracked: which table each stream is.
  ///   - types: what the state keeps of types that their columns had.
  ///   - excluded: streams whose rows are left out.
  package init(
    configuration: Configuration, tables: [Table], tracked: [TrackedStream] = [],
    types: [DataType] = [], excluding excluded: Set<QualifiedName> = []
  ) {
    self.types = KnownTypes(of: tables, kept: types)
    streams = configuration.streams
    numbers = Dictionary(
      streams.enumerated().filter { !excluded.contains($1.table) }.map { ($1.table, $0) },
      uniquingKeysWith: { first, _ in first })
    sink = configuration.sink
    policies = EventPolicies(configuration.source)
    partitioned = Set(tables.filter { $0.kind == .partitioned }.map(\.oid))
    for stream in tracked {
      known[stream.table.oid] = KnownTable(stream)
      oids[stream.name] = stream.table.oid
      for table in stream.former {
        var former = stream
        former.table = table
        known[table.oid] = KnownTable(former, isFormer: true)
      }
    }
  }

  /// Learns a Type message.
  mutating func learn(_ oid: UInt32, isCalled name: QualifiedName) {
    types.learn(oid, isCalled: name)
  }

  /// The encoder of a relation's rows.
  ///
  /// - Parameters:
  ///   - source: asked about what is not known as the relation describes it.
  ///   - place: where in the stream, for errors.
  /// - Returns: nil for a table that is not streamed; sentences for the user.
  /// - Throws: `streamChanged` if rows are missing, `columnUnclear` if a column cannot be told from
  ///   another one.
  mutating func describe(
    _ relation: Relation, at place: LSN, asking source: CatalogSource
  ) throws(PipelineError) -> (encoder: EventEncoder, warnings: [String])? {
    guard let (number, isRenamed) = try stream(of: relation, at: place, source) else { return nil }
    let stream = streams[number]
    var warnings: [String] = []
    if isRenamed {
      warnings.append(
        "stream \(stream.written): its table is now \(relation.name); run blink-schema init to"
          + " follow the rename")
    }
    let places = try places(in: relation, stream, source)
    try types.learn(
      places.compactMap { $0 }.map { relation.columns[$0].typeOID }, asking: source)
    let shape = relation.columns.map { column in
      (type: types[column.typeOID], isIdentity: column.isKey)
    }
    warnings += remarks(relation, stream, places)
    if let before = last.updateValue(relation, forKey: relation.oid) {
      warnings += changes(from: before, to: relation, stream, places)
    }
    let oldRows = OldRows(
      areOfPartitions: isPartitioned(relation.oid),
      identityIsWhole: isWhole(relation, places))
    return (encoder(number, places, shape, oldRows), warnings)
  }

  /// The encoder for rows that hold `columns` in this order; nil for a table that the
  /// configuration does not name.
  package func encoder(
    for table: QualifiedName, columns: [(name: Identifier, type: DataType, isIdentity: Bool)]
  ) -> EventEncoder? {
    guard let number = numbers[table] else { return nil }
    let places = streams[number].columns.map { column in
      columns.firstIndex { $0.name == column.name }
    }
    return encoder(number, places, columns.map { ($0.type, $0.isIdentity) })
  }

  private func encoder(
    _ number: Int, _ places: [Int?], _ shape: [(type: DataType, isIdentity: Bool)],
    _ oldRows: OldRows = OldRows()
  ) -> EventEncoder {
    let stream = streams[number]
    let plans = zip(stream.columns, places).map { column, place in
      ColumnPlan(
        name: column.name, place: place,
        codec: place.map { ValueCodec(column.databrewType, over: shape[$0].type, sink: sink) }
          ?? .scalar(.unrepresentable), isKey: column.pk,
        isIdentity: place.map { shape[$0].isIdentity } ?? false,
        type: place.map { shape[$0].type.formatted } ?? "")
    }
    return EventEncoder(
      stream: stream.written, table: stream.table, columns: plans, rowWidth: shape.count,
      policies: policies, oldRows: oldRows, format: sink.format, number: number)
  }

  private func isPartitioned(_ oid: UInt32) -> Bool {
    partitioned.contains(oid) || known[oid]?.tracked.table.isPartitioned ?? false
  }

  /// Whether the stream has every column of a relation's replica identity.
  private func isWhole(_ relation: Relation, _ places: [Int?]) -> Bool {
    let identity = relation.columns.indices.filter { relation.columns[$0].isKey }
    return !identity.isEmpty && Set(places.compactMap { $0 }).isSuperset(of: identity)
  }

  /// Which stream a relation is, by OID, and whether its table has another name.
  private mutating func stream(
    of relation: Relation, at place: LSN, _ source: CatalogSource
  ) throws(PipelineError) -> (number: Int, isRenamed: Bool)? {
    guard let table = known[relation.oid] else {
      guard let number = numbers[relation.name] else { return nil }
      // The name is that of a stream, the table is not.
      if let oid = oids[relation.name], let other = known[oid] {
        throw .streamChanged(other.tracked, .replaced(by: relation.oid), at: place)
      }
      return (number, false)
    }
    let name = table.tracked.name
    guard let number = numbers[name] else { return nil }
    if relation.name == name { return (number, false) }
    if table.isFormer { return nil }
    let answer = try source.table(relation.oid, name)
    if let holder = answer.holder, holder != relation.oid {
      throw .streamChanged(table.tracked, .replaced(by: holder), at: place)
    }
    if let found = answer.table { known[relation.oid]?.tracked.learn(found) }
    // An older name of the table, which the file has left behind, needs no word.
    return (number, answer.holder == nil)
  }

  /// Where the columns of the file are in the relation's rows.
  private mutating func places(
    in relation: Relation, _ stream: StreamSettings, _ source: CatalogSource
  ) throws(PipelineError) -> [Int?] {
    let wanted = stream.columns.map(\.name)
    guard let table = known[relation.oid] else {
      return wanted.map { name in relation.columns.firstIndex { $0.name == name } }
    }
    var map = ColumnMap(table: table, wanted: wanted)
    if map.hasStranger(relation.columns),
      let found = try source.table(relation.oid, stream.table).table
    {
      known[relation.oid]?.tracked.learn(found)
      map = ColumnMap(table: known[relation.oid] ?? table, wanted: wanted)
    }
    switch map.places(in: relation.columns) {
    case .found(let places): return places
    case .unclear(let column): throw .columnUnclear(column, stream: stream.written)
    }
  }

  /// Sentences about what changed in a table that the stream has described before.
  private func changes(
    from before: Relation, to relation: Relation, _ stream: StreamSettings, _ places: [Int?]
  ) -> [String] {
    guard before.columns.map(\.name) == relation.columns.map(\.name) else { return [] }
    var texts: [String] = []
    for place in places.compactMap({ $0 }).sorted() {
      let column = relation.columns[place]
      guard column.typeOID != before.columns[place].typeOID else { continue }
      let table = known[relation.oid]
      // What had changed when the run began has been said by then.
      let types = table?.number(of: column.name).flatMap { table?.types(of: $0) } ?? []
      guard !types.contains(column.typeOID) else { continue }
      texts.append(Advice.typeChanged(column.name, of: stream.table))
    }
    let keys = relation.columns.filter(\.isKey).map(\.name.text)
    if keys != before.columns.filter(\.isKey).map(\.name.text) {
      texts.append(
        "stream \(stream.written): the replica identity was changed; the old rows of updates and deletes"
          + " hold " + (keys.isEmpty ? "nothing" : keys.joined(separator: ", ")) + " from here on")
    }
    return texts
  }

  /// Sentences about columns that are not as the file has them.
  private func remarks(
    _ relation: Relation, _ stream: StreamSettings, _ places: [Int?]
  ) -> [String] {
    var texts: [String] = []
    for (column, place) in zip(stream.columns, places) {
      guard let place else {
        texts.append(
          "stream \(stream.written): the server does not send column \(column.name) here; events do"
            + " not hold it")
        continue
      }
      if types.lost.contains(relation.columns[place].typeOID) {
        texts.append(
          "stream \(stream.written): the type that column \(column.name) had here was dropped; its"
            + " values are read as \(types[relation.columns[place].typeOID].formatted)")
      }
      let now = known[relation.oid]?.number(of: column.name).flatMap {
        known[relation.oid]?.newest(of: $0)?.name
      }
      if let now, now != column.name, relation.columns[place].name != column.name {
        texts.append(
          "stream \(stream.written): column \(column.name) is now \(now); its values are delivered as"
            + " \(column.name) until blink-schema init has followed the rename")
      }
    }
    guard let table = known[relation.oid] else { return texts }
    let named = Set(stream.columns.map(\.name))
    for column in relation.columns where !named.contains(column.name) {
      guard let number = table.number(of: column.name), number > table.newest else { continue }
      texts.append(
        "stream \(stream.written): column \(column.name) was added to the table; events do not hold"
          + " it until blink-schema init has added it to the file")
    }
    return texts
  }
}
