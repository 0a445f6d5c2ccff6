import Support
import Testing

/// What the pipelines of a pair made of the same changes.
struct StreamingRound {
  let plain: Program.Outcome
  let streaming: Program.Outcome

  /// Expects the same bytes; where the server cannot decode its WAL, the same up to there.
  ///
  /// - Returns: the error of the server's that an independent reader has, too; nil where both
  ///   read everything.
  /// - Throws: any other error of a run.
  func check(_ name: String, on cluster: TestCluster) throws -> String? {
    var serverError: String?
    for (slot, outcome) in [("plain", plain), ("streaming", streaming)] {
      switch try DecodingVerdict.judge(outcome, of: slot, on: cluster) {
      case .passed: break
      case .server(let error): serverError = error
      case .ours(let error): throw SupportError("\(name), slot \(slot): \(error)")
      }
    }
    if let difference { Issue.record("\(name): \(difference)") }
    return serverError
  }

  /// How the two differ in what both must have.
  var difference: String? {
    let (all, streamed) = (plain.stdout.utf8.prefix(length), streaming.stdout.utf8.prefix(length))
    return StreamingPair.difference(
      String(decoding: all, as: UTF8.self), String(decoding: streamed, as: UTF8.self))
  }

  /// How many bytes both must have: a run that read everything has all that the other one has.
  private var length: Int {
    let (all, streamed) = (plain.stdout.utf8.count, streaming.stdout.utf8.count)
    return switch (plain.exit == 0, streaming.exit == 0) {
    case (true, true): max(all, streamed)
    case (true, false): streamed
    case (false, true): all
    case (false, false): min(all, streamed)
    }
  }
}
