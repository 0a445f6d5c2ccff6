import Postgres
import Replication

// bare-reader CONNINFO SLOT END: reads a slot as blink-run does, pauses included, and throws away
// what comes. What it costs is what reading costs: decoding, JSON and the sink are on top.
guard CommandLine.arguments.count == 4, let end = LSN(CommandLine.arguments[3]) else {
  preconditionFailure("usage: bare-reader CONNINFO SLOT END")
}
let connection = try Connection.open(
  ConnectionParameters(conninfo: CommandLine.arguments[1]), applicationName: "bare-reader",
  replication: true)
let slot = Identifier(CommandLine.arguments[2])
try connection.startCopy(
  "START_REPLICATION SLOT \(slot.quoted) LOGICAL 0/0"
    + " (proto_version '1', publication_names 'bench')",
  both: true)

var pacing = ReadPacing(isLocal: connection.isLocal, now: .now)
var position = LSN.zero
var problem: DecodeError?
var isAsked = false
while position < end {
  let state = connection.nextCopyMessage { bytes in
    pacing.took(bytes.count)
    do throws(DecodeError) {
      switch try Frame.decode(bytes) {
      case .data(let walEnd, _): position = max(position, walEnd)
      case .keepalive(let walEnd, let replyRequested):
        position = max(position, walEnd)
        isAsked = replyRequested
      }
    } catch {
      problem = error
    }
  }
  if let problem { throw problem }
  switch state {
  case .message:
    guard isAsked else { break }
    isAsked = false
    let status = StatusUpdate(written: position, flushed: .zero)
    try connection.sendCopyMessage(status.encoded(clock: 0))
  case .wouldBlock: _ = try pacing.take(from: connection, or: -1)
  case .ended:
    try connection.finishCopy()
    throw ServerError(sqlstate: "08006", message: "the server ended the stream")
  }
}
