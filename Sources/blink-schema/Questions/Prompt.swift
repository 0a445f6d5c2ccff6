import Diagnostics
import System

/// Questions on the terminal: asked on stderr, answered on stdin.
enum Prompt {
  /// Whether questions can be asked: stdin and stderr are terminals, and CI is not set.
  static var isPossible: Bool {
    Terminal.isTerminal(0) && Terminal.isTerminal(2) && ProcessEnvironment.nonEmpty("CI") == nil
  }

  /// Asks until there are no more questions; returns the questionnaire with the answers.
  static func run(_ start: Questionnaire) throws(Failure) -> Questionnaire {
    var questionnaire = start
    while let question = questionnaire.question {
      let line = try ask(question)
      Terminal.error("  " + questionnaire.answer(line))
    }
    if questionnaire.picksNothing {
      throw Failure(.nothingSelected, "nothing was selected; nothing was written")
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
  /// - Throws: if the input ended (Ctrl-D). Ctrl-C ends the process, since nothing has started.
  private static func ask(_ question: String) throws(Failure) -> String {
    Terminal.prompt(question)
    guard let line = StandardInput.line() else {
      Terminal.error("")
      throw cancelled
    }
    var text = Substring(line)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
