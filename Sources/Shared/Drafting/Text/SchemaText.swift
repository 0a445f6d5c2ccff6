import Catalog
package import Postgres
import Settings

/// The lines of `stream_schema`, under `service` or `source`.
package struct SchemaText: Sendable {
  /// `source.config.schema`: its streams are named without it.
  package var schema: Identifier

  /// Whether columns that are left out are listed.
  package var namesLeftOut: Bool

  /// Writes for a default schema.
  package init(schema: Identifier, namesLeftOut: Bool = true) {
    self.schema = schema
    self.namesLeftOut = namesLeftOut
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
    return [
      "        - name: \(YAMLText.scalar(draft.name.text))" + Self.trailing(draft.comment),
      "          databrewType: \(draft.databrewType.name)",
      "          nativeConnectorType: \(YAMLText.scalar(draft.native))"
        + Self.trailing(draft.note),
      "          pk: \(draft.pk)",
      "          nullable: \(draft.nullable)",
    ]
  }

  /// A comment behind a value; nothing for none.
  package static func trailing(_ comment: String?) -> String { comment.map { "  # \($0)" } ?? "" }
}
