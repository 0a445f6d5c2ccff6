import ArgumentParser
import Postgres

/// A position on the command line.
struct LSNArgument: ExpressibleByArgument {
  let lsn: LSN

  init?(argument: String) {
    guard let lsn = LSN(argument) else { return nil }
    self.lsn = lsn
  }
}
