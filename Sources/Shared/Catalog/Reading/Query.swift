/// A statement in a file of `Queries`, adapted to a server's version.
package enum Query {
  /// The text for `version` (`server_version_num`).
  ///
  /// A line that ends in `-- from N: TEXT` stays where `version >= N` and is replaced by TEXT
  /// where it is older; so the newest server runs the file unchanged.
  package static func text(_ file: [UInt8], version: Int) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(file.count)
    for line in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      result.append(contentsOf: fragment(line, version: version))
      result.append(UInt8(ascii: "\n"))
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let marker = Array("  -- from ".utf8)

  private static func fragment(_ line: ArraySlice<UInt8>, version: Int) -> ArraySlice<UInt8> {
    guard let start = line.firstRange(of: marker),
      let colon = line[start.upperBound...]
        .firstIndex(of: UInt8(ascii: ":")),
      let first = Int(String(decoding: line[start.upperBound..<colon], as: UTF8.self))
    else { return line }
    return version >= first ? line[..<start.lowerBound] : line[(colon + 1)...]
  }
}
