import Replication

/// A column of the row that is written: what ``ColumnPlan`` says, without references, so that
/// walking over the steps counts none.
struct ColumnStep {
  private let storedPlace: Int32
  let codec: ValueCodec
  let isKey: Bool
  let isIdentity: Bool
  /// Whether a null in an old row means that the value was not sent.
  private let isOfPartition: Bool
  /// The beginning of `,"name":`, which most often is all of it.
  let labelBeginning: SIMD16<UInt8>
  private let storedLabelStart: Int32
  private let storedLabelLength: Int32
  private let storedColumn: Int32

  /// - Parameters:
  ///   - label: the place of `,"name":` in the encoder's `text`.
  ///   - number: the column's number in the encoder's plans.
  init(
    _ column: ColumnPlan, place: Int, label: Range<Int>, of text: borrowing ByteBuffer, number: Int,
    _ oldRows: OldRows
  ) {
    labelBeginning = text.vector(label)
    codec = column.codec
    isKey = column.isKey
    isIdentity = column.isIdentity
    isOfPartition = oldRows.areOfPartitions
    storedPlace = Int32(place)
    storedLabelStart = Int32(label.lowerBound)
    storedLabelLength = Int32(label.count)
    storedColumn = Int32(number)
  }

  /// The column's place in the server's rows.
  @inline(__always)
  var place: Int { Int(storedPlace) }

  /// The place of `,"name":` in the encoder's text, and its length.
  @inline(__always)
  var labelStart: Int { Int(storedLabelStart) }
  @inline(__always)
  var labelLength: Int { Int(storedLabelLength) }

  /// The column's number in the encoder's plans, for errors.
  var column: Int { Int(storedColumn) }

  /// The column's field in an old row of this kind; nil where the server did not send it.
  ///
  /// Under a key the server sends null for every other column, so null alone is ambiguous.
  @inline(__always)
  func sent(_ old: Message.OldRow, _ row: borrowing Tuple) -> Tuple.Field? {
    switch old {
    case .none: return nil
    case .key: if !isIdentity, !isOfPartition { return nil }
    case .full: break
    }
    let field = row.fields[place]
    return isOfPartition && field.isNull ? nil : field
  }
}
