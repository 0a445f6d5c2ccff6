import Delivery
import Settings

extension PoisonPolicy {
  /// What the configuration says of events that the sink refuses.
  ///
  /// - Parameter directory: the configuration's folder.
  init(_ configuration: Configuration, in directory: String) {
    guard configuration.sink.onPoison == .deadLetter, let path = configuration.deadLetterPath else {
      self = .stop
      return
    }
    self = .deadLetter(path: path.hasPrefix("/") ? path : "\(directory)/\(path)")
  }
}
