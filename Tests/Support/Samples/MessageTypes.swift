/// The type bytes of the messages in one direction of a PostgreSQL session.
struct MessageTypes {
  /// Whether the first message is still to come, which has no type.
  private var hasStartup: Bool
  private var pending: [UInt8] = []

  init(hasStartup: Bool) { self.hasStartup = hasStartup }

  /// Takes bytes; gives the types of the messages that are complete with them.
  mutating func read(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    pending += bytes
    var types: [UInt8] = []
    var place = 0
    while true {
      let head = hasStartup ? 0 : 1
      guard pending.count - place >= head + 4 else { break }
      let length = pending[(place + head)..<(place + head + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard pending.count - place >= head + length else { break }
      if !hasStartup { types.append(pending[place]) }
      hasStartup = false
      place += head + length
    }
    pending.removeFirst(place)
    return types
  }
}
