import Delivery
import Events
import Foundation
import Sinks
import Testing

@Suite struct StdoutSinkTests {
  private func batch(_ text: String) -> Batch {
    let batch = Batch()
    let bytes = Array(text.utf8)
    batch.block.bytes.append(bytes)
    return batch
  }

  @Test func everyByteIsWrittenAndThenDurable() throws {
    let pipe = Pipe()
    let sink = StdoutSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    #expect(try sink.write(batch("a\nb\n")) == .durable)
    #expect(try sink.write(batch("")) == .durable)
    try pipe.fileHandleForWriting.close()
    #expect(pipe.fileHandleForReading.readDataToEndOfFile() == Data("a\nb\n".utf8))
  }

  @Test func aFullDeviceAndAClosedDescriptorAreTold() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let error = #expect(throws: SinkError.self) {
      try StdoutSink(descriptor: full.fileDescriptor).write(batch("x"))
    }
    #expect(error?.kind == .refused)
    let gone = #expect(throws: SinkError.self) {
      try StdoutSink(descriptor: 9999).write(batch("x"))
    }
    #expect(gone?.kind == .refused)
  }
}
