import Delivery
import Diagnostics
import Events
import Postgres
import Replication
import Start
import System
import Testing

@testable import Pipeline

/// The one table of what becomes of an error.
@Suite struct PipelineErrorTests {
  private static let context = FailureContext(
    slot: "s", publication: "p", parameters: ConnectionParameters(), serverVersion: 150_000,
    delivered: LSN(256), stateFile: "state/s.json")

  private static func server(_ sqlstate: String) -> ServerError {
    ServerError(sqlstate: sqlstate, message: "no")
  }

  private static let rows: [(PipelineError, PipelineError.Consequence)] = [
    (.stopped, .stop),
    (.connection(ConnectionError(.interrupted, message: "")), .stop),
    (.connection(ConnectionError(.unreachable, message: "")), .retry),
    (.connection(ConnectionError(.tooManyConnections, message: "")), .retry),
    (.connection(ConnectionError(.authentication, message: "")), .ask(.connection)),
    (.server(server("B0INT"), doing: "copying t"), .stop),
    (.server(server("08006"), doing: "copying t"), .retry),
    (.server(server("57P01"), doing: "copying t"), .retry),
    (.server(.silence("SELECT 1"), doing: "copying t"), .retry),
    (.server(server("42501"), doing: "copying t"), .ask(.refused)),
    (.server(server("22021"), doing: "copying t"), .ask(.unrepresentable)),
    (.start(server("08006"), at: LSN(256)), .retry),
    (.start(server("42704"), at: LSN(256)), .ask(.gap)),
    (.start(server("55000"), at: LSN(256)), .ask(.gap)),
    (.start(server("58P01"), at: LSN(256)), .ask(.gap)),
    (.start(server("55006"), at: LSN(256)), .ask(.refused)),
    (.start(server("42501"), at: LSN(256)), .ask(.refused)),
    (.stream(server("08006")), .retry),
    (.stream(server("42704")), .ask(.gap)),
    (.stream(server("XX000")), .ask(.unexpected)),
    (.stream(server("22P05")), .ask(.unrepresentable)),
    (.stream(server("53200")), .ask(.refused)),
    (.skipped("skipped loading origin"), .ask(.gap)),
    (.slotLost("gone"), .retry), (.rewritten("t"), .retry),
    (.promotion(server("08006"), pid: 1), .retry),
    (.malformed(DecodeError(.unknownTag, offset: 0), place: "LSN 0/1"), .ask(.unrepresentable)),
    (.outOfOrder("COMMIT without BEGIN", place: ""), .ask(.unrepresentable)),
    (
      .unrepresentable(
        .misfit(stream: "t", column: Identifier("c"), type: "text", length: 9), place: "snapshot"),
      .ask(.unrepresentable)
    ),
    (.sink(SinkError(.refused, "full")), .ask(.sink)),
    (.sink(SinkError(.retry(after: nil), "busy")), .ask(.sink)),
    (.sink(SinkError(.fenced, "another runner")), .ask(.sink)),
    (.sink(SinkError(.behind, "older")), .ask(.gap)),
    (.sink(SinkError(.poison(record: 1), "bad")), .ask(.unrepresentable)),
    (.sinkStalled, .retry),
    (.sinkLate, .ask(.unexpected)),
    (
      .spool(SpoolError(.write, in: "state", FileError("written", "state", .system(28)))),
      .ask(.unexpected)
    ),
    (.stateLate, .ask(.configuration)),
    (.other(Failure(.gap, "slot-lost: s")), .ask(.gap)),
    (.other(Failure(.unexpected, "stopped", isInterruption: true)), .stop),
  ]

  @Test func everyKindHasItsConsequence() {
    for (error, expected) in Self.rows {
      #expect(error.consequence == expected, "\(error)")
    }
  }

  @Test func theSentenceHasTheExitCodeOfTheConsequence() {
    for (error, _) in Self.rows {
      let failure = error.failure(in: Self.context)
      #expect(!failure.message.isEmpty, "\(error)")
      switch error.consequence {
      case .ask(let kind): #expect(failure.kind == kind, "\(error)")
      case .stop: #expect(failure.isInterruption, "\(error)")
      case .retry: #expect(!failure.isInterruption, "\(error)")
      }
    }
  }

  @Test func aGapSaysWhereAndHowToGoOn() {
    for (error, consequence) in Self.rows where consequence == .ask(.gap) {
      if case .other = error { continue }
      if case .sink = error { continue }
      let failure = error.failure(in: Self.context)
      #expect(failure.subject == "LSN 0/100", "\(error)")
      #expect(failure.remedies.contains(Advice.resnapshot("s")), "\(error)")
      #expect(failure.why?.isEmpty == false, "\(error)")
    }
  }
}
