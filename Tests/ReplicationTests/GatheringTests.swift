@testable import Replication
import Testing

/// How bytes are awaited, over what was read and what the socket holds.
@Suite struct GatheringTests {
  private let start = ContinuousClock.now

  private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
    start + .milliseconds(milliseconds)
  }

  private func underLoad(isLocal: Bool = false) -> Gathering {
    var gathering = Gathering(isLocal: isLocal, now: start)
    gathering.took(20_000)
    gathering.looked(now: start)
    #expect(gathering.isOn && gathering.expectsMore)
    return gathering
  }

  @Test func littleIsTakenAtOnce() {
    var gathering = Gathering(isLocal: false, now: start)
    for turn in 0..<1_000 {
      gathering.took(1_500)
      gathering.looked(now: after(turn))
      #expect(gathering.pause == nil && !gathering.expectsMore)
      #expect(gathering.takesAtOnce(inSocket: 1, inLibrary: false))
    }
  }

  @Test func manySmallLooksInAShortTimeAreALoad() {
    var gathering = Gathering(isLocal: false, now: start)
    for turn in 0..<100 where !gathering.isOn {
      gathering.took(300)
      gathering.looked(now: start + .microseconds(turn * 10))
    }
    #expect(gathering.pause != nil)
    #expect(!gathering.takesAtOnce(inSocket: 60_000, inLibrary: false))
  }

  @Test func halfIsLeftStandingOverTCP() {
    var gathering = underLoad()
    gathering.paused(inSocket: 66_000, now: start)
    #expect(gathering.takesAtOnce(inSocket: 48_000, inLibrary: false))
    gathering.took(16_000)
    #expect(gathering.takesAtOnce(inSocket: 48_000, inLibrary: false))
    gathering.took(16_000)
    #expect(!gathering.takesAtOnce(inSocket: 32_000, inLibrary: false))
    gathering.paused(inSocket: 20_000, now: start)
    gathering.took(16_384)
    #expect(!gathering.takesAtOnce(inSocket: 4_000, inLibrary: false))
  }

  @Test func aLocalSocketIsEmptied() {
    var gathering = underLoad(isLocal: true)
    gathering.paused(inSocket: 64_000, now: start)
    gathering.took(50_000)
    #expect(gathering.takesAtOnce(inSocket: 1, inLibrary: false))
    #expect(gathering.pause != nil)
  }

  @Test func whatTheLibraryHoldsIsTakenAtOnce() {
    #expect(underLoad().takesAtOnce(inSocket: 0, inLibrary: true))
    #expect(underLoad(isLocal: true).takesAtOnce(inSocket: 0, inLibrary: true))
  }

  @Test func afterAPauseWithoutAByteTheSocketIsWaitedFor() {
    var gathering = underLoad()
    gathering.paused(inSocket: 0, now: start)
    #expect(gathering.pause == nil && !gathering.expectsMore)
    gathering.looked(now: start)
    #expect(gathering.pause != nil, "a moment of silence ends no load")
  }

  @Test func littleInAWindowEndsTheLoad() {
    var gathering = underLoad()
    gathering.paused(inSocket: 300, now: after(4))
    gathering.took(300)
    #expect(gathering.isOn)
    gathering.paused(inSocket: 300, now: after(6))
    #expect(!gathering.isOn && gathering.pause == nil)
  }

  @Test(arguments: [false, true])
  func pausesAreShortWhereMuchComes(isLocal: Bool) throws {
    var gathering = underLoad(isLocal: isLocal)
    gathering.paused(inSocket: 1, now: start)
    let longest = try #require(gathering.pause)
    for _ in 0..<40 {
      gathering.took(100_000)
      gathering.paused(inSocket: 1, now: start)
    }
    #expect(try #require(gathering.pause) < longest / 10)
    #expect(gathering.takesAtOnce(inSocket: 1, inLibrary: false), "a short pause gathers nothing")
    for _ in 0..<40 {
      gathering.took(5_000)
      gathering.paused(inSocket: 1, now: start)
    }
    #expect(gathering.pause == longest)
  }
}
