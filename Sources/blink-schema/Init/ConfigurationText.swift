import Catalog
import Drafting
import Postgres
import Templates

/// The configuration that `init` writes: the same bytes for the same database and options.
struct ConfigurationText {
  /// Where `stream_schema` is: under service, as Blink documents it, or under source, as upstream
  /// Blink from 1.7 has it.
  enum Layout: String, CaseIterable { case service, source }

  var version: String
  var database: String
  /// `server_version_num`.
  var serverVersion: Int
  var layout = Layout.service
  var id = 1
  var slot: String
  /// Lines of `source.config` about the transport.
  var transport: [String] = []
  var drafter: SchemaDrafter

  /// The file's text.
  func text(_ entries: [SchemaDrafter.Entry], leftOut: [LeftOut]) -> String {
    let streams = drafter.text(entries, leftOut: leftOut)
    let hasComments = drafter.flags.comments != .none
    return (hasComments ? Templates.configuration : Templates.bareConfiguration).text([
      "version": version,
      "database": "\"\(YAMLText.comment(database))\"",
      "server": "\(serverVersion / 10_000)",
      "id": "\(id)",
      "schema": YAMLText.scalar(drafter.schema.text),
      "slot": slot,
      "publication": drafter.publication.map { "    publication: \(YAMLText.scalar($0.name.text))" }
        ?? "",
      "transport": transport.joined(separator: "\n"),
      "service_streams": layout == .service ? streams : "",
      "source_streams": layout == .source ? streams : "",
    ])
  }

  /// What the file says about encryption, so that the tools connect as `init` did.
  ///
  /// - Parameters:
  ///   - parameters: those of the session, after the transport rules.
  ///   - isEncrypted: whether the session is encrypted.
  ///   - hasComments: whether to say why.
  static func transport(
    _ parameters: ConnectionParameters, isEncrypted: Bool, hasComments: Bool = true
  ) -> [String] {
    var lines: [String] = []
    if isEncrypted { lines.append("    ssl_required: true") }
    switch parameters.written("sslmode") {
    case "disable" where !parameters.isLocal:
      lines.append(
        "    sslmode: disable"
          + (hasComments ? "  # not encrypted, as init was connected" : ""))
    case let mode? where mode.hasPrefix("verify-"): lines.append("    sslmode: \(mode)")
    default: break
    }
    for keyword in ["sslrootcert", "sslcert", "sslkey"] {
      guard let value = parameters.written(keyword) else { continue }
      lines.append("    \(keyword): \(YAMLText.scalar(value))")
    }
    return lines
  }
}
