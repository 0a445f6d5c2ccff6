/// Words of commands that are printed for somebody to run.
package enum ShellText {
  /// One word for a POSIX shell, in quotes only where it needs them.
  package static func word(_ value: String) -> String {
    let plain = Set("_-./:@%+,".utf8)
    let isPlain =
      !value.isEmpty
      && value.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || plain.contains(byte)
      }
    if isPlain { return value }
    var bytes = [UInt8(ascii: "'")]
    for byte in value.utf8 {
      if byte == UInt8(ascii: "'") { bytes += Array("'\\'".utf8) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "'"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
