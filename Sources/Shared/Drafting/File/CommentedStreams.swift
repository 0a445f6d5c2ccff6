import YAML

/// Finds the streams that are commented out in a file, as far as they are still as they were
/// generated.
struct CommentedStreams {
  private let text: TextLines
  private let schemaText: SchemaText
  /// The lines that name one.
  private let names: [String: Int]

  init(_ schema: FileSchema, _ schemaText: SchemaText) {
    text = schema.text
    self.schemaText = schemaText
    var names: [String: Int] = [:]
    for number in 1...max(1, schema.text.count) {
      let line = schema.text.line(number).drop { $0 == UInt8(ascii: " ") }
      if line.starts(with: "# - stream: ".utf8) {
        names[String(decoding: line, as: UTF8.self)] = number
      }
    }
    self.names = names
  }

  /// Its lines.
  func lines(of draft: StreamDraft) -> Range<Int>? {
    let wanted = schemaText.lines(draft).map { $0.drop { $0 == " " } }
    guard let offset = wanted.firstIndex(where: { $0.hasPrefix("# - stream: ") }),
      let number = names[String(wanted[offset])], number > offset
    else { return nil }
    let start = number - offset
    let isSame = wanted.indices.allSatisfy { index in
      text.line(start + index).drop { $0 == UInt8(ascii: " ") }
        .elementsEqual(wanted[index].utf8)
    }
    return isSame ? start..<start + wanted.count : nil
  }

  /// Whether two drafts have the same text in a file.
  func areAlike(_ a: StreamDraft, _ b: StreamDraft) -> Bool {
    schemaText.lines(a) == schemaText.lines(b)
  }
}
