@testable import Events
import Testing

/// The search by words against the search by bytes.
@Suite struct StopBytesTests {
  /// What a plain loop finds.
  private func plain(_ bytes: [UInt8], _ range: Range<Int>, _ stops: StopBytes) -> Int {
    range.first { stops.contains(bytes[$0]) } ?? range.upperBound
  }

  @Test func everyByteAtEveryPlace() {
    check(Array(UInt8.min...UInt8.max), lengths: Array(0...17))
    // Both sides of every comparison, in what is searched 32 bytes at a time, about its ends.
    let edges: [UInt8] = [0, 9, 10, 13, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80]
    check(edges + edges.map { $0 | 0x80 }, lengths: [30, 31, 32, 33, 47, 48, 49, 63, 64, 65, 66])
  }

  private func check(_ bytes: [UInt8], lengths: [Int]) {
    var wrong: [String] = []
    // Behind the range stands nothing, or enough stops to be read with it.
    for (stops, behind) in [
      (StopBytes.escaped, 0), (.escaped, 16), (.lineEnds, 0), (.lineEnds, 15), (.lineEnds, 17),
    ] {
      for byte in bytes {
        for length in lengths {
          for place in 0..<max(1, length) {
            for fill: UInt8 in [0x61, 0xFF, 0x23] {
              var bytes = [UInt8](repeating: fill, count: length)
              if place < length { bytes[place] = byte }
              bytes += [UInt8](repeating: stops.contains(0x22) ? 0x22 : 0x0A, count: behind)
              var output = ByteBuffer(capacity: 64)
              output.append(UInt8(ascii: "<"))
              let end = output.append(bytes.span, 0..<length, until: stops)
              let written = unsafe output.withBytes { unsafe Array($0) }
              let isRight =
                end == plain(bytes, 0..<length, stops)
                && written == [UInt8(ascii: "<")] + bytes[0..<end]
              if !isRight {
                wrong.append("\(byte) at \(place) of \(length)+\(behind) among \(fill)")
              }
            }
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test func whatStandsBehindTheRangeCountsForNothing() {
    let bytes = Array("ab\"cdefghijklmnop\\".utf8)
    for lower in bytes.indices {
      for upper in lower...bytes.count {
        var output = ByteBuffer(capacity: 64)
        let end = output.append(bytes.span, lower..<upper, until: .escaped)
        #expect(end == plain(bytes, lower..<upper, .escaped))
        #expect(unsafe output.withBytes { unsafe Array($0) } == Array(bytes[lower..<end]))
      }
    }
  }
}
