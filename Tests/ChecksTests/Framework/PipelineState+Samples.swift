import Postgres
import Start

extension PipelineState {
  /// What a pipeline over `Facts.healthyPipeline` leaves behind.
  static func streaming(at position: UInt64) -> PipelineState {
    PipelineState(
      phase: .streaming, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput",
      publication: "s", createdPublicationOID: nil, streams: ["public.t"],
      position: LSN(position))
  }
}
