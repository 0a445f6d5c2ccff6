import Replication
import Start

/// Whether the slot is there, and where it stands.
struct SlotExistsCheck: Check {
  let id = "slot-exists"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.slots]
  let page = CheckPage(
    "The replication slot",
    when: "a file is given",
    finds:
      "where the slot stands and how far it is behind, that it will be made, or that it is gone although a state says how far it was read",
    why: "the slot remembers how far the stream was delivered; without it the server keeps nothing",
    severity: "error where it is gone, else a note",
    remedies: [
      "Where it will be made, nothing: blink-run makes it at its first start.",
      "Where it is gone: `blink-run --resnapshot SLOT` begins again; `--accept-gap LSN` goes on without what was missed.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.slot else {
      return [finding(.info, "", "a slot with a generated name will be made at first start")]
    }
    guard let slot = facts.ownSlot else {
      guard let state = facts.state, state.phase == .streaming else {
        return [finding(.info, name, "slot \(name) will be made at first start")]
      }
      let place = state.position
      return [
        finding(
          .error, name, "slot \(name) is gone: changes since \(place) are lost",
          why: "the state says that this pipeline has read up to there from a slot of that name",
          remedies: [
            Remedy(.command, "blink-run --resnapshot \(name)", isDestructive: true),
            Remedy(
              .command, "blink-run --accept-gap \(place)   # goes on without those changes",
              isDestructive: true),
          ])
      ]
    }
    guard let place = slot.confirmed else { return [] }
    return [finding(.ok, name, "slot \(name) stands at \(place), \(SlotWords.lag(slot))")]
  }
}
