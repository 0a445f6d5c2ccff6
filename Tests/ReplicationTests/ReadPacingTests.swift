@testable import Replication
import Testing

/// How bytes are awaited, over what was read and what the socket holds.
@Suite struct ReadPacingTests {
  private let start = ContinuousClock.now

  private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
    start + .milliseconds(milliseconds)
  }

  private func underLoad(isLocal: Bool = false) -> ReadPacing {
    var pacing = ReadPacing(isLocal: isLocal, now: start)
    pacing.took(20_000)
    pacing.looked(now: start)
    #expect(pacing.isOn && pacing.expectsMore)
    return pacing
  }

  @Test func littleIsTakenAtOnce() {
    var pacing = ReadPacing(isLocal: false, now: start)
    for turn in 0..<1_000 {
      pacing.took(1_500)
      pacing.looked(now: after(turn))
      #expect(pacing.pause == nil && !pacing.expectsMore)
      #expect(pacing.takesAtOnce(inSocket: 1, inLibrary: false))
    }
  }

  @Test func manySmallLooksInAShortTimeAreALoad() {
    var pacing = ReadPacing(isLocal: false, now: start)
    for turn in 0..<100 where !pacing.isOn {
      pacing.took(300)
      pacing.looked(now: start + .microseconds(turn * 10))
    }
    #expect(pacing.pause != nil)
    #expect(!pacing.takesAtOnce(inSocket: 60_000, inLibrary: false))
  }

  @Test func halfIsLeftStandingOverTCP() {
    var pacing = underLoad()
    pacing.paused(inSocket: 66_000, now: start)
    #expect(pacing.takesAtOnce(inSocket: 48_000, inLibrary: false))
    pacing.took(16_000)
    #expect(pacing.takesAtOnce(inSocket: 48_000, inLibrary: false))
    pacing.took(16_000)
    #expect(!pacing.takesAtOnce(inSocket: 32_000, inLibrary: false))
    pacing.paused(inSocket: 20_000, now: start)
    pacing.took(16_384)
    #expect(!pacing.takesAtOnce(inSocket: 4_000, inLibrary: false))
  }

  @Test func aLocalSocketIsEmptied() {
    var pacing = underLoad(isLocal: true)
    pacing.paused(inSocket: 64_000, now: start)
    pacing.took(50_000)
    #expect(pacing.takesAtOnce(inSocket: 1, inLibrary: false))
    #expect(pacing.pause != nil)
  }

  @Test func whatTheLibraryHoldsIsTakenAtOnce() {
    #expect(underLoad().takesAtOnce(inSocket: 0, inLibrary: true))
    #expect(underLoad(isLocal: true).takesAtOnce(inSocket: 0, inLibrary: true))
  }

  @Test func afterAPauseWithoutAByteTheSocketIsWaitedFor() {
    var pacing = underLoad()
    pacing.paused(inSocket: 0, now: start)
    #expect(pacing.pause == nil && !pacing.expectsMore)
    pacing.looked(now: start)
    #expect(pacing.pause != nil, "a moment of silence ends no load")
  }

  @Test func littleInAWindowEndsTheLoad() {
    var pacing = underLoad()
    pacing.paused(inSocket: 300, now: after(4))
    pacing.took(300)
    #expect(pacing.isOn)
    pacing.paused(inSocket: 300, now: after(6))
    #expect(!pacing.isOn && pacing.pause == nil)
  }

  @Test(arguments: [false, true])
  func pausesAreShortWhereMuchComes(isLocal: Bool) throws {
    var pacing = underLoad(isLocal: isLocal)
    pacing.paused(inSocket: 1, now: start)
    let longest = try #require(pacing.pause)
    for _ in 0..<40 {
      pacing.took(100_000)
      pacing.paused(inSocket: 1, now: start)
    }
    #expect(try #require(pacing.pause) < longest / 10)
    #expect(pacing.takesAtOnce(inSocket: 1, inLibrary: false), "a short pause gathers nothing")
    for _ in 0..<40 {
      pacing.took(5_000)
      pacing.paused(inSocket: 1, now: start)
    }
    #expect(pacing.pause == longest)
  }
}
