import Postgres
import Replication
import Testing

/// What is confirmed, and when.
@Suite struct AcknowledgerTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant {
    start + .milliseconds(Int(seconds * 1000))
  }

  private func acknowledger(timeout: Duration = .seconds(60)) -> Acknowledger {
    Acknowledger(start: LSN(100), senderTimeout: timeout, now: start)
  }

  @Test func nothingIsConfirmedBeforeItIsStored() {
    var subject = acknowledger()
    _ = subject.statusToSend(now: at(0))
    subject.receive(LSN(500))
    subject.deliver(LSN(400), data: true)
    subject.requestReply()
    #expect(
      subject.statusToSend(now: at(0.1)) == StatusUpdate(written: LSN(500), flushed: LSN(100)))
    #expect(subject.positionToStore(now: at(0.5)) == nil)
    #expect(subject.positionToStore(now: at(1)) == LSN(400))
    // The disk takes its time.
    subject.requestReply()
    #expect(
      subject.statusToSend(now: at(1.4)) == StatusUpdate(written: LSN(500), flushed: LSN(100)))
    subject.didStore(LSN(400))
    #expect(
      subject.statusToSend(now: at(1.5)) == StatusUpdate(written: LSN(500), flushed: LSN(400)))
    #expect(subject.statusToSend(now: at(1.6)) == nil)
  }

  @Test func whatWasHandedOverIsNotHandedOverAgain() {
    var subject = acknowledger()
    subject.deliver(LSN(200), data: true)
    #expect(subject.positionToStore(now: at(1)) == LSN(200))
    #expect(subject.positionToStore(now: at(100)) == nil)
    #expect(subject.positionToStore(now: at(100), isLast: true) == nil)
    #expect(subject.nextDeadline(now: at(1)) > at(1))
    // A slow disk does not hold up newer positions: the saver takes the newest.
    subject.deliver(LSN(300), data: true)
    #expect(subject.positionToStore(now: at(1.9)) == nil)
    #expect(subject.positionToStore(now: at(2)) == LSN(300))
    #expect(subject.stored == LSN(100))
  }

  @Test func whatAnEarlierSessionHandedOverCountsOnceItIsStored() {
    var subject = acknowledger()
    subject.didStore(LSN(900))
    #expect(subject.stored == LSN(900))
    #expect(subject.positionToStore(now: at(100), isLast: true) == nil)
    #expect(
      subject.statusToSend(now: at(0)) == StatusUpdate(written: LSN(900), flushed: LSN(900)))
  }

  @Test func idlePositionsAreStoredRarely() {
    var subject = acknowledger()
    subject.deliver(LSN(200), data: false)
    #expect(subject.positionToStore(now: at(9)) == nil)
    #expect(subject.positionToStore(now: at(10)) == LSN(200))
    subject.deliver(LSN(300), data: false)
    #expect(subject.positionToStore(now: at(11)) == nil)
    #expect(subject.positionToStore(now: at(11), isLast: true) == LSN(300))
  }

  @Test func theWatermarkNeverMovesBack() {
    var subject = acknowledger()
    subject.deliver(LSN(300), data: true)
    subject.deliver(LSN(200), data: true)
    #expect(subject.watermark == LSN(300))
  }

  @Test func aSilentServerIsAskedAndThenGivenUp() {
    var watch = SilenceWatch(senderTimeout: .seconds(60), now: start)
    #expect(watch.verdict(now: at(29)) == .fine)
    #expect(watch.verdict(now: at(30)) == .ask)
    #expect(watch.verdict(now: at(64)) == .fine)
    watch.heard(now: at(64.5))
    #expect(watch.verdict(now: at(94)) == .fine)
    // However late one looks: first it is asked.
    #expect(watch.verdict(now: at(1000)) == .ask)
    #expect(watch.verdict(now: at(1034)) == .fine)
    #expect(watch.verdict(now: at(1035)) == .lost)
    var patient = SilenceWatch(senderTimeout: .zero, now: start)
    #expect(patient.verdict(now: at(100_000)) == .fine)
  }

  @Test func aStatusIsSentAThirdOfTheTimeoutApart() {
    var subject = acknowledger(timeout: .seconds(2))
    #expect(subject.statusToSend(now: at(0)) != nil)
    #expect(subject.statusToSend(now: at(0.6)) == nil)
    #expect(subject.statusToSend(now: at(0.7)) != nil)
    #expect(subject.nextDeadline(now: at(0.7)) <= at(1.4))
    var calm = acknowledger(timeout: .zero)
    _ = calm.statusToSend(now: at(0))
    #expect(calm.statusToSend(now: at(9)) == nil)
    #expect(calm.statusToSend(now: at(10)) != nil)
  }
}
