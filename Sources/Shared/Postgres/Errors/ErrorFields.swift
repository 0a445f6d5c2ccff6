private import CLibPQ
private import Diagnostics

/// The fields of an error or notice answer (PostgreSQL protocol, "Error and Notice Message
/// Fields"), sanitised for a terminal.
struct ErrorFields {
  var sqlstate: String
  var severity: String
  var message: String
  var detail: String?
  var hint: String?
  var context: String?

  /// Reads them from a result.
  @safe init(_ result: OpaquePointer) {
    func field(_ code: Character) -> String? {
      guard let value = code.asciiValue,
        let text = unsafe PQresultErrorField(result, Int32(value))
      else { return nil }
      return TerminalText.sanitized(unsafe String(cString: text))
    }
    sqlstate = field("C") ?? ""
    severity = field("V") ?? field("S") ?? "ERROR"
    message = field("M") ?? ""
    detail = field("D")
    hint = field("H")
    context = field("W")
  }
}
