import Postgres

/// Names for tables and columns, each once: plain ones, and ones that hurt.
struct RandomNames {
  private static let hostile = [
    "yes", "null", "123", "a: b", "#x", "Weird \"name\"", "new\nline", "esc\u{1B}[0m", "${HOME}",
    "${{x}}", "a.b", "\"q", "é", "e\u{301}", "#{secret.x}", " lead", "trail ", "~", "- x",
    "back\\slash", "it's", "[f]", "{f}", "*", "&a", "!t", "%", "@", "`", "tab\t", "\u{202E}rtl",
    "cr\r\nlf", "x #y", "x: y", "name", "stream", "columns", "left out: x", "🦆", "a, b", "}", "]",
    String(repeating: "n", count: 63), "- stream: x",
  ]
  private var unused = hostile
  private var count = 0

  mutating func next(_ random: inout SeededGenerator) -> Identifier {
    if random.once(in: 4), !unused.isEmpty {
      return Identifier(unused.remove(at: random.number(0...unused.count - 1)))
    }
    count += 1
    let word = random.pick(["order", "user", "total", "Item", "log", "zone", "a"]) ?? "x"
    return Identifier("\(word)_\(count)")
  }
}
