/// How it is known that a check sees what it should.
enum Coverage {
  /// A test of LiveTests breaks a real server and sees the finding: `Suite.function`.
  case live(String)
  /// No server that tests can start is like that; driven by facts as they are documented.
  case recorded(String)
}
