import Catalog
import Delivery
import Events
import Pipeline
import Postgres
import Settings
import Support
import Testing

/// The translator over bytes that no server sends: a typed error or a value, never a trap.
@Suite struct StreamTranslatorTests {
  /// A column for every codec: its databrewType, the OID and name of its type, and a value.
  private static let columns: [(type: DatabrewType, oid: Int32, name: String, value: String)] = [
    (.int32, 23, "int4", "-7"), (.string, 25, "text", "a\"\\\n\u{1}ä"), (.boolean, 16, "bool", "t"),
    (.float64, 1700, "numeric", "-1.50"), (.json, 3802, "jsonb", "{\"a\": [1,\r\n2]}"),
    (.json, 70_000, "hstore", "\"k\"=>\"v\\\"\", \"n\"=>NULL"), (.bytea, 17, "bytea", "\\x00ff"),
    (.list(.int64), 1007, "_int4", "{{1,NULL},{-2,3}}"),
    (.list(.string), 1009, "_text", "{\"a\\\"b\",c,NULL}"),
    (.list(.int64), 22, "int2vector", "1 2"),
    (.list(.float64), 70_001, "vector", "[1,2.5]"),
    (.string, 1184, "timestamptz", "2026-11-23 12:00:00.5+00"),
  ]

  private static func type(_ oid: UInt32) -> DataType? {
    guard let column = columns.first(where: { UInt32($0.oid) == oid }) else { return nil }
    func name(_ oid: UInt32, _ name: String) -> TypeName {
      TypeName(
        oid: oid, schema: oid >= 70_000 ? "public" : "pg_catalog", name: Identifier(name),
        extension: oid >= 70_000 ? Identifier(name) : nil)
    }
    let own = name(oid, column.name)
    var type = DataType(
      own: own, formatted: column.name, informationSchemaName: column.name, base: own,
      baseKind: UInt8(ascii: "b"))
    let elements = [
      "_int4": (UInt32(23), "int4"), "_text": (25, "text"), "int2vector": (21, "int2"),
    ]
    if let element = elements[column.name] {
      let item = name(element.0, element.1)
      type.element = DataType.Element(
        own: item, kind: UInt8(ascii: "b"), base: item, baseKind: UInt8(ascii: "b"))
    }
    return type
  }

  private static func translator(
    _ overflow: OverflowPolicy = .error, after held: EventPosition? = nil
  ) -> Translator {
    var source = SourceSettings()
    source.onOverflow = overflow
    var sink = SinkSettings()
    sink.temporal = .rfc3339
    let stream = StreamSettings(
      table: QualifiedName(schema: "public", name: "t"), written: "t",
      columns: columns.enumerated().map { index, column in
        ColumnSettings(
          name: Identifier("c\(index)"), databrewType: column.type, pk: index == 0)
      })
    let configuration = Configuration(file: "f", source: source, streams: [stream], sink: sink)
    return Translator(
      planner: RelationPlanner(configuration: configuration, tables: []), resumingAfter: held)
  }

  private static func tuple(_ column: (Int) -> Recorded.Column) -> [UInt8] {
    columns.indices.reduce(into: Recorded.bytes(Int16(columns.count))) { bytes, index in
      bytes += Recorded.bytes(column(index))
    }
  }

  private static let sequence: [[UInt8]] = {
    let relation = columns.enumerated().reduce(
      into: Recorded.bytes(
        "R" as Character, Int32(16_385), "public", "t", "d" as Character, Int16(columns.count))
    ) { bytes, column in
      bytes += Recorded.bytes(
        UInt8(column.offset == 0 ? 1 : 0), "c\(column.offset)", column.element.oid, Int32(-1))
    }
    func row(_ tag: Character) -> [UInt8] { Recorded.bytes(tag, Int32(16_385)) }
    func tagged(_ tag: Character, _ tuple: [UInt8]) -> [UInt8] { Recorded.bytes(tag) + tuple }
    let whole = tuple { .text(columns[$0].value) }
    let key = tuple { $0 == 0 ? .text("6") : .null }
    let unchanged = tuple { $0 == 1 ? .unchanged : .text(columns[$0].value) }
    return [
      Recorded.begin, relation, row("I") + tagged("N", whole),
      row("U") + tagged("K", key) + tagged("N", unchanged),
      row("U") + tagged("O", whole) + tagged("N", unchanged), row("D") + tagged("K", key),
      row("D") + tagged("O", whole), Recorded.logical,
      Recorded.bytes("T" as Character, Int32(1), UInt8(0), Int32(16_385)), Recorded.commit,
    ]
  }()

  private static let source = CatalogSource(
    types: { oids throws(PipelineError) in
      Dictionary(
        oids.compactMap { oid in type(oid).map { (oid, $0) } },
        uniquingKeysWith: { first, _ in first })
    },
    typeNamed: { _ throws(PipelineError) in nil },
    table: { _, _ throws(PipelineError) in CatalogAnswer(table: nil, holder: nil) })

  /// Translates sessions until something is wrong; returns the number of events, nil for an error.
  private func events(
    sessions: [[[UInt8]]], _ overflow: OverflowPolicy = .error, after held: EventPosition? = nil
  ) -> Int? {
    var translator = Self.translator(overflow, after: held)
    var block = EventBlock()
    do {
      for messages in sessions {
        translator.beginSession()
        for message in messages {
          _ = try translator.translate(
            message.span, from: 0, into: &block, asking: Self.source)
        }
      }
      return block.events
    } catch {
      return nil
    }
  }

  private func events(_ messages: [[UInt8]], _ overflow: OverflowPolicy = .error) -> Int? {
    events(sessions: [messages], overflow)
  }

  @Test func whatTheSinkHoldsIsLeftOut() {
    let commit = LSN(0x153B810)
    for (held, left) in [
      (EventPosition(lsn: LSN(commit.value - 1), sequence: 9), 6),
      (EventPosition(lsn: commit, sequence: 0), 5), (EventPosition(lsn: commit, sequence: 4), 1),
      (EventPosition(lsn: commit, sequence: 5), 0), (EventPosition(lsn: commit, sequence: .max), 0),
      (EventPosition(lsn: LSN(commit.value + 1), sequence: 0), 0),
    ] {
      #expect(events(sessions: [Self.sequence], after: held) == left)
    }
  }

  @Test func anotherSessionRepeatsNoEvent() {
    for length in Self.sequence.indices {
      #expect(events(sessions: [Array(Self.sequence[..<length]), Self.sequence]) == 6)
    }
    #expect(events(sessions: [Self.sequence, Self.sequence]) == 6)
  }

  @Test func theWholeSequenceIsTranslated() {
    #expect(events(Self.sequence) == 6)
    #expect(events(Array(Self.sequence.dropFirst())) == nil)
    #expect(events([Recorded.begin, Recorded.begin]) == nil)
    #expect(events([Self.sequence[0], Self.sequence[2]]) == nil)
  }

  @Test func everyPrefixOfEveryMessageIsAnError() {
    for (index, message) in Self.sequence.enumerated() {
      for length in message.indices {
        var messages = Self.sequence
        messages[index] = Array(message[..<length])
        #expect(events(messages) == nil)
      }
    }
  }

  @Test(arguments: [OverflowPolicy.error, .null, .string])
  func everyFlippedByteIsAValueOrAnError(overflow: OverflowPolicy) {
    var outcomes = (values: 0, errors: 0)
    for (index, message) in Self.sequence.enumerated() {
      for place in message.indices {
        for mask: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
          var messages = Self.sequence
          messages[index][place] ^= mask
          if events(messages, overflow) == nil {
            outcomes.errors += 1
          } else {
            outcomes.values += 1
          }
        }
      }
    }
    #expect(outcomes.values > 0 && outcomes.errors > 0)
  }

  @Test func everyCommitTimeHasAText() {
    for time: Int64 in [.min, .min + 1, .min + 86_400_000_000, -1, 0, .max] {
      let begin = Recorded.bytes(
        "B" as Character, UInt64(0x153B810), UInt64(bitPattern: time), Int32(771))
      #expect(events([begin] + Self.sequence.dropFirst()) == 6)
    }
    #expect(CommitTime.text(-1) == "1999-12-31T23:59:59.999999Z")
    #expect(CommitTime.text(.min) == "-290278-12-22T19:59:05.224192Z")
  }
}
