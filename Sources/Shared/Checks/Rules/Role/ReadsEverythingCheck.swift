import Postgres

/// What the REPLICATION attribute includes.
struct ReadsEverythingCheck: Check {
  let id = "reads-everything"
  let group = Group.role
  let needs: [FactFamily] = [.role]
  let page = CheckPage(
    "What a role with REPLICATION can read",
    when: "the role may replicate",
    finds: "a role with REPLICATION",
    why:
      "a role that may replicate can read the changes of every table in every database it may connect to, through its own slot, whatever SELECT privileges it has; with a physical replication session it can read all of the server's files",
    severity: "note",
    remedies: [
      "A separate role for the pipeline, with a password that only the pipeline has.",
      "A publication that lists its tables.",
    ],
    sources: [CheckPage.postgres("logical-replication-security.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.mayReplicate, !facts.server.isSuperuser else { return [] }
    let role = facts.server.role
    return [
      finding(
        .info, role.text, "\(role) can read changes of every table, with or without SELECT")
    ]
  }
}
