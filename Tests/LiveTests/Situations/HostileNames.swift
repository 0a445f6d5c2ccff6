import Foundation

/// Names that break whatever quotes carelessly, from a seed.
struct HostileNames: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static let pieces = [
    "\"", "\"\"", "'", "`", "\\", "e\u{301}", "\u{E9}", "\u{301}", "\"\u{301}", "\r\n", "\n", "\r",
    "\t", "\u{1}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{202E}", "\u{2028}", "\u{FEFF}", "\u{FFFF}",
    "${", "}", "${HOME}", "${A:-b}", "${{x}}", "#{secret.", "#{secret.x}", "yes", "No", "null", "~",
    "true", "1e3", "0x1F", "123", ".", "a.b", ":", ": ", " #", "#", "- ", "---", "...", "[", "]",
    "{", ",", "*", "&a", "!t", "%", "@", "|", ">", "?", "=", "<<", " ", "$", "$1", ";", "--", "/*",
    "日本", "😀", "U&", "data", "table", "Select", "x", "Z9_",
  ]

  /// A name of 1 to 63 bytes; every fourth or so is 63 long.
  mutating func name() -> String {
    var name = ""
    let isLong = Int.random(in: 0..<4, using: &self) == 0
    let count = isLong ? 63 : Int.random(in: 1...4, using: &self)
    for _ in 0..<count {
      let piece = Self.pieces.randomElement(using: &self) ?? "x"
      if name.utf8.count + piece.utf8.count <= 63 { name += piece }
    }
    if isLong { name += String(repeating: "n", count: 63 - name.utf8.count) }
    return name
  }

  /// Names of which no two have the same bytes.
  mutating func names(_ count: Int) -> [String] {
    var names: [String] = []
    while names.count < count {
      let name = name()
      if !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { names.append(name) }
    }
    return names
  }
}
