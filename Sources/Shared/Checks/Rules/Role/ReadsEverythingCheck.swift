import Postgres

/// What the right to replicate includes.
struct ReadsEverythingCheck: Check {
  let id = "reads-everything"
  let group = Group.role
  let needs: [FactFamily] = [.role]
  let page = CheckPage(
    "What REPLICATION lets a role read",
    when: "the role may replicate",
    finds: "that it may",
    why:
      "a role that may replicate can read the changes of every table of every database it may connect to, through a slot of its own, whatever SELECT it has; and with a physical session the whole server's files",
    severity: "note",
    remedies: [
      "A role of its own for the pipeline, with a password that only the pipeline has.",
      "A publication that lists its tables.",
    ],
    sources: [CheckPage.postgres("logical-replication-security.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.mayReplicate, !facts.server.isSuperuser else { return [] }
    let role = facts.server.role
    return [
      finding(
        .info, role.text, "\(role) can read changes of every table, with SELECT or without")
    ]
  }
}
