/// Whether the publication is there, or will be made.
struct PublicationExistsCheck: Check {
  let id = "publication-exists"
  let group = Group.publication
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.publicationName else { return [] }
    if facts.publication != nil { return [Finding(.ok, id, "", "publication \(name) exists")] }
    if facts.ownSlot != nil {
      return [
        Finding(
          .error, id, name, "publication \(name) does not exist, but slot \(facts.slot ?? "") does",
          why: "a publication that is newer than its slot does not cover what the slot holds",
          remedies: [Remedy(.command, "blink-run --resnapshot \(facts.slot ?? "")")])
      ]
    }
    return [Finding(.info, id, name, "publication \(name) will be made at first start")]
  }
}
