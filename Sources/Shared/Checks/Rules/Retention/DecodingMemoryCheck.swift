import Diagnostics
import Postgres

/// Whether large transactions go to disk while they are decoded.
struct DecodingMemoryCheck: Check {
  let id = "decoding-memory"
  let group = Group.retention
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "Memory of logical decoding",
    when: "from 13; transactions spilled to disk from 14",
    finds:
      "`logical_decoding_work_mem` below the default of 64 MB, or transactions of this slot that were written to disk",
    why:
      "a larger transaction is spilled to files under pg_replslot until it commits, which is slower and needs disk space",
    severity: "note",
    remedies: [
      "`ALTER ROLE … SET logical_decoding_work_mem = '256MB'`, for the pipeline's role.",
      "From 14: `streaming: true` in the file, so that blink-run stores them until they commit.",
    ],
    sources: [
      CheckPage.postgres("runtime-config-resource.html"),
      CheckPage.postgres("monitoring-stats.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let memory = facts.server.settings["logical_decoding_work_mem"]?.bytes else { return [] }
    let spilled = facts.decoding.first { $0.slot == facts.slot && $0.spilledTransactions > 0 }
    guard memory < 64 << 20 || spilled != nil else { return [] }
    let words = spilled.map {
      "; \($0.spilledTransactions) transactions of slot \($0.slot) were spilled to disk, \(Amount.bytes($0.spilledBytes))"
    }
    return [
      finding(
        .info, "logical_decoding_work_mem",
        "logical_decoding_work_mem = \(Amount.bytes(memory))\(words ?? "")",
        why: "larger transactions are spilled to disk until they commit",
        remedies: [
          Remedy(
            .sql,
            "ALTER ROLE \(facts.server.role.quoted) SET logical_decoding_work_mem = '\(max(256, memory >> 18))MB';",
            by: "that role itself, or superuser")
        ])
    ]
  }
}
