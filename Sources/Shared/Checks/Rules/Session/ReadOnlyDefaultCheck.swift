import Replication

/// Whether this role may write by default.
struct ReadOnlyDefaultCheck: Check {
  let id = "read-only-default"
  let group = Group.session
  let needsConfiguration = true
  let causes = ["standby"]
  let needs: [FactFamily] = [.settings, .tables, .publication]
  let page = CheckPage(
    "A role that is read-only",
    when: "a file is given",
    finds: "`default_transaction_read_only = on` for this role",
    why:
      "blink-run writes one thing to the source, the publication, and the server refuses that in a read-only transaction; snapshot and stream only read",
    severity: "error where the publication is still to be made, else a note",
    remedies: [
      "Have the publication made by the owner of the tables, before the first start.",
      "Or `ALTER ROLE … SET default_transaction_read_only = off`.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let name = "default_transaction_read_only"
    guard let setting = SessionSetting(name, facts), setting.setting.value == "on" else {
      return []
    }
    guard facts.wouldPublish, facts.ownSlot == nil, let publication = facts.publicationName else {
      return [finding(.info, name, "\(setting.words): blink-run only reads here")]
    }
    let tables = Streams.present(facts).map(\.table)
    let statement = PublicationStatement.create(publication, tables, facts)
    return [
      finding(
        .error, name, "\(setting.words): publication \(publication) cannot be made",
        why: "the server refuses to make it in a read-only transaction",
        remedies: [setting.override("off")]
          + (tables.isEmpty ? [] : facts.provider.guide.publish(statement, by: "table owner")))
    ]
  }
}
