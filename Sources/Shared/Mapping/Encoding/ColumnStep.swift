import PgOutput

/// A column of the row that is written: what ``ColumnPlan`` says, without references, so that
/// walking over the steps counts none.
struct ColumnStep {
  let place: Int
  let codec: ValueCodec
  let isKey: Bool
  let isIdentity: Bool
  /// Where `,"name":` stands in the encoder's labels.
  let label: Range<Int>
  /// The column's number in the encoder's plans, for errors.
  let column: Int

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
