import Pipeline
import Testing

@Suite struct RetryPolicyTests {
  @Test func pausesDoubleUpToTenSeconds() {
    var policy = RetryPolicy()
    let pauses = (0..<10).map { _ in policy.pause() }
    #expect(pauses[0] == .milliseconds(100))
    #expect(pauses[1] == .milliseconds(200))
    #expect(pauses[9] == .seconds(10))
    policy.reset()
    #expect(policy.pause() == .milliseconds(100))
  }
}
