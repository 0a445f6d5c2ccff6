import Foundation
import Support

/// A name that resolves to this machine but is not literally loopback: it counts as off-host.
enum OffHost {
  static func name() throws -> String {
    let hosts = try String(contentsOfFile: "/etc/hosts", encoding: .utf8)
    for line in hosts.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let address = parts.first, address.hasPrefix("127.") else { continue }
      if let name = parts.dropFirst().first(where: { $0 != "localhost" }) { return name }
    }
    let name = "blink-offhost.test"
    guard let handle = FileHandle(forWritingAtPath: "/etc/hosts") else {
      throw SupportError("no name for loopback in /etc/hosts, and it cannot be written")
    }
    handle.seekToEndOfFile()
    handle.write(Data("127.0.0.1 \(name)\n".utf8))
    try handle.close()
    return name
  }
}
