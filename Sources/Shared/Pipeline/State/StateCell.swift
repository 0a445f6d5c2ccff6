import Start

/// The state as the stream moves it on; used by the thread that streams alone.
final class StateCell {
  var state: StreamState?

  init(_ state: StreamState?) { self.state = state }
}
