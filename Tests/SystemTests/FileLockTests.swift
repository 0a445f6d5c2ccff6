import Foundation
import Support
import System
import Testing

@Suite struct FileLockTests {
  private func problem(_ path: String) -> FileError? {
    do {
      _ = try FileLock(path)
      return nil
    } catch {
      return error
    }
  }

  @Test func aLockKeepsOthersOutUntilItIsGone() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/lock"
    let lock = try FileLock(path)
    withExtendedLifetime(lock) { #expect(problem(path)?.isLocked == true) }
    #expect(try Path.kind(path) == .file)
  }

  @Test func aLockThatIsGoneCanBeTakenAgain() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/lock"
    do { _ = try FileLock(path) }
    #expect(problem(path) == nil)
  }

  @Test func aLinkIsNotFollowedAndAMissingFolderIsAnError() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/lock"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
    #expect(problem(path) != nil)
    #expect(!Path.exists(folder.path + "/target"))
    #expect(problem(folder.path + "/no/lock") != nil)
  }
}
