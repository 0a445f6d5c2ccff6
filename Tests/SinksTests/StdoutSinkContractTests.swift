import Foundation
import Sinks
import Support
import Testing

/// The contract with standard output, as it is where it is a file: at least once, so a consumer
/// drops what comes again.
@Suite struct StdoutSinkContractTests {
  @Test(arguments: FaultySink.Fault.allCases.filter { $0 != .lies })
  func everyFaultAtEveryPlace(fault: FaultySink.Fault) throws {
    var contract = SinkContract(withSnapshot: false)
    try contract.tryEveryPlace(fault) {
      let folder = try TemporaryDirectory()
      let file = try folder.write("out", "")
      let handle = try #require(FileHandle(forWritingAtPath: file))
      return SinkContract.Target(
        sink: { StdoutSink(descriptor: handle.fileDescriptor) },
        lines: {
          let lines = try folder.read("out").split(separator: "\n").map(String.init)
          var seen: Set<String> = []
          let once = lines.filter { seen.insert($0).inserted }
          return ["t", "a.b/*", "_x2F_"].map { name in
            once.filter { $0.contains("\"stream\":\"\(name)\"") }
          }
        })
    }
    #expect(contract.problems == [])
  }
}
