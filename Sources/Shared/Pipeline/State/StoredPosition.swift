import Postgres

/// What `<slot>.position` holds: how far the state of `epoch` has moved on.
struct StoredPosition: Equatable {
  /// The state that it belongs to; with any other state it says nothing.
  var epoch: String
  var position: LSN
}

extension StoredPosition: Codable {
  private enum CodingKeys: String, CodingKey { case epoch, position }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    epoch = try values.decode(String.self, forKey: .epoch)
    guard let lsn = LSN(try values.decode(String.self, forKey: .position)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .position, in: values, debugDescription: "not a position")
    }
    position = lsn
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(epoch, forKey: .epoch)
    try values.encode(position.description, forKey: .position)
  }
}
