import PgOutput

/// A column of the row that is written: what ``ColumnPlan`` says, without references, so that
/// walking over the steps counts none.
struct ColumnStep {
  private let storedPlace: Int32
  let codec: ValueCodec
  let isKey: Bool
  let isIdentity: Bool
  private let labelStart: Int32
  private let labelEnd: Int32
  private let storedColumn: Int32

  /// - Parameters:
  ///   - label: where `,"name":` stands in the encoder's text.
  ///   - number: the column's number in the encoder's plans.
  init(_ column: ColumnPlan, place: Int, label: Range<Int>, number: Int) {
    codec = column.codec
    isKey = column.isKey
    isIdentity = column.isIdentity
    storedPlace = Int32(place)
    labelStart = Int32(label.lowerBound)
    labelEnd = Int32(label.upperBound)
    storedColumn = Int32(number)
  }

  /// Where the column stands in the server's rows.
  @inline(__always)
  var place: Int { Int(storedPlace) }

  /// Where `,"name":` stands in the encoder's text.
  @inline(__always)
  var label: Range<Int> { Int(labelStart)..<Int(labelEnd) }

  /// The column's number in the encoder's plans, for errors.
  var column: Int { Int(storedColumn) }

  /// Whether the server sent the column in an old row of this kind.
  ///
  /// Under a key the server sends null for every other column, so null alone says nothing.
  @inline(__always)
  func isSent(_ old: Message.OldRow) -> Bool {
    switch old {
    case .none: false
    case .key: isIdentity
    case .full: true
    }
  }
}
