import Testing

@testable import Pipeline

/// How bytes are awaited, over what was read and what the socket holds.
@Suite struct GatheringTests {
  private func underLoad(_ transport: Gathering.Transport) -> Gathering {
    var gathering = Gathering(transport)
    gathering.took(20_000)
    #expect(gathering.waited(timedOut: false, inSocket: 0) == Gathering.block)
    #expect(gathering.isOn)
    return gathering
  }

  @Test func littleIsTakenAtOnce() {
    var gathering = Gathering(.tcp)
    for _ in 0..<100 {
      gathering.took(300)
      #expect(gathering.waited(timedOut: false, inSocket: 0) == nil)
      #expect(!gathering.isOn && gathering.takesAtOnce(inSocket: 1, inLibrary: false))
    }
  }

  @Test func aReaderThatNeverWaitsNoticesTheLoadToo() {
    var gathering = Gathering(.tls)
    for _ in 0..<50 {
      gathering.took(300)
      #expect(gathering.noticeLoad() == nil)
    }
    gathering.took(3_000)
    #expect(gathering.noticeLoad() == Gathering.block && gathering.isOn)
    #expect(gathering.tookSomething() && !gathering.tookSomething())
  }

  @Test func underLoadABlockIsAwaited() {
    var gathering = underLoad(.tcp)
    #expect(!gathering.takesAtOnce(inSocket: 60_000, inLibrary: false))
    #expect(gathering.waited(timedOut: false, inSocket: 0) == nil)
    #expect(gathering.isOn)
  }

  @Test func whatIsLeftAfterABurstIsTakenAndThenEveryByteWakes() {
    var gathering = underLoad(.tcp)
    #expect(gathering.waited(timedOut: true, inSocket: 40_000) == nil)
    #expect(gathering.takesAtOnce(inSocket: 24_000, inLibrary: false))
    #expect(gathering.waited(timedOut: true, inSocket: 0) == 1)
    #expect(!gathering.isOn && gathering.takesAtOnce(inSocket: 1, inLibrary: false))
  }

  @Test func decryptedBytesAreTakenUnderAnyMark() {
    #expect(underLoad(.tcp).takesAtOnce(inSocket: 0, inLibrary: true))
    #expect(underLoad(.tls).takesAtOnce(inSocket: 1, inLibrary: false))
  }

  @Test func onlyALocalSocketIsPausedFor() {
    #expect(underLoad(.local).pause != nil && Gathering(.local).pause == nil)
    #expect(underLoad(.tcp).pause == nil && underLoad(.tls).pause == nil)
    #expect(underLoad(.local).takesAtOnce(inSocket: 1, inLibrary: false))
  }

  @Test func aSocketThatFillsAtOnceIsPausedForLess() throws {
    var gathering = underLoad(.local)
    let first = try #require(gathering.pause)
    #expect(gathering.waited(timedOut: true, inSocket: 200_000) == nil)
    #expect(try #require(gathering.pause) < first)
    for _ in 0..<10 { _ = gathering.waited(timedOut: true, inSocket: 200_000) }
    #expect(gathering.pause == nil, "then its readiness is waited for")
    for _ in 0..<100 { _ = gathering.waited(timedOut: true, inSocket: 2_000) }
    #expect(gathering.pause == first)
  }

  @Test func beforeALongWaitInLibpqTheMarkIsLowered() {
    var gathering = underLoad(.tcp)
    #expect(gathering.stop() == 1 && !gathering.isOn)
  }
}
