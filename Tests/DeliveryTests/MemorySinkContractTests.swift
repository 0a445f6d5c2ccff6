import Delivery
import Support
import Testing

/// The contract with the model of a sink that keeps its own position, and proof that the suite
/// finds a sink that lies.
@Suite struct MemorySinkContractTests {
  private func contract(
    _ fault: FaultySink.Fault, isAsynchronous: Bool = false
  ) throws -> SinkContract {
    var contract = SinkContract()
    try contract.tryEveryPlace(fault) {
      let target = MemoryTarget()
      return SinkContract.Target(
        sink: {
          // A process that is gone holds no lock.
          target.unlock()
          return MemorySink(target, isAsynchronous: isAsynchronous)
        }, lines: { target.linesByStream })
    }
    return contract
  }

  @Test(arguments: FaultySink.Fault.allCases.filter { $0 != .lies }, [false, true])
  func everyFaultAtEveryPlace(fault: FaultySink.Fault, isAsynchronous: Bool) throws {
    let contract = try contract(fault, isAsynchronous: isAsynchronous)
    #expect(contract.problems == [])
    #expect(contract.places > 30)
  }

  @Test func aLieIsFound() throws {
    #expect(try !contract(.lies).problems.isEmpty)
  }
}
