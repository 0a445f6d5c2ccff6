import Checks
import Foundation
import Support
import Testing

@Suite("blink-schema types")
struct TypesCommandTests {
  @Test func textGoesToStandardOutput() throws {
    let outcome = try BlinkBinary.schema.run(["types"])
    #expect(outcome.exit == 0)
    #expect(outcome.stderr == "")
    #expect(outcome.stdout.hasPrefix("PostgreSQL"))
    #expect(outcome.stdout.contains("numeric, every other"))
    #expect(!outcome.stdout.contains("\u{1B}"))
    let colored = try BlinkBinary.schema.run(["types", "--color", "always"])
    #expect(colored.stdout.contains("\u{1B}["))
  }

  @Test func jsonHasTheShapeOfTheContract() throws {
    struct Report: Decodable {
      struct Row: Decodable {
        var postgres, databrewType, nativeConnectorType, encoding, lossless, note: String
      }
      var schema_version: Int
      var types: [Row]
    }
    let outcome = try BlinkBinary.schema.run(["types", "--format", "json"])
    #expect(outcome.exit == 0)
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8))
    #expect(report.schema_version == 1)
    #expect(report.types.count > 40)
    let bigint = try #require(report.types.first { $0.nativeConnectorType == "bigint" })
    #expect(bigint.databrewType == "Int64")
    #expect(bigint.lossless == "yes")
  }

  @Test func wrongUseIs64() throws {
    let outcome = try BlinkBinary.schema.run(["types", "--format", "yaml"])
    #expect(outcome.exit == 64)
    #expect(outcome.stdout == "")
  }
}
