import Drafting
import Options
import Postgres

/// The values for the templates.
struct TemplateContext {
  var version: String
  /// The configuration's name without a folder, and without its extension, too.
  var file, stem: String
  /// Where the session is.
  var host, port, user, databaseName: String
  /// `server_version_num`.
  var serverVersion: Int
  /// The slot; the publication has the same name.
  var slot: String
  /// Decides what is streamed, of which tables.
  var drafter: SchemaDrafter
  var entries: [SchemaDrafter.Entry]

  /// Values for how blink-run is started.
  var deployment: [String: String] {
    ["file": file, "stem": stem, "name": resourceName]
  }

  /// Values for the database server.
  var database: [String: String] {
    [
      "database": YAMLText.comment(databaseName), "slot": slot,
      "server": "\(serverVersion / 10_000)",
      "keep_size": serverVersion >= 130_000
        ? """
        # An idle slot keeps WAL: this limits it, at the price of the slot. Choose what the disk can hold.
        max_slot_wal_keep_size = 10GB
        """
        : "# Before PostgreSQL 13 nothing limits the WAL retained by an idle slot: watch the disk.",
    ]
  }

  /// The slot's name as one of Kubernetes: a to z, 0 to 9 and inner dashes.
  var resourceName: String {
    let parts = slot.split(separator: "_")
    return parts.isEmpty ? "blink-run" : parts.joined(separator: "-")
  }
}

extension TemplateContext {
  /// What the templates need of the configuration `file` and of the session it was created from.
  init(
    _ file: FileOptions, _ session: borrowing Connection, slot: String, drafter: SchemaDrafter,
    entries: [SchemaDrafter.Entry]
  ) {
    self.init(
      version: Version.text, file: TemplateOptions.name(of: file), stem: file.stem,
      host: session.host, port: session.port, user: session.user,
      databaseName: session.database, serverVersion: session.serverVersion, slot: slot,
      drafter: drafter, entries: entries)
  }
}
