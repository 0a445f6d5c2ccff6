import Postgres

/// One change of `stream_schema` in a file.
enum SchemaEdit {
  case renameStream(FileStream, to: QualifiedName)
  /// Replaces the comment above a stream if it is still as it was generated.
  case replaceHeading(FileStream, old: StreamDraft, new: StreamDraft)
  case removeStream(FileStream, base: StreamDraft?)
  /// Replaces the comment about a stream that is not admitted; nil takes it out.
  case replaceCommented(Range<Int>, new: StreamDraft?)
  /// Inserts a stream, or its comment; at the end where `before` is nil.
  case insertStream(StreamDraft, before: FileStream?, base: StreamDraft?)
  /// Writes a value, in its place or as a new key.
  case set(FileColumn, key: String, value: String)
  /// Replaces the comment behind a value if it is still as it was generated.
  case replaceNote(FileColumn, key: String, old: String?, new: String?)
  /// The same behind a column in braces.
  case replaceRemark(FileColumn, old: String?, new: String?)
  case removeColumn(FileColumn)
  /// Inserts a column; before the first where `after` is nil.
  case insertColumn(ColumnDraft, FileStream, after: FileColumn?)
  /// Takes out comments about tables that are left out, by line, and adds others above lines.
  case changeLeftOut(removed: [Int], added: [(line: Int?, text: String)])
  /// Takes out the comment about a column that was left out.
  case removeLeftOut(ColumnDraft, FileStream)
}
