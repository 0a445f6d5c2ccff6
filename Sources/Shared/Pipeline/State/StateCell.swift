import Start

/// The state as the stream moves it on; used by the thread that streams alone.
final class StateCell {
  var state: PipelineState?

  init(_ state: PipelineState?) { self.state = state }
}
