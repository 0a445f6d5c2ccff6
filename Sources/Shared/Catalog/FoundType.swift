/// A type as the catalog describes it, and whether one of its domains excludes NULL.
struct FoundType {
  var type: DataType
  var isNotNull: Bool
}
