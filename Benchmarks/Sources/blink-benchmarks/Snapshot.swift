import Events
import Pipeline
import Postgres
import Settings

extension Benchmark {
  /// A line of COPY text of ten columns to the bytes of its event.
  static let copyToJSON = copy(name: "COPY text to JSON") { $0 }

  /// The same with a line break in a value, which COPY escapes.
  static let escapedCopyToJSON = copy(name: "COPY text to JSON, escaped") { value in
    value.hasPrefix("A title") ? value + "\\n" : value
  }

  private static func copy(name: String, value: @escaping @Sendable (String) -> String) -> Benchmark
  {
    Benchmark(name: name) { iterations in
      let family = Family.mixed
      let columns = family.columns.enumerated().compactMap { index, column in
        family.type(UInt32(column.oid)).map {
          (name: Identifier("column_\(index)"), type: $0, isIdentity: false)
        }
      }
      let table = QualifiedName(schema: "public", name: "t")
      guard let encoder = family.planner().encoder(for: table, columns: columns) else { return 0 }
      let text = Array(
        (family.columns.map { value($0.value) }.joined(separator: "\t") + "\n").utf8)
      let lsn = Array("0/153B810".utf8)
      var line = CopyLine()
      var output = ByteBuffer()
      var sum = 0
      for _ in 0..<iterations {
        try line.read(text.span)
        if line.hasEscapes {
          try encoder.snapshot(line.unescaped.span, line.tuple, lsn: lsn, into: &output)
        } else {
          try encoder.snapshot(text.span, line.tuple, lsn: lsn, into: &output)
        }
        sum += output.count
        output.truncate(to: 0)
      }
      return sum
    }
  }
}
