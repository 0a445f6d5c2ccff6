private import CLibPQ
package import Diagnostics
private import Glibc

/// The connection's address and role: libpq's keywords, as written by the user.
///
/// A keyword that is not written is left to libpq, whose environment (`PGHOST`, `PGSERVICE`,
/// `~/.pgpass` …) then decides. The password is kept apart and never described.
/// Source: PostgreSQL documentation, "libpq: Database Connection Control Functions".
package struct ConnectionParameters: Sendable, Equatable, CustomStringConvertible {
  private var keywords: [Keyword] = []
  package private(set) var password: Secret?

  private struct Keyword: Sendable, Equatable {
    var name: String
    var value: String
  }

  /// Nothing written: libpq's environment decides everything.
  package init() {}

  /// Reads a URI or a keyword string the way libpq does.
  ///
  /// - Throws: a usage `Failure`; the text itself is not repeated, as it may hold a password.
  package init(conninfo: String) throws(Failure) {
    guard !conninfo.utf8.contains(0) else {
      throw Self.malformed("it contains a NUL byte")
    }
    var problem: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(conninfo, &problem) else {
      // libpq quotes only the offending keyword, but a stray password can be taken for one.
      if let problem = unsafe problem { unsafe PQfreemem(problem) }
      throw Self.malformed("libpq cannot parse it")
    }
    defer { unsafe PQconninfoFree(options) }
    for option in unsafe Self.list(options) {
      set(option.name, option.value)
    }
  }

  private static func malformed(_ reason: String) -> Failure {
    Failure(
      .usage, "the connection string is not valid: \(reason)",
      why: "its text is not shown, because it may contain a password",
      remedies: [
        "write it as postgresql://user@host:5432/database or as host=… user=… dbname=…",
        "in a URI, write special characters of a password as %XX",
      ])
  }

  /// Writes a keyword; nil and the empty text leave it to libpq's environment.
  package mutating func set(_ keyword: String, _ value: String?) {
    if keyword == "password" {
      set(password: value.map(Secret.init))
      return
    }
    keywords.removeAll { $0.name == keyword }
    if let value, !value.isEmpty { keywords.append(Keyword(name: keyword, value: value)) }
  }

  /// Writes the password; nil and the empty text leave it to libpq (`PGPASSWORD`, `~/.pgpass`).
  package mutating func set(password: Secret?) {
    self.password = password.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The value as it was written here; nil if libpq decides.
  package func written(_ keyword: String) -> String? {
    keywords.first { $0.name == keyword }?.value
  }

  /// The value that libpq will use: the written one, else the one of its environment or of the
  /// service file, else its built-in default. Nil if there is none.
  package func effective(_ keyword: String) -> String? {
    if let value = written(keyword) { return value }
    if written("service") != nil { return serviceValue(keyword) }
    guard let defaults = unsafe PQconndefaults() else { return nil }
    defer { unsafe PQconninfoFree(defaults) }
    return unsafe Self.list(defaults).first { $0.name == keyword }?.value
  }

  /// Only libpq reads service files, and only while it starts a connection.
  private func serviceValue(_ keyword: String) -> String? {
    unsafe withKeywordArrays { names, values in
      guard let handle = unsafe PQconnectStartParams(names, values, 0) else { return nil }
      defer { unsafe PQfinish(handle) }
      guard let options = unsafe PQconninfo(handle) else { return nil }
      defer { unsafe PQconninfoFree(options) }
      return unsafe Self.list(options).first { $0.name == keyword }?.value
    }
  }

  private static func list(
    _ options: UnsafeMutablePointer<PQconninfoOption>
  ) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var option = unsafe options
    while let name = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe result.append((String(cString: name), String(cString: value)))
      }
      unsafe option += 1
    }
    return result
  }

  /// Lends libpq's two parallel, null-terminated arrays.
  func withKeywordArrays<R>(
    adding extra: [(String, String)] = [],
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>
    ) -> R
  ) -> R {
    var pairs = keywords.map { ($0.name, $0.value) } + extra
    if let password { pairs.append(("password", password.reveal())) }
    let names = unsafe pairs.map { unsafe strdup($0.0) }
    let values = unsafe pairs.map { unsafe strdup($0.1) }
    defer {
      unsafe names.forEach { unsafe free($0) }
      unsafe values.forEach { unsafe free($0) }
    }
    let namePointers = unsafe names.map { unsafe UnsafePointer<CChar>($0) } + [nil]
    let valuePointers = unsafe values.map { unsafe UnsafePointer<CChar>($0) } + [nil]
    return unsafe namePointers.withUnsafeBufferPointer { names in
      unsafe valuePointers.withUnsafeBufferPointer { values in
        guard let first = names.baseAddress, let second = values.baseAddress else {
          preconditionFailure("the arrays end in a null pointer, so they are never empty")
        }
        return unsafe body(first, second)
      }
    }
  }

  /// The keywords that say where and as whom, as libpq reads them; never the password.
  package var conninfo: String {
    let names = [
      "service", "host", "hostaddr", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert",
      "sslkey",
    ]
    return keywords.filter { names.contains($0.name) }.map { keyword in
      let isPlain = !keyword.value.utf8.contains { $0 <= 0x20 || $0 == 0x27 || $0 == 0x5C }
      let escaped = keyword.value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return isPlain ? "\(keyword.name)=\(keyword.value)" : "\(keyword.name)='\(escaped)'"
    }.joined(separator: " ")
  }

  /// The written keywords without the password.
  package var description: String {
    keywords.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
