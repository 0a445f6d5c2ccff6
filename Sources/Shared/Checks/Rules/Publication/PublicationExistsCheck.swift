import Replication
import Start

/// Whether the publication is there, or will be made.
struct PublicationExistsCheck: Check {
  let id = "publication-exists"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .slots]
  let page = CheckPage(
    "The publication",
    when: "a file is given",
    finds: "that the publication is missing although its slot exists; or says that it will be made",
    why: "a publication that is newer than its slot does not cover what the slot holds",
    severity: "error where the slot exists, else a note",
    remedies: [
      "Where the slot exists: begin again with `blink-run --resnapshot SLOT`.",
      "Else nothing: blink-run makes it at its first start, before the slot.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.publicationName else { return [] }
    if facts.publication != nil { return ok("publication \(name) exists") }
    guard let slot = facts.ownSlot else {
      return [finding(.info, name, "publication \(name) will be made at first start")]
    }
    return [
      finding(
        .error, name, "publication \(name) does not exist, but slot \(slot.name) does",
        why: "a publication that is newer than its slot does not cover what the slot holds",
        remedies: [Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true)])
    ]
  }
}
