/// What pg_hba.conf was asked, as reported in the server's refusal.
///
/// 14 and later: `no pg_hba.conf entry for host "10.2.3.4", user "cdc", database "shop", no
/// encryption`; up to 13 `SSL off` at the end, and for every replication session, also a logical
/// one, `for replication connection from host "10.2.3.4", user "cdc", SSL off`.
struct AccessRefusal {
  /// The client's address; nil if the message is in another language, or for a socket.
  let address: String?
  let isSocket: Bool
  /// Whether the session was encrypted; nil if the message does not say.
  let isEncrypted: Bool?
  /// Whether a line of the file rejects, instead of none being there.
  let isRejected: Bool
  /// Whether the server speaks of replication although a line for the database is what is missing.
  let isMisleading: Bool

  init(_ message: String) {
    let client = message.firstRange(of: "host \"").map { range in
      String(message[range.upperBound...].prefix { $0 != "\"" })
    }
    isSocket = client == "[local]"
    address = isSocket ? nil : client
    isRejected = message.contains("rejects")
    isMisleading = message.contains("replication connection")
    if message.contains("SSL encryption") || message.contains("SSL on") {
      isEncrypted = true
    } else if message.contains("no encryption") || message.contains("SSL off") {
      isEncrypted = false
    } else {
      isEncrypted = nil
    }
  }

  /// The line that would admit the role; both names come quoted, which also takes the meaning of
  /// a keyword from them.
  func line(database: String, role: String) -> String {
    if isSocket { return "local \(database) \(role) scram-sha-256" }
    let mask = address.map { $0.contains(":") ? "\($0)/128" : "\($0)/32" } ?? "ADDRESS"
    return "\(isEncrypted == false ? "host" : "hostssl") \(database) \(role) \(mask) scram-sha-256"
  }
}
