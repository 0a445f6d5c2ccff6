package import Delivery
import Diagnostics
import Postgres
import Replication
package import Settings
package import Start

extension Runner {
  /// Completes the plan with the sink's own position, and opens the sink where the run may start.
  ///
  /// - Throws: the reason that decides, where the run will not start.
  mutating func join(_ plan: inout StartPlan) throws(PipelineError) {
    let context = SinkContext(plan.facts, state, options.choices, configuration.streams)
    if !isSinkOpen {
      do throws(SinkError) {
        plan = plan.joining(try sink.inspect(context)?.end)
      } catch {
        throw .other(FailureText.sink(error, beforeAnything: state == nil))
      }
    }
    if let failure = plan.failure(file: configuration.file) { throw .other(failure) }
    guard !isSinkOpen else { return }
    switch delivery.open(context, stop: server.stop) {
    case .done(let position):
      sinkPosition = position
      isSinkOpen = true
      // Until the fence was taken another runner may have written more.
      plan = plan.joining(position?.end)
    case .failed(let error):
      throw .other(FailureText.sink(error, beforeAnything: state == nil))
    case .interrupted: throw .stopped
    }
    if let failure = plan.failure(file: configuration.file) { throw .other(failure) }
  }
}

extension SinkContext {
  /// What a sink receives at a start.
  package init(
    _ facts: StartFacts, _ state: PipelineState?, _ choices: OperatorChoices,
    _ streams: [StreamSettings]
  ) {
    self.init(
      systemID: facts.identity?.systemID ?? "", slot: facts.slotName,
      // A new snapshot takes nothing over from the old server.
      adoptedSystemID: choices.resnapshot == nil
        ? choices.adoptSystem : facts.identity?.systemID,
      database: facts.database,
      statePosition: state?.phase == .streaming ? state?.position : nil,
      streams: streams.map { SinkStream(name: $0.written, table: $0.table) })
  }
}
