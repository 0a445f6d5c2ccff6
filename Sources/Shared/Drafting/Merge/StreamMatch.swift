/// One table, as the file, the lock and the database have it; nil if one of them has not.
package struct StreamMatch: Sendable {
  package var file: FileStream?
  package var base: StreamDraft?
  package var database: StreamDraft?
}

/// One column, likewise.
package struct ColumnMatch: Sendable {
  package var file: FileColumn?
  package var base: ColumnDraft?
  package var database: ColumnDraft?
}
