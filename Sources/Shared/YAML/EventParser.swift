private import CLibYAML

/// Owner of libyaml's parser, which holds pointers into itself and into its input, so that
/// neither may move.
@safe struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// A parser over a copy of `bytes`, which must be UTF-8.
  init(_ bytes: [UInt8]) {
    unsafe input = .allocate(capacity: max(1, bytes.count))
    _ = unsafe input.initialize(from: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// One event, with its place from 1.
  struct Event {
    enum Kind {
      case streamStart, documentStart, documentEnd, streamEnd
      case alias, scalar(String, isPlain: Bool), sequenceStart, mappingStart, end
    }
    var kind: Kind
    var line: Int
    var column: Int
    /// Behind its last character; for the end of a block collection it says nothing.
    var endLine: Int
    var endColumn: Int
    /// Whether a collection is written in brackets or braces.
    var isFlow = false
    /// Whether a scalar is written below `|` or `>`.
    var isBlock = false
    var hasAnchor = false
    var tag: String?
  }

  /// The next event.
  func next() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    let (line, column) = unsafe (event.start_mark.line + 1, event.start_mark.column + 1)
    let (endLine, endColumn) = unsafe (event.end_mark.line + 1, event.end_mark.column + 1)
    var result = Event(
      kind: .streamEnd, line: Int(line), column: Int(column), endLine: Int(endLine),
      endColumn: Int(endColumn))
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: result.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_ALIAS_EVENT: result.kind = .alias
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: result.kind = .end
    case YAML_SEQUENCE_START_EVENT:
      result.kind = .sequenceStart
      result.isFlow = unsafe event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      result.hasAnchor = unsafe event.data.sequence_start.anchor != nil
      result.tag = unsafe event.data.sequence_start.tag.map { unsafe String(cString: $0) }
    case YAML_MAPPING_START_EVENT:
      result.kind = .mappingStart
      result.isFlow = unsafe event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      result.hasAnchor = unsafe event.data.mapping_start.anchor != nil
      result.tag = unsafe event.data.mapping_start.tag.map { unsafe String(cString: $0) }
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      result.isBlock = unsafe [YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE]
        .contains(scalar.style)
      result.kind = unsafe .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
      result.hasAnchor = unsafe scalar.anchor != nil
      result.tag = unsafe scalar.tag.map { unsafe String(cString: $0) }
    default: break
    }
    return result
  }

  private func problem() -> YAMLError {
    let state = unsafe parser.pointee
    var text = unsafe state.problem.map { unsafe String(cString: $0) } ?? "the file is not YAML"
    if let context = unsafe state.context { text += " (\(unsafe String(cString: context)))" }
    let mark = unsafe state.problem_mark
    let isTab = unsafe mark.index < input.count && input[Int(mark.index)] == UInt8(ascii: "\t")
    return YAMLError(
      code: "yaml-syntax", message: text, line: Int(mark.line) + 1, column: Int(mark.column) + 1,
      hint: isTab ? "a tab cannot indent: write spaces" : nil)
  }
}
