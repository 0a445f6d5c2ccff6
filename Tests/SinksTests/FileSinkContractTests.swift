import Foundation
import Settings
import Support
import Testing

/// The contract with files: a fault at every operation, and every event is in them exactly once.
/// What the system calls do on a disk is tried by ``FileSinkTests``.
@Suite struct FileSinkContractTests {
  private func contract(
    _ fault: FaultySink.Fault, transactions: Int = 8, _ stage: () throws -> FileStage
  ) throws -> SinkContract {
    var contract = SinkContract(transactions: transactions)
    var leftovers: [String] = []
    try contract.tryEveryPlace(fault) {
      let stage = try stage()
      return SinkContract.Target(
        sink: { try stage.sink() },
        lines: {
          leftovers += try stage.leftovers()
          return try stage.linesByStream()
        })
    }
    #expect(leftovers == [])
    return contract
  }

  @Test(arguments: FaultySink.Fault.allCases.filter { $0 != .lies })
  func filesThatGrow(fault: FaultySink.Fault) throws {
    let contract = try contract(fault) { try FileStage(isInMemory: true) }
    #expect(contract.problems == [])
    #expect(contract.places > 30)
  }

  @Test(arguments: [FaultySink.Fault.fails, .failsAfterwards, .diesAfterwards])
  func filesThatAreFinishedAndCompressed(fault: FaultySink.Fault) throws {
    let contract = try contract(fault, transactions: 4) {
      try FileStage(rotateBytes: 700, compression: .gzip, isInMemory: true)
    }
    #expect(contract.problems == [])
  }

  @Test func filesThatAreFinishedAsTheyAre() throws {
    let contract = try contract(.diesAfterwards) {
      try FileStage(rotateBytes: 300, isInMemory: true)
    }
    #expect(contract.problems == [])
  }

  @Test func aLieIsFound() throws {
    #expect(try !contract(.lies) { try FileStage(isInMemory: true) }.problems.isEmpty)
  }
}
