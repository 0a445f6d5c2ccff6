import Delivery
import Events
import Pipeline
import Recorded
import Replication
import Settings

extension Benchmark {
  /// The envelope and an Insert of ten columns to places of values.
  static let frameToMessage = Benchmark(name: "frame to message") { iterations in
    let frame =
      Recorded.bytes("w" as Character, UInt64(0x153B810), UInt64(0x153B900), UInt64(817_000_000))
      + Family.mixed.insertMessage
    var decoder = MessageDecoder()
    var sum = 0
    for _ in 0..<iterations {
      guard case .data(_, let payload) = try Frame.decode(frame.span) else { continue }
      if case .insert = try decoder.decode(frame.span, from: payload) {
        sum += decoder.newTuple.fields.count
      }
    }
    return sum
  }

  /// An Insert of one type family to the bytes of its event.
  static func messageToJSON(_ family: Family) -> Benchmark {
    Benchmark(name: "message to JSON, \(family.name)") { iterations in
      var translator = Translator(planner: family.planner())
      let source = CatalogSource(
        types: { _ throws(PipelineError) in [:] }, typeNamed: { _ throws(PipelineError) in nil },
        table: { _, _ throws(PipelineError) in CatalogAnswer(table: nil, holder: nil) })
      var block = EventBlock()
      let row = family.insertMessage
      var sum = 0
      for message in [Recorded.begin, family.relationMessage] {
        _ = try translator.translate(message.span, from: 0, into: &block, asking: source)
      }
      for _ in 0..<iterations {
        _ = try translator.translate(row.span, from: 0, into: &block, asking: source)
        sum += block.bytes.count
        block.bytes.truncate(to: 0)
      }
      return sum
    }
  }
}
