import Testing
import YAML

/// Where nodes begin and end: replacing the bytes of one leaves every other byte as it is.
@Suite struct NodePlaceTests {
  /// The values of a mapping at the root, and the bytes of each.
  private func places(_ text: String) throws -> [(key: String, node: Node, bytes: String)] {
    let bytes = Array(text.utf8)
    let root = try YAMLParser.parse(bytes)
    guard case .mapping(let pairs) = root.value else { return [] }
    let lines = TextLines(bytes)
    return pairs.map { pair in
      (pair.key, pair.value, String(decoding: bytes[lines.range(of: pair.value)], as: UTF8.self))
    }
  }

  @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
  func bytesOfEveryKindOfValue(newline: String, mark: String) throws {
    let text =
      """
      plain: some words   # a comment: é
      "quöted": "a \\"q\\" # é🦆"  # c
      single: 'it''s # x'
      lines: one
        two

        three   # c
      folded: "one
        two \\
        three" # c
      literal: |
        one
          two

      kept: >+
        one

      chomped: >-  # c

        é
      # comment
      empty:
      none:   # c
      flow: {a: 1, "b": [x, {y: 'é'}], }  # c
      long: [a,
        b # ]
        ]   # c
      e\u{301}: last
      """
    let expected = [
      ("plain", "some words"), ("quöted", "\"a \\\"q\\\" # é🦆\""), ("single", "'it''s # x'"),
      ("lines", "one\n  two\n\n  three"), ("folded", "\"one\n  two \\\n  three\""),
      ("literal", "|\n  one\n    two"), ("kept", ">+\n  one"), ("chomped", ">-  # c\n\n  é"),
      ("empty", ""), ("none", ""), ("flow", "{a: 1, \"b\": [x, {y: 'é'}], }"),
      ("long", "[a,\n  b # ]\n  ]"), ("e\u{301}", "last"),
    ]
    let places = try places(mark + text.replacing("\n", with: newline))
    #expect(places.count == expected.count)
    for (place, (key, bytes)) in zip(places, expected) {
      #expect(place.key.utf8.elementsEqual(key.utf8))
      #expect(place.bytes.utf8.elementsEqual(bytes.replacing("\n", with: newline).utf8), "\(key)")
    }
  }

  @Test func aBlockEndsWhereItsLastMemberDoes() throws {
    let text = """
      list:
        - a: 1
          b: x  # c

        # about the next
        - a: 2
          b: |
            text

        - {a: 3,
           b: y}

      # behind
      map:
        k:
          - z


      tail: t
      """
    let places = try places(text)
    let ends = places.map { [$0.node.line, $0.node.endLine, $0.node.endColumn] }
    #expect(ends == [[2, 11, 11], [15, 16, 8], [19, 19, 8]])
    guard case .sequence(let items) = places[0].node.value else {
      Issue.record("no list")
      return
    }
    #expect(
      items.map { [$0.line, $0.column, $0.endLine] } == [[2, 5, 3], [6, 5, 8], [10, 5, 11]])
    #expect(items.map(\.isFlow) == [false, false, true])
  }

  @Test func aBlockScalarAtTheEndOfTheFile() throws {
    for (text, bytes) in [
      ("a: |\n  x", "|\n  x"), ("a: |\n  x\n", "|\n  x"), ("a: |\n  x\n\n\n", "|\n  x"),
      ("a: >-\n  x\n  \n", ">-\n  x"), ("a: |\n", "|"), ("a: |\nb: 1\n", "|"),
    ] {
      #expect(try places(text).first?.bytes == bytes, "\(text.debugDescription)")
    }
  }

  @Test func listsAtTheIndentOfTheirKey() throws {
    let places = try places("a:\n- x\n- y: 1\n  z: 2\nb: 3\n")
    #expect(places[0].bytes == "- x\n- y: 1\n  z: 2")
    #expect(places[1].bytes == "3")
  }
}
