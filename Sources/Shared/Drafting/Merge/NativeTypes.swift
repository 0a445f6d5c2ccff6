import Catalog
import Types

/// How a written `nativeConnectorType` relates to a column.
enum NativeTypes {
  /// Compares with the column's type, or offline with what the lock says of it.
  static func agreement(
    _ written: String, _ column: ColumnDraft, _ type: DataType?
  ) -> TypeMapping.Agreement {
    if let type { return TypeMapping.nativeNamesAgree(written, with: type) }
    let names = [column.native, column.formatted]
    if names.contains(where: { TypeMapping.areSameType(written, $0) }) { return .agree }
    return TypeMapping.agreement(written, withName: column.native)
  }
}
