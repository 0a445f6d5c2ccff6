/// The value of `synchronous_standby_names`: `a, b`, `2 (a, b)`, `FIRST 2 (a, b)`, `ANY 1 (*)`.
struct SynchronousNames {
  /// The text before the parenthesis; empty for a plain list.
  private let method: String
  private let names: [String]

  init(_ value: String) {
    let open = value.firstIndex(of: "(")
    method = open.map { Self.trimmed(value[..<$0]) } ?? ""
    let list = open.map { value[value.index(after: $0)...].prefix { $0 != ")" } } ?? value[...]
    names = list.split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// Whether a session of that name counts; names are compared without regard to case.
  func matches(_ application: String) -> Bool {
    names.contains { $0 == "*" || Self.bare($0).lowercased() == application }
  }

  /// The same with these standbys in the place of `*` and of blink-run; empty where none is left.
  ///
  /// Whoever connects chooses such a name, and this goes into a statement: only plain ones do.
  func naming(_ standbys: [String]) -> String {
    let plain = standbys.filter { name in
      !name.isEmpty && name.utf8.allSatisfy(Self.isPlain)
    }
    var result: [String] = []
    for name in names
    where name.utf8.allSatisfy({
      Self.isPlain($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "*")
    }) {
      let bare = Self.bare(name).lowercased()
      let more =
        name == "*" ? plain.map { "\"\($0)\"" } : bare == "blink-run" ? [] : [name]
      result += more.filter { !result.contains($0) }
    }
    let list = result.joined(separator: ", ")
    return result.isEmpty || method.isEmpty ? list : "\(method) (\(list))"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func bare(_ name: String) -> String {
    name.hasPrefix("\"") ? String(name.dropFirst().prefix { $0 != "\"" }) : name
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isSpace: (Character) -> Bool = \.isWhitespace
    return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
