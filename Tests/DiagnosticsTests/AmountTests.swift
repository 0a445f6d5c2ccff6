import Diagnostics
import Testing

/// Bytes and times in words.
@Suite struct AmountTests {
  @Test(arguments: [
    (0, "0 bytes"), (1_023, "1023 bytes"), (1_024, "1 kB"), (1_536, "1.5 kB"), (10 << 20, "10 MB"),
    (1_500 << 20, "1.5 GB"), (-5, "-5 bytes"), (5 << 40, "5 TB"), (.max, "8388608 TB"),
  ]) func bytes(_ count: Int, _ words: String) {
    #expect(Amount.bytes(count) == words)
  }

  @Test(arguments: [
    (0, "less than 1 s"), (1, "1 s"), (2.54, "2.5 s"), (119, "119 s"), (120, "2 min"),
    (7_199, "120 min"), (9_000, "2.5 h"), (172_800, "2 days"), (1e30, "years"),
    (.infinity, "years"),
  ]) func times(_ seconds: Double, _ words: String) {
    #expect(Amount.time(seconds) == words)
  }

  @Test func numbersOfThings() {
    #expect(Amount.count(0, "stream") == "0 streams")
    #expect(Amount.count(1, "stream") == "1 stream")
    #expect(Amount.count(2, "stream") == "2 streams")
    #expect(Amount.count(1, "entry", plural: "entries") == "1 entry")
    #expect(Amount.count(2, "entry", plural: "entries") == "2 entries")
  }
}
