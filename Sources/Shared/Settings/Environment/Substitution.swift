/// `${NAME}`, `${NAME:default}` and `${NAME:-default}` in a scalar's value
/// (docs/reference/configuration.md). Once, over bytes; what was put in is not looked at again.
package enum Substitution {
  /// The text with every variable replaced, and the names that had neither value nor default.
  package static func expand(
    _ text: String, _ lookup: (String) -> String?
  ) -> (text: String, missing: [String]) {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var missing: [String] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place] == dollar, place + 1 < bytes.count, bytes[place + 1] == open else {
        output.append(bytes[place])
        place += 1
        continue
      }
      if place + 2 < bytes.count, bytes[place + 2] == open,
        let end = find(bytes, place + 3, close, close)
      {
        // `${{X}}` is a literal `${X}`.
        output += [dollar, open] + bytes[(place + 3)..<end] + [close]
        place = end + 2
      } else if let (value, next) = variable(bytes, place + 2, lookup, &missing) {
        output += value
        place = next
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
    return (String(decoding: output, as: UTF8.self), missing)
  }

  private static let dollar = UInt8(ascii: "$")
  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")

  private static func find(_ bytes: [UInt8], _ from: Int, _ a: UInt8, _ b: UInt8) -> Int? {
    var place = from
    while place + 1 < bytes.count {
      if bytes[place] == a, bytes[place + 1] == b { return place }
      place += 1
    }
    return nil
  }

  /// One variable whose name begins at `start`; nil where the text is not one.
  private static func variable(
    _ bytes: [UInt8], _ start: Int, _ lookup: (String) -> String?, _ missing: inout [String]
  ) -> ([UInt8], Int)? {
    var end = start
    while end < bytes.count, isName(bytes[end], first: end == start) { end += 1 }
    guard end > start, end < bytes.count else { return nil }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    if bytes[end] == close {
      if let value = lookup(name) { return (Array(value.utf8), end + 1) }
      missing.append(name)
      return ([], end + 1)
    }
    guard bytes[end] == UInt8(ascii: ":"), let last = bytes[end...].firstIndex(of: close) else {
      return nil
    }
    var fallback = bytes[(end + 1)..<last]
    let value = lookup(name)
    if fallback.first == UInt8(ascii: "-") {
      fallback = fallback.dropFirst()
      if let value, !value.isEmpty { return (Array(value.utf8), last + 1) }
      return (Array(fallback), last + 1)
    }
    return (value.map { Array($0.utf8) } ?? Array(fallback), last + 1)
  }

  private static func isName(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "_"):
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
    default: false
    }
  }
}
