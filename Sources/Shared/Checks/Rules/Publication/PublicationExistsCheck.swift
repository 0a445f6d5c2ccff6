import Replication
import Start

/// Whether the publication exists, or will be created.
struct PublicationExistsCheck: Check {
  let id = "publication-exists"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .slots]
  let page = CheckPage(
    "The publication",
    when: "a file is given",
    finds:
      "that the publication is missing although its slot exists; or, as a note, that it will be created",
    why: "a publication newer than its slot does not cover the changes that the slot holds",
    severity: "error if the slot exists, otherwise a note",
    remedies: [
      "If the slot exists: start again with `blink-run --resnapshot SLOT`.",
      "Otherwise nothing: blink-run creates it at its first start, before the slot.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.publicationName else { return [] }
    if facts.publication != nil { return ok("publication \(name) exists") }
    guard let slot = facts.ownSlot else {
      return [finding(.info, name, "publication \(name) will be created at first start")]
    }
    return [
      finding(
        .error, name, "publication \(name) does not exist, but slot \(slot.name) does",
        why: "a publication newer than its slot does not cover the changes that the slot holds",
        remedies: [Remedy(.command, "blink-run --resnapshot \(slot.name)", isDestructive: true)])
    ]
  }
}
