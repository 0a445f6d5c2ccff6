package import Catalog
package import Postgres
import Settings

/// The lines of `stream_schema`, under `service` or `source`.
package struct SchemaText: Sendable {
  /// `source.config.schema`: its streams are named without it.
  package var schema: Identifier

  /// Whether columns that are left out are listed.
  package var namesLeftOut: Bool

  /// Whether a column is one line.
  package var isCompact: Bool

  /// Writes for a default schema, as the flags have it.
  package init(_ schema: Identifier, _ flags: SelectionFlags) {
    self.schema = schema
    namesLeftOut = flags.comments != .none
    isCompact = flags.compact ?? false
  }

  /// The value of `stream:`, ready for YAML.
  package func name(_ name: QualifiedName) -> String {
    YAMLText.scalar(
      name.schema == schema ? QualifiedName.written(name.name) : name.description)
  }

  /// A stream with the comments above it; the dash is in column 5.
  package func lines(_ draft: StreamDraft) -> [String] {
    var lines = heading(draft).isEmpty ? [] : ["    # " + heading(draft)]
    if let gap = draft.gap {
      lines += Self.lines(gap).map { "    # " + $0 }
      lines += gap.statements.map { "    #   \(YAMLText.comment($0, limit: nil))" }
    }
    guard !draft.isActive else { return lines + body(draft) }
    lines.append(draft.gap == nil ? "    # to stream it, uncomment:" : "    # then uncomment:")
    return lines + body(draft).map { "    # " + $0.dropFirst(4) }
  }

  /// Broken in the same place by every version: `init` recognises what an earlier one wrote.
  private static func lines(_ gap: IdentityGap) -> [String] {
    let reason = YAMLText.comment(gap.reason)
    switch gap.effect ?? .writes {
    case .writes:
      return [
        "no usable replica identity (\(reason)): once published, the application's",
        "UPDATE and DELETE on it fail. To admit it, as its owner:",
      ]
    case .events: return ["\(reason):", "\(gap.words.effect). To admit it, as its owner:"]
    }
  }

  /// The comment above a stream.
  package func heading(_ draft: StreamDraft) -> String {
    [draft.heading, draft.estimates ?? ""].filter { !$0.isEmpty }.joined(separator: " | ")
  }

  private func body(_ draft: StreamDraft) -> [String] {
    ["    - stream: \(name(draft.name))", "      columns:"] + draft.columns.flatMap(lines)
  }

  /// A column; the dash is in column 9.
  package func lines(_ draft: ColumnDraft) -> [String] {
    if let reason = draft.leftOut {
      guard namesLeftOut else { return [] }
      return ["        # \(YAMLText.comment(draft.name.text)) left out: \(reason)"]
    }
    if isCompact { return ["        - \(Self.flow(draft))" + Self.trailing(draft.remark)] }
    return [
      "        - name: \(YAMLText.scalar(draft.name.text))" + Self.trailing(draft.comment),
      "          databrewType: \(draft.databrewType.name)",
      "          nativeConnectorType: \(YAMLText.scalar(draft.native))"
        + Self.trailing(draft.note),
      "          pk: \(draft.pk)",
      "          nullable: \(draft.nullable)",
    ]
  }

  /// A column in braces, without what is the default.
  private static func flow(_ draft: ColumnDraft) -> String {
    // Within braces a bracket ends a value that is not quoted.
    func value(_ text: String) -> String {
      let scalar = YAMLText.scalar(text)
      return scalar.hasPrefix("\"") || !scalar.utf8.contains(where: "[]".utf8.contains)
        ? scalar : "\"\(scalar)\""
    }
    return "{name: \(value(draft.name.text)), databrewType: \(draft.databrewType.name)"
      + ", nativeConnectorType: \(value(draft.native))" + (draft.pk ? ", pk: true" : "")
      + (draft.nullable ? "" : ", nullable: false") + "}"
  }

  /// A comment behind a value; nothing for none.
  package static func trailing(_ comment: String?) -> String { comment.map { "  # \($0)" } ?? "" }
}
