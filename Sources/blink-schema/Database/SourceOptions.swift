import ArgumentParser
import Diagnostics
import Options
import Postgres
import Settings
import System

/// Which database to look at: `-d`, else the file's source, else libpq's environment; which it was
/// is said on stderr.
struct SourceOptions: ParsableArguments {
  @Option(
    name: [.customShort("d"), .long],
    help: ArgumentHelp(
      "Connect to this database: a name, a URI or key=value.", valueName: "conninfo"))
  var dbname: String?

  /// The parameters with the transport rules applied.
  func parameters(
    _ configuration: Configuration?, file: String, style: Style
  ) throws(Failure) -> ConnectionParameters {
    var parameters: ConnectionParameters
    let origin: String
    if let dbname {
      // libpq's rule: with an equals sign or a URI scheme it is conninfo, else a name.
      if dbname.utf8.contains(UInt8(ascii: "=")) || dbname.contains("://") {
        parameters = try ConnectionParameters(conninfo: dbname)
      } else {
        parameters = ConnectionParameters()
        parameters.set("dbname", dbname)
      }
      origin = "-d"
    } else if let configuration {
      parameters = configuration.source.connectionParameters
      origin = file
    } else {
      parameters = ConnectionParameters()
      origin = "libpq's environment"
    }
    let host = parameters.effective("host") ?? "the local socket"
    let database = parameters.effective("dbname") ?? parameters.effective("user") ?? ""
    Terminal.error(
      style.dim(
        "blink-schema: connecting to \(TerminalText.sanitized(database)) on"
          + " \(TerminalText.sanitized(host)) (from \(TerminalText.sanitized(origin)))"))
    return try parameters.withTransportRules()
  }

  /// Opens the session that a command reads the catalog with.
  func open(
    _ parameters: ConnectionParameters, _ file: FileOptions
  ) throws(Failure) -> Connection {
    do {
      return try Connection.open(parameters, applicationName: "blink-schema")
    } catch {
      throw Failure(
        .connection, "cannot connect to the database: \(error.description)",
        subject: "\(TerminalText.sanitized(parameters.effective("host") ?? "local socket")), port"
          + " \(parameters.effective("port") ?? "5432")",
        remedies: ["\(doctor(parameters, file)) reports what is wrong and how to fix it"])
    }
  }

  /// The command that looks at the same database; never with a password.
  private func doctor(_ parameters: ConnectionParameters, _ file: FileOptions) -> String {
    var words = ["blink-schema", "doctor"]
    if dbname != nil {
      words += ["-d", parameters.conninfo]
    } else if let named = file.named, file.exists {
      words.append(named)
    }
    return words.map(ShellText.word).joined(separator: " ")
  }
}
