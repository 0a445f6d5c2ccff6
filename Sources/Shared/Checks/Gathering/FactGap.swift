/// Why a family of facts is not known.
package enum FactGap: Sendable, Equatable {
  /// The role may not read it; the right that would show it, as a statement where SQL can give it.
  case denied(right: String)
  /// The statement failed in another way.
  case failed(String)
}
