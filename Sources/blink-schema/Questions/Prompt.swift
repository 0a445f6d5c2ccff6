import Diagnostics
import Glibc
import System

/// Questions on the terminal: asked on stderr, answered on stdin.
enum Prompt {
  /// Whether somebody can be asked: two terminals, and no CI.
  static var isPossible: Bool {
    let isCI = unsafe getenv("CI").map { unsafe $0.pointee != 0 } ?? false
    return isatty(0) == 1 && isatty(2) == 1 && !isCI
  }

  /// Asks until there are no more questions; gives it back with the answers.
  static func run(_ start: Questionnaire) throws(Failure) -> Questionnaire {
    var questionnaire = start
    while let question = questionnaire.question {
      let line = try ask(question)
      Terminal.error("  " + questionnaire.answer(line))
    }
    if questionnaire.picksNothing {
      throw Failure(.nothingSelected, "nothing was picked; nothing was written")
    }
    return questionnaire
  }

  /// Asks whether to go on; Enter means yes.
  static func confirm(_ question: String) throws(Failure) {
    while true {
      switch try ask("\(question) [Y/n] ") {
      case "", "y", "Y", "yes": return
      case "n", "N", "no": throw cancelled
      default: continue
      }
    }
  }

  private static let cancelled = Failure(.unexpected, "cancelled; nothing was written")

  /// Asks for a line.
  ///
  /// - Throws: where the input ended (Ctrl-D). Ctrl-C ends the process, as nothing was begun.
  private static func ask(_ question: String) throws(Failure) -> String {
    Terminal.prompt(question)
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = unsafe read(0, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else {
        Terminal.error("")
        throw cancelled
      }
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    var text = Substring(String(decoding: line, as: UTF8.self))
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
