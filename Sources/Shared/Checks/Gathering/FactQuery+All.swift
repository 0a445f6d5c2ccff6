import Postgres
import Settings

extension FactQuery {
  /// Every statement that this server and this configuration need, after the settings.
  static func all(_ version: Int, _ facts: Facts) -> [FactQuery] {
    var queries = [
      role(version), server(version), capacity(version), marks(version), overrides(version),
      slots(version), blockers(version), wal(version), walDirectory(version), senders(version),
      collations(version), accessLines(version), collisions(version),
    ]
    if version >= 140_000 { queries += [walStatistics(version), decoding(version)] }
    if version >= 170_000 { queries.append(gate(version)) }
    if let name = facts.publicationName {
      queries += [publication(version, name, slot: facts.slot), members(version, name)]
      if version >= 190_000 { queries.append(exceptions(version, name)) }
    }
    if let lists = lists(facts) {
      queries += [
        self.streams(version, lists), sizes(version, lists), toast(version, lists),
        leaves(version, lists, facts.publicationName),
        activity(version, lists),
      ]
    }
    return queries
  }

  /// The tables that the file names, as parallel lists of schemas and names; nil for none.
  static func lists(_ facts: Facts) -> [String]? {
    guard let names = facts.configuration?.streams.map(\.table), !names.isEmpty else { return nil }
    return [ArrayLiteral.text(names.map(\.schema.text)), ArrayLiteral.text(names.map(\.name.text))]
  }
}
