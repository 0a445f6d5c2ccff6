import Postgres

extension NativeName {
  private enum Token: Equatable {
    /// Letters, digits and the like, as written.
    case word(String)
    case quoted(String)
    case symbol(UInt8)
  }

  /// Reads a type's name in any of its spellings; nil if the text is none.
  init?(parsing text: String) {
    guard var tokens = Self.tokens(Array(text.utf8)) else { return nil }
    let modifiers = Self.takeModifiers(&tokens)
    var isArray = false
    while let open = tokens.firstIndex(of: .symbol(UInt8(ascii: "["))) {
      guard let close = tokens[open...].firstIndex(of: .symbol(UInt8(ascii: "]"))) else {
        return nil
      }
      tokens.removeSubrange(open...close)
      isArray = true
    }
    if tokens.count > 1, case .word(let word) = tokens[tokens.count - 1],
      word.lowercased() == "array"
    {
      tokens.removeLast()
      isArray = true
    }
    guard let named = Self.named(tokens, modifiers) else { return nil }
    self = named
    self.modifiers = modifiers
    if isArray { self.isArray = true }
  }

  /// A name without modifiers and brackets.
  private static func named(_ tokens: [Token], _ modifiers: [Int]) -> NativeName? {
    let dot = Token.symbol(UInt8(ascii: "."))
    if tokens.count == 3, tokens[1] == dot, let schema = folded(tokens[0]),
      let name = folded(tokens[2]), let unfolded = written(tokens[2])
    {
      var result = unqualified(name: name, unfolded: unfolded, isQuoted: true)
      result.schema = schema
      result.isBuiltIn = schema == "pg_catalog"
      if case .word = tokens[2], result.isBuiltIn {
        result.name = TypeSpelling.builtIn[name.text] ?? name
      }
      return result
    }
    if tokens.count == 1, case .quoted(let name) = tokens[0] {
      return unqualified(name: Identifier(name), unfolded: Identifier(name), isQuoted: true)
    }
    var words: [String] = []
    for token in tokens {
      guard case .word(let word) = token else { return nil }
      words.append(word)
    }
    guard let first = words.first else { return nil }
    let phrase = words.joined(separator: " ").lowercased()
    if phrase == "array" || phrase == "user-defined" {
      var family = unqualified(name: "", unfolded: "", isQuoted: true)
      family.isFamily = true
      family.isArray = phrase == "array"
      return family
    }
    var result = unqualified(
      name: Identifier(phrase), unfolded: Identifier(words.joined(separator: " ")),
      isQuoted: false)
    // "interval day to second", "interval second(3)".
    if first.lowercased() == "interval" { result.name = "interval" }
    if phrase == "float", let bits = modifiers.first, bits <= 24 { result.name = "float4" }
    return result
  }

  private static func unqualified(
    name: Identifier, unfolded: Identifier, isQuoted: Bool
  ) -> NativeName {
    var result = NativeName(schema: nil, name: name, unfolded: unfolded, isBuiltIn: false)
    guard !isQuoted else { return result }
    if let builtIn = TypeSpelling.builtIn[name.text] {
      result.name = builtIn
      result.isBuiltIn = true
    } else if name.text.utf8.first == UInt8(ascii: "_") {
      // `_int4`, as pg_type and information_schema's udt_name call an array.
      let element = String(decoding: name.text.utf8.dropFirst(), as: UTF8.self)
      result.isBuiltIn = TypeSpelling.builtIn[element] != nil
      result.name = Identifier(element)
      result.unfolded = Identifier(String(decoding: unfolded.text.utf8.dropFirst(), as: UTF8.self))
      result.isArray = true
    }
    return result
  }

  private static func written(_ token: Token) -> Identifier? {
    switch token {
    case .word(let text), .quoted(let text): Identifier(text)
    case .symbol: nil
    }
  }

  private static func folded(_ token: Token) -> Identifier? {
    if case .word(let text) = token { return Identifier(text.lowercased()) }
    return written(token)
  }

  /// Removes `(12,2)`, wherever it is: `timestamp(3) with time zone`.
  private static func takeModifiers(_ tokens: inout [Token]) -> [Int] {
    guard let open = tokens.firstIndex(of: .symbol(UInt8(ascii: "("))),
      let close = tokens[open...].firstIndex(of: .symbol(UInt8(ascii: ")")))
    else { return [] }
    let numbers = tokens[open...close].compactMap { token -> Int? in
      if case .word(let text) = token { return Int(text) }
      return nil
    }
    tokens.removeSubrange(open...close)
    return numbers
  }

  private static func tokens(_ bytes: [UInt8]) -> [Token]? {
    let symbols = Set("()[],.".utf8)
    let blanks = Set(" \t\n\r".utf8)
    let quote = UInt8(ascii: "\"")
    var tokens: [Token] = []
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if blanks.contains(byte) {
        place += 1
      } else if symbols.contains(byte) {
        tokens.append(.symbol(byte))
        place += 1
      } else if byte == quote {
        guard let text = quotedText(bytes, &place) else { return nil }
        tokens.append(.quoted(text))
      } else {
        let start = place
        while place < bytes.count, !symbols.contains(bytes[place]),
          !blanks.contains(bytes[place]), bytes[place] != quote
        { place += 1 }
        tokens.append(.word(String(decoding: bytes[start..<place], as: UTF8.self)))
      }
    }
    return tokens
  }

  /// The text between the quotes, of which the first is at `place`.
  private static func quotedText(_ bytes: [UInt8], _ place: inout Int) -> String? {
    let quote = UInt8(ascii: "\"")
    var content: [UInt8] = []
    place += 1
    while place < bytes.count {
      if bytes[place] == quote {
        place += 1
        guard place < bytes.count, bytes[place] == quote else {
          return String(decoding: content, as: UTF8.self)
        }
      }
      content.append(bytes[place])
      place += 1
    }
    return nil
  }
}
