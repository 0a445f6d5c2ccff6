import ArgumentParser
import Pipeline
import Postgres

/// `--endpos LSN|current`.
struct EndPositionArgument: ExpressibleByArgument {
  let position: RunOptions.EndPosition

  init?(argument: String) {
    if argument == "current" {
      position = .current
    } else if let lsn = LSN(argument) {
      position = .lsn(lsn)
    } else {
      return nil
    }
  }
}
