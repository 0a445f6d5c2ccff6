/// Reads one YAML document into nodes, strictly: no aliases, anchors, tags, duplicate keys or
/// second documents, within `Limits`.
package enum YAMLParser {
  /// The document's root.
  ///
  /// - Parameter most: nodes that are read.
  package static func parse(
    _ bytes: [UInt8], most: Int = Limits.nodes
  ) throws(YAMLError) -> Node {
    try TextRules.check(bytes)
    // With a fixed encoding libyaml takes a byte order mark for text.
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let parser = EventParser(hasMark ? Array(bytes.dropFirst(3)) : bytes)
    var builder = Builder(bytes: bytes, most: most)
    guard case .streamStart = try parser.next().kind else {
      throw YAMLError(code: "yaml-syntax", message: "the file is not YAML", line: 1, column: 1)
    }
    let start = try parser.next()
    guard case .documentStart = start.kind else {
      throw YAMLError(
        code: "yaml-empty", message: "the file is empty", line: 1, column: 1,
        hint: "blink-schema init writes one")
    }
    let root = try builder.node(try parser.next(), parser, depth: 1)
    _ = try parser.next()
    let after = try parser.next()
    guard case .streamEnd = after.kind else {
      throw YAMLError(
        code: "yaml-documents", message: "a second document starts here; only one is supported",
        line: after.line, column: after.column, hint: "remove everything from this --- on")
    }
    return root
  }

  private struct Builder {
    let bytes: [UInt8]
    let most: Int
    private static let inlineBytes = 15
    private static let sharedKeys = 1_000
    private var count = 0
    private var keys: [[UInt8]: String] = [:]
    private lazy var lines = TextLines(bytes)

    init(bytes: [UInt8], most: Int) {
      self.bytes = bytes
      self.most = most
    }

    mutating func node(
      _ event: EventParser.Event, _ parser: borrowing EventParser, depth: Int
    ) throws(YAMLError) -> Node {
      try check(event, depth)
      switch event.kind {
      case .scalar(let text, let isPlain):
        let node = Node(
          value: .scalar(text, isPlain: isPlain), line: event.line, column: event.column,
          endLine: event.endLine, endColumn: event.endColumn)
        return event.isBlock ? trimmed(node) : node
      case .sequenceStart:
        var items: [Node] = []
        var end = try parser.next()
        while true {
          if case .end = end.kind { break }
          items.append(try node(end, parser, depth: depth + 1))
          end = try parser.next()
        }
        // Without the room it has grown into.
        items = items.map(\.self)
        return collection(.sequence(items), from: event, to: end, last: items.last)
      case .mappingStart:
        let (pairs, end) = try pairs(parser, depth)
        return collection(.mapping(pairs), from: event, to: end, last: pairs.last?.value)
      default: throw error("yaml-syntax", "a value is expected here", event)
      }
    }

    /// libyaml ends a block scalar before what follows it, behind any number of empty lines.
    private mutating func trimmed(_ node: Node) -> Node {
      guard node.endColumn == 1 else { return node }
      var end = node.endLine
      repeat {
        end -= 1
      } while end > node.line && lines.line(end).allSatisfy { $0 == UInt8(ascii: " ") }
      return node.ending(line: end, column: lines.line(end).count { $0 & 0xC0 != 0x80 } + 1)
    }

    /// A collection in block style ends where its last member does.
    private func collection(
      _ value: Node.Value, from start: EventParser.Event, to end: EventParser.Event, last: Node?
    ) -> Node {
      let (endLine, endColumn) =
        start.isFlow
        ? (end.endLine, end.endColumn)
        : (last?.endLine ?? start.endLine, last?.endColumn ?? start.endColumn)
      return Node(
        value: value, line: start.line, column: start.column, endLine: endLine,
        endColumn: endColumn, isFlow: start.isFlow)
    }

    private mutating func pairs(
      _ parser: borrowing EventParser, _ depth: Int
    ) throws(YAMLError) -> (pairs: [Node.Pair], end: EventParser.Event) {
      var pairs: [Node.Pair] = []
      var places: [[UInt8]: Int] = [:]
      while true {
        let key = try parser.next()
        if case .end = key.kind { return (pairs.map(\.self), key) }
        try check(key, depth + 1)
        guard case .scalar(let name, _) = key.kind else {
          throw error("yaml-key", "a key must be a simple name", key)
        }
        if name == "<<" {
          throw error("yaml-merge", "merge keys are not supported", key, "write the keys out")
        }
        if let first = places.updateValue(key.line, forKey: Array(name.utf8)) {
          throw error(
            "yaml-duplicate", "duplicate key `\(name)`; the first is in line \(first)",
            key, "keep one of them")
        }
        let value = try node(try parser.next(), parser, depth: depth + 1)
        pairs.append(
          Node.Pair(key: shared(name), line: key.line, column: key.column, value: value))
      }
    }

    /// The key as it was read first: one that is too long for the string itself would have
    /// memory of its own each time.
    private mutating func shared(_ key: String) -> String {
      guard key.utf8.count > Self.inlineBytes else { return key }
      let bytes = Array(key.utf8)
      if let known = keys[bytes] { return known }
      if keys.count < Self.sharedKeys { keys[bytes] = key }
      return key
    }

    private mutating func check(
      _ event: EventParser.Event, _ depth: Int
    ) throws(YAMLError) {
      count += 1
      if depth > Limits.depth {
        throw error("yaml-depth", "more than \(Limits.depth) levels deep", event)
      }
      if count > most { throw error("yaml-size", "more than \(most) nodes", event) }
      if case .alias = event.kind {
        throw error("yaml-alias", "aliases are not supported", event, "write the value out")
      }
      if event.hasAnchor {
        throw error("yaml-anchor", "anchors are not supported", event, "write the value out")
      }
      if let tag = event.tag {
        throw error("yaml-tag", "tags like `\(tag)` are not supported", event, "remove the tag")
      }
      if case .scalar(let text, _) = event.kind {
        if text.utf8.count > Limits.scalarBytes {
          throw error("yaml-size", "a value of more than \(Limits.scalarBytes) bytes", event)
        }
        if text.utf8.contains(0) { throw error("yaml-nul", "a value with a NUL byte", event) }
      }
    }

    private func error(
      _ code: String, _ message: String, _ event: EventParser.Event, _ hint: String? = nil
    ) -> YAMLError {
      YAMLError(code: code, message: message, line: event.line, column: event.column, hint: hint)
    }
  }
}
