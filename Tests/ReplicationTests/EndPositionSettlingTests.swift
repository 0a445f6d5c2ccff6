import Postgres
import Replication
import Testing

@Suite struct EndPositionSettlingTests {
  @Test func theEndPositionIsSettledBeforePageHeaders() {
    func settled(_ position: UInt64) -> UInt64 {
      EndPositionSettling.settled(LSN(position), blockSize: 8192, segmentSize: 16 << 20).value
    }
    #expect(settled(0x200_0028) == 0x200_0000)
    #expect(settled(0x20C_C018) == 0x20C_C000)
    #expect(settled(0x20C_C019) == 0x20C_C019)
    #expect(settled(0x200_0029) == 0x200_0029)
    #expect(settled(0x20C_C1F0) == 0x20C_C1F0)
  }
}
