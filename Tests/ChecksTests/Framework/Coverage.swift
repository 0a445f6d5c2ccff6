/// How it is known that a check sees what it should.
enum Coverage {
  /// A test of LiveTests breaks a real server and sees the finding, where the server's minor release
  /// allows that: `Suite.function`.
  case live(String)
  /// No server that tests can start is like that; driven by facts as they are documented.
  case recorded(String)
}
