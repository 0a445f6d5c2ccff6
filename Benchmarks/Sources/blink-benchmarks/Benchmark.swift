/// One thing that is done a number of times, so that its instructions can be counted.
struct Benchmark: Sendable {
  let name: String
  /// How often it is done for one count.
  var iterations = 1000
  /// Prepares, then does it so often; gives something that depends on all of it.
  let run: @Sendable (_ iterations: Int) throws -> Int

  static let all: [Benchmark] =
    [frameToMessage, copyToJSON, escapedCopyToJSON, yamlParse, identifierQuoting]
    + Family.all.map(messageToJSON)
}
