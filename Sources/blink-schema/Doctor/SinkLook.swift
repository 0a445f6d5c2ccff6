import Checks
import Delivery
import Diagnostics
import Pipeline
import Postgres
import Settings
import Sinks
import Start

/// Asks the sink of a configuration where it ends; takes no fence and changes nothing.
enum SinkLook {
  /// Adds what the sink says to the facts of a start.
  ///
  /// - Parameter directory: the configuration's folder, which relative paths are relative to.
  static func add(
    to facts: inout Facts, _ configuration: Configuration, directory: String
  ) throws(Failure) {
    guard configuration.notBuilt.isEmpty, let start = facts.start else { return }
    let sink = try SinkFactory.make(
      configuration.sink, file: configuration.file, directory: directory)
    let context = SinkContext(start, facts.state, OperatorChoices(), configuration.streams)
    do throws(SinkError) {
      facts.sinkPosition = try sink.inspect(context)?.end
    } catch {
      let failure = FailureText.sink(error, beforeAnything: facts.state == nil)
      facts.sinkRefusal = Reason(
        "sink", failure.kind, failure.message, subject: configuration.sink.driver.rawValue,
        why: failure.why ?? "", remedies: failure.remedies)
    }
  }
}
