import Start

/// What `<slot>.json` holds: the state, and the mark that ties `<slot>.position` to it.
struct StoredState: Equatable {
  var state: PipelineState
  /// New with every file that is written; nil in a file of a version that kept the position in
  /// it alone.
  var epoch: String?
}

extension StoredState: Codable {
  private enum CodingKeys: String, CodingKey { case epoch }

  init(from decoder: any Decoder) throws {
    state = try PipelineState(from: decoder)
    epoch = try decoder.container(keyedBy: CodingKeys.self)
      .decodeIfPresent(String.self, forKey: .epoch)
  }

  func encode(to encoder: any Encoder) throws {
    try state.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(epoch, forKey: .epoch)
  }
}
