import System
import Testing

@Suite struct SignalTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    Poll.wait(any: [-1, descriptor], until: .now) == [false, true]
  }

  @Test func aWakeSignalIsRaisedAndLoweredAgain() {
    let signal = WakeSignal()
    #expect(!isReadable(signal.descriptor))
    // More often than a pipe takes bytes, and than one read takes away.
    for _ in 0..<100_000 { signal.raise() }
    #expect(isReadable(signal.descriptor))
    signal.lower()
    #expect(!isReadable(signal.descriptor))
    signal.raise()
    #expect(isReadable(signal.descriptor))
  }

  @Test func aStopSignalStaysRaised() {
    let signal = StopSignal()
    #expect(!signal.isRaised)
    #expect(!isReadable(signal.descriptor))
    signal.raise()
    signal.raise()
    #expect(signal.isRaised)
    #expect(isReadable(signal.descriptor))
    #expect(isReadable(signal.descriptor))
  }

  @Test func anotherThreadWakesAWait() throws {
    let signal = WakeSignal()
    let thread = try WorkThread { signal.raise() }
    #expect(Poll.wait(any: [signal.descriptor], until: .now + .seconds(60)) == [true])
    thread.join()
  }
}
