import Replication

/// Whether this role's transactions are read-only by default.
struct ReadOnlyDefaultCheck: Check {
  let id = "read-only-default"
  let group = Group.session
  let needsConfiguration = true
  let causes = ["standby"]
  let needs: [FactFamily] = [.settings, .tables, .publication]
  let page = CheckPage(
    "A read-only role",
    when: "a file is given",
    finds: "`default_transaction_read_only = on` for this role",
    why:
      "blink-run creates the publication on the source, which the server refuses in a read-only transaction; snapshot and stream only read",
    severity: "error if the publication has yet to be created, otherwise a note",
    remedies: [
      "The statements that doctor prints begin with `SET default_transaction_read_only = off`, as do the files that `init --with` writes.",
      "Have the owner of the tables create the publication before the first start.",
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
      return [
        finding(
          .info, name,
          "\(setting.words): blink-run only reads here; other statements need SET \(name) = off first"
        )
      ]
    }
    let tables = Streams.present(facts).map(\.table)
    let statement = PublicationStatement.create(publication, tables, facts)
    return [
      finding(
        .error, name, "\(setting.words): publication \(publication) cannot be created",
        why:
          "the server refuses to create it in a read-only transaction; a session may turn that off for itself",
        remedies: [setting.override("off")]
          + (tables.isEmpty ? [] : facts.provider.guide.publish(statement, by: "table owner")))
    ]
  }
}
