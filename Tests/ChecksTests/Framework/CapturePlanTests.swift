import Catalog
import Checks
import Postgres
import Replication
import Settings
import Testing

/// What the events of a stream will hold, said before there is one.
@Suite struct CapturePlanTests {
  private let table = Facts.table

  private func plan(_ change: (inout Facts) -> Void = { _ in }) throws -> [String: String] {
    var facts = Facts.healthyPipeline()
    facts.leaves[table]?[0].identityColumns = ["id"]
    change(&facts)
    let plan = try #require(CapturePlan.all(facts).first)
    return Dictionary(plan.lines.map { ($0.operation, $0.words) }) { first, _ in first }
  }

  @Test func anOrdinaryTable() throws {
    #expect(
      try plan { $0.streams[table]?.rows = 7 } == [
        "snapshot": "every row (about 7, 0 bytes)", "insert": "the new row",
        "update": "the new row; before: the old id if the update changes it, otherwise null",
        "delete": "the old key; before: the old id", "truncate": "one event",
      ])
  }

  @Test func wholeOldRows() throws {
    let full = try plan { $0.leaves[table]?[0].identity = "full" }
    #expect(full["update"] == "the new row; before: the whole old row")
    #expect(full["delete"] == "the old key; before: the whole old row")
    let mixed = try plan {
      $0.leaves[table]?.append(
        Leaf(table: QualifiedName(schema: "public", name: "p2"), identity: "full"))
    }
    #expect(mixed["delete"]?.hasSuffix("or the old id, by partition") == true)
  }

  @Test func valuesThatMayBeLeftOut() throws {
    let words = try plan {
      $0.toast[table] = ["v"]
      $0.streams[table]?.toastBytes = 8_192
    }
    #expect(
      words["update"]?.contains("without unchanged large values: v, listed")
        == true)
    let none = try plan { $0.toast[table] = ["v"] }
    #expect(none["update"]?.contains("none are large now") == true)
  }

  @Test func whatIsNotPublished() throws {
    let some = try plan {
      $0.publication?.missingOperations = ["delete"]
      $0.publication?.tables[table]?.rowFilter = "(id > 7)"
      $0.publication?.tables[table]?.columns = ["id"]
    }
    #expect(some["delete"] == "nothing: the publication does not send it")
    #expect(some["snapshot"]?.hasPrefix("rows where (id > 7)") == true)
    #expect(some["update"]?.hasSuffix("is an insert, one that moves it out a delete") == true)
    #expect(some["absent"] == "not published: v")
    let whole = try plan { $0.publication?.tables = [:] }
    #expect(whole["insert"] == "nothing: the table is not in the publication")
  }

  @Test func whatNoEventHolds() throws {
    let words = try plan {
      $0.tables[table]?.columns[1].generated = .stored
      $0.tables[table]?.columns.append(
        Column(number: 3, name: "w", type: Facts.builtIn("text", "text")))
      $0.configuration?.streams[0].columns.append(
        ColumnSettings(name: "gone", databrewType: .string))
      var child = Leaf(table: QualifiedName(schema: "public", name: "kid"), identity: "key")
      child.isInherited = true
      $0.leaves[table]?.append(child)
    }
    #expect(
      words["absent"]
        == "not in the file: w; generated: v; not in the table: gone; tables that inherit: public.kid"
    )
    let bare = try plan { $0.leaves[table]?[0].identity = "no-key" }
    #expect(bare["update"] == "none: UPDATE fails on public.t while it is published")
    #expect(bare["delete"] == "none: DELETE fails on public.t while it is published")
  }

  @Test func noSnapshot() throws {
    let words = try plan { $0.configuration?.source.streamSnapshot = false }
    #expect(words["snapshot"] == "none")
  }
}
