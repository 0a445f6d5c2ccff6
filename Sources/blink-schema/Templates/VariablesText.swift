import Settings

/// The variables that the configuration asks for, in `.env` and `.env.example`.
enum VariablesText {
  /// Names with empty values.
  static let example = [
    "heading": "Copy this file to .env, chmod 600 it, and fill it in; .env must not be committed.",
    "host": "", "port": "", "user": "", "database": "",
  ]

  /// The values of the session, never with a password.
  static func values(of context: TemplateContext) -> [String: String] {
    [
      "heading": "Read by blink-schema and blink-run beside the configuration. Never commit it.",
      "host": word(context.host), "port": word(context.port), "user": word(context.user),
      "database": word(context.databaseName),
    ]
  }

  /// A value as systemd, compose, a shell and our own reader take it for the same; empty where
  /// the format cannot hold it.
  static func word(_ value: String) -> String {
    let plain = Set("_-./:@%+,".utf8)
    let isPlain = value.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || plain.contains(byte)
    }
    if isPlain { return value }
    var escaped: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): escaped += Array("\\n".utf8)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"):
        escaped += [UInt8(ascii: "\\"), byte]
      default: escaped.append(byte)
      }
    }
    let candidates = ["'\(value)'", "\"\(String(decoding: escaped, as: UTF8.self))\""]
    return candidates.first { reads($0, as: value) } ?? ""
  }

  private static func reads(_ word: String, as value: String) -> Bool {
    let parsed = try? EnvFile.parse(Array("X=\(word)\n".utf8), file: "")
    return parsed?["X"].map { $0.utf8.elementsEqual(value.utf8) } ?? false
  }
}
