import Replication
import Start

/// Whether the slot exists, and its position.
struct SlotExistsCheck: Check {
  let id = "slot-exists"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "The replication slot",
    when: "a file is given",
    finds:
      "the slot's position and lag, that it will be created, or that it is gone although the state records how far it was read",
    why: "the slot records how far the stream was delivered; without it the server retains nothing",
    severity: "error if it is gone, otherwise a note",
    remedies: [
      "If it will be created: nothing, blink-run creates it at its first start.",
      "If it is gone: `blink-run --resnapshot SLOT` starts again with a new snapshot; `--accept-gap LSN` continues without the missed changes.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.slot else {
      return [finding(.info, "", "a slot with a generated name will be created at first start")]
    }
    guard let slot = facts.ownSlot else {
      guard let state = facts.state, state.phase == .streaming else {
        return [finding(.info, name, "slot \(name) will be created at first start")]
      }
      let place = state.position
      return [
        finding(
          .error, name, "slot \(name) is gone: changes since \(place) are lost",
          why:
            "according to the state, this pipeline read up to that position from a slot with this name",
          remedies: [
            Remedy(.command, "blink-run --resnapshot \(name)", isDestructive: true),
            Remedy(
              .command, "blink-run --accept-gap \(place)   # continues without those changes",
              isDestructive: true),
          ])
      ]
    }
    guard let place = slot.confirmed else { return [] }
    return [finding(.ok, name, "slot \(name) is at \(place), \(SlotWords.lag(slot))")]
  }
}
