import Postgres
import YAML

extension Benchmark {
  /// A configuration of one stream with ten columns.
  static let yamlParse = Benchmark(name: "YAML parse", iterations: 20) { iterations in
    let column = """
              - name: a_column
                databrewType: Int64
                nativeConnectorType: bigint  # a comment
                pk: false
                nullable: true

      """
    let text = Array(
      ("service:\n  id: 1\n  stream_schema:\n    - stream: orders\n      columns:\n"
        + String(repeating: column, count: 10)).utf8)
    var sum = 0
    for _ in 0..<iterations { sum += try YAMLParser.parse(text).line }
    return sum
  }

  /// A name with a quote in it, for SQL.
  static let identifierQuoting = Benchmark(name: "identifier quoting") { iterations in
    let name = Identifier("a table with a \" quote")
    var sum = 0
    for _ in 0..<iterations { sum += name.quoted.utf8.count }
    return sum
  }
}
