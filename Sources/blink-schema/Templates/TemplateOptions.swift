import ArgumentParser
import Diagnostics
import Options
import System

/// Which files `init` writes beside the configuration.
struct TemplateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write these files for deployment; names separated by commas.",
      discussion: """
        compose: docker-compose.yaml, Dockerfile; systemd: blink-run.service;
        k8s: k8s.yaml, Dockerfile; ci: ci-drift.yaml, Dockerfile;
        grants: grants.sql, postgresql.conf.snippet; cleanup: cleanup.sql;
        env: .env.example, which is always written.
        """,
      valueName: "list"), completion: .list(TemplateList.allValueStrings))
  var with: [TemplateList] = []

  @Flag(help: "Write .env (mode 0600) without a password.")
  var writeEnv = false

  /// Rejects options that exclude each other, before anything is read.
  func check(_ file: FileOptions, isPrinting: Bool) throws {
    guard !with.isEmpty || writeEnv else { return }
    if isPrinting {
      throw ValidationError("--print writes no file: it excludes --with and --write-env.")
    }
    let name = Self.name(of: file)
    // It is part of commands, units and YAML.
    let isPlain =
      name.utf8.first != UInt8(ascii: "-")
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
      }
    guard isPlain, TemplateFile(rawValue: name) == nil else {
      throw ValidationError(
        "--with and --write-env: `\(TerminalText.sanitized(name))` must consist of letters,"
          + " digits, '.', '_' and '-', and differ from the files that these options write.")
    }
  }

  /// Decides what is written.
  func plan(
    _ context: TemplateContext, in folder: String
  ) throws(Failure) -> TemplatePlan {
    let wanted = Set(with.flatMap(\.kinds).flatMap(\.files))
    let files = TemplateFile.allCases.filter { file in
      wanted.contains(file) || file == .example || (file == .variables && writeEnv)
    }
    return try TemplatePlan(files, in: folder, context: context)
  }

  /// The most bytes that the values of a ConfigMap may have (`MaxConfigMapSize` of Kubernetes).
  private static let configMapBytes = 1 << 20

  /// A warning where the configuration is meant for a ConfigMap that cannot hold it.
  func roomWarning(_ size: Int, _ file: FileOptions, _ style: Style) -> [String] {
    let isForKubernetes =
      with.flatMap(\.kinds).contains(.k8s)
      || Path.exists("\(file.directory)/\(TemplateFile.kubernetes.rawValue)")
    guard isForKubernetes, size > Self.configMapBytes else { return [] }
    return [
      style.yellow("warning: ") + "\(TerminalText.sanitized(file.path)) has"
        + " \(Amount.bytes(size)), and a ConfigMap holds 1 MiB: write it with --compact and"
        + " --comments none, or several files with --id (docs/how-to/many-tables.md)"
    ]
  }

  /// The configuration's name without a folder.
  static func name(of file: FileOptions) -> String {
    file.path.split(separator: "/").last.map(String.init) ?? ""
  }
}
