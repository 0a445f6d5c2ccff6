import Foundation
import Support

/// A root certificate and one for a server.
struct Certificates {
  let folder: TemporaryDirectory
  var root: String { folder.path + "/root.crt" }

  /// A root and a server certificate for `host`.
  init(host: String) throws {
    folder = try TemporaryDirectory()
    let path = folder.path
    for command in [
      "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=root -keyout \(path)/root.key -out \(path)/root.crt",
      "req -newkey rsa:2048 -nodes -subj /CN=\(host) -addext subjectAltName=DNS:\(host)"
        + " -keyout \(path)/server.key -out \(path)/server.csr",
      "x509 -req -in \(path)/server.csr -CA \(path)/root.crt -CAkey \(path)/root.key"
        + " -CAcreateserial -days 2 -copy_extensions copy -out \(path)/server.crt",
    ] {
      let outcome = try Program.run(
        "/usr/bin/openssl", command.split(separator: " ").map(String.init))
      guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
    }
  }

  func install(in cluster: TestCluster) throws {
    for file in ["server.key", "server.crt"] {
      let target = cluster.dataDirectory + "/" + file
      try FileManager.default.copyItem(atPath: folder.path + "/" + file, toPath: target)
      _ = try Program.run("/bin/chmod", ["600", target])
      if geteuid() == 0 { _ = try Program.run("/bin/chown", ["postgres", target]) }
    }
  }
}
