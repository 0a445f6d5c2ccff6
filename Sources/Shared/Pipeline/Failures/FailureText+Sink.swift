package import Delivery
package import Diagnostics

extension FailureText {
  /// Why the sink takes no more.
  ///
  /// - Parameter beforeAnything: whether nothing was created yet, here or on the server: then it is
  ///   the configuration that is wrong.
  package static func sink(_ error: SinkError, beforeAnything: Bool = false) -> Failure {
    switch error.kind {
    case .refused, .retry:
      Failure(
        beforeAnything && error.kind == .refused ? .configuration : .sink, error.message,
        why: "only what was written is confirmed; the next run continues from there",
        remedies: error.remedies)
    case .fenced:
      Failure(
        .sink, error.message, why: "two runners of one pipeline would write every event twice",
        remedies: error.remedies)
    case .behind:
      Failure(
        .gap, error.message,
        why: "what lies in between was confirmed to the source, which may have removed it",
        remedies: error.remedies)
    case .poison:
      Failure(
        .unrepresentable, error.message, why: "the events behind it wait, so that none is lost",
        remedies: error.remedies)
    }
  }
}
