import Checks
import Diagnostics
import Pipeline
import Start

extension StateFacts {
  /// What blink-run left behind for a slot; nil where there is no finished snapshot on record.
  ///
  /// To be read after the server's facts: blink-run stores a position before it confirms it, so
  /// the other way round a running pipeline would seem to have lost something.
  static func stored(in path: String, slot: String) throws(Failure) -> StateFacts? {
    // A slot's name is a part of the file's.
    guard SlotNames.isValid(slot), let state = try StateDirectory.stored(in: path, slot: slot),
      state.phase != .snapshot
    else { return nil }
    var facts = StateFacts()
    facts.systemID = state.systemID
    facts.timeline = Int(state.timeline)
    facts.delivered = state.position
    facts.isStreaming = state.phase == .streaming
    return facts
  }
}
