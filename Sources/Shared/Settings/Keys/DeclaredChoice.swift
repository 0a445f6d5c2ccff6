/// A value of the configuration that is one of several texts: each says itself whether it has an
/// effect yet.
protocol DeclaredChoice: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  var availability: Availability { get }
}

extension DeclaredChoice {
  var availability: Availability { .available }
}
