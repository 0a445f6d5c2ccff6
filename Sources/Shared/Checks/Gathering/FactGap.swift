/// Why a family of facts is not known.
package enum FactGap: Sendable, Equatable {
  /// The role may not read it; the missing privilege, as a statement if SQL can grant it.
  case denied(right: String)
  /// The statement failed in another way.
  case failed(String)
}
