import Catalog
import Postgres
import Replication

extension FactQuery {
  /// The publication and its tables.
  static func publication(_ version: Int, _ name: String, slot: String?) -> FactQuery {
    FactQuery(.publication, Publication.statement(named: name, slot: slot, version: version)) {
      rows, facts in facts.publication = Publication(rows)
    }
  }

  /// The tables that `FOR ALL TABLES EXCEPT` leaves out.
  static func exceptions(_ version: Int, _ name: String) -> FactQuery {
    FactQuery(.exceptions, PackageResources.exceptions_sql, version: version, [name]) {
      rows, facts in facts.excepted = (0..<rows.count).map { rows.name($0) }
    }
  }

  /// Row filters and column lists of its tables; read after the publication.
  static func members(_ version: Int, _ name: String) -> FactQuery {
    FactQuery(.members, Publication.membersStatement(named: name, version: version)) {
      rows, facts in facts.publication?.readMembers(rows)
    }
  }
}
