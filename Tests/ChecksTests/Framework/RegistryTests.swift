import Checks
import Testing

/// Every id has a page and a place; `CoverageTests` holds that a test sees it.
@Suite struct RegistryTests {
  @Test func idsAreUniqueAndWellFormed() {
    #expect(Set(Registry.ids).count == Registry.ids.count)
    for id in Registry.ids {
      #expect(id.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 || (48...57).contains($0) })
      #expect(Registry.check(id)?.id == id)
    }
    #expect(
      Set(Registry.ids).isDisjoint(with: Group.allCases.map(\.name).filter { $0 != "connect" }))
  }

  @Test func everyPageIsComplete() {
    for check in Registry.all {
      let page = check.page
      for text in [page.title, page.when, page.finds, page.why, page.severity, page.sideEffects] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(check.id): \(text)")
      }
      #expect(!page.remedies.isEmpty && !page.sources.isEmpty, "\(check.id)")
      guard let topic = page.topic else { continue }
      // Not every provider has something to say of an address or a certificate.
      let isOptional = [.reach, .address, .certificate].contains(topic)
      let silent = Provider.allCases.filter { topic.remedies(at: $0).isEmpty }
      #expect(
        isOptional ? silent != Provider.allCases : silent.isEmpty, "\(check.id) at \(silent)")
    }
  }

  @Test func causesAreChecksAndHaveNoCircle() {
    func reaches(_ id: String, _ seen: Set<String>) -> Bool {
      guard let check = Registry.check(id) else { return false }
      return check.causes.contains { seen.contains($0) || reaches($0, seen.union([$0])) }
    }
    for check in Registry.all {
      for cause in check.causes { #expect(Registry.check(cause) != nil, "\(check.id): \(cause)") }
      #expect(!reaches(check.id, [check.id]), "\(check.id)")
    }
  }

  /// A start asks only for what a check needs that can refuse it.
  @Test func aStartAsksForNoMoreThanItNeeds() {
    let left: Set<FactFamily> = [
      .sizes, .walStatistics, .walDirectory, .decoding, .toast, .collations, .hba, .collisions,
      .activity,
    ]
    #expect(StartReview.unneeded.isSuperset(of: left), "\(left.subtracting(StartReview.unneeded))")
    #expect(StartReview.unneeded.isDisjoint(with: [.slots, .publication, .tables, .settings]))
  }
}
