import Foundation
import Support
import Testing

/// A disk that fails, is full, or is not there: a clear end, and nothing is lost once it is fixed.
@Suite struct FileFaultTests {
  private static let table = Fixture.stream("t", [("id", "Int32"), ("v", "String")])

  /// A pipeline that has run once.
  private func started(config: String = "") throws -> (TestCluster, FilesFixture) {
    let cluster = try TestCluster()
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let files = try FilesFixture(cluster, Self.table, config: config)
    let first = try files.fixture.run(["--endpos", "current"])
    try #require(first.exit == 0, "\(first.stderr)")
    return (cluster, files)
  }

  private func run(_ files: FilesFixture, _ more: [String: String]) throws -> Program.Outcome {
    try BlinkBinary.run.run(
      ["--endpos", "current"], environment: files.fixture.environment.merging(more) { $1 },
      directory: files.fixture.folder.path)
  }

  /// The ids of the inserted rows, in the order of the files.
  private func ids(_ files: FilesFixture) throws -> [Int] {
    try files.events().compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
  }

  @Test func aKillAtEverySystemCall() throws {
    let (cluster, files) = try started(config: "    rotate_bytes: 400\n    compression: gzip\n")
    let disk = try FailingDisk()
    var rows = 0
    for number in 1...200 {
      try cluster.psql("INSERT INTO t SELECT \(rows) + g, 'x' FROM generate_series(1, 4) g")
      rows += 4
      let outcome = try run(files, disk.environment("/out", at: number, error: nil))
      if outcome.exit == 0 {
        #expect(number > 20)
        break
      }
      #expect(outcome.exit == SIGKILL, "\(number): \(outcome.stderr)")
      let again = try run(files, [:])
      #expect(again.exit == 0, "\(number): \(again.stderr)")
      let found = try ids(files)
      #expect(found == Array(1...rows), "\(number)")
      guard found.count == rows else { return }
    }
    #expect(try ids(files) == Array(1...rows))
  }

  @Test(arguments: [(ENOSPC, "No space left"), (EIO, "Input/output error"), (EROFS, "Read-only")])
  func aDiskThatFails(error: Int32, words: String) throws {
    let (cluster, files) = try started()
    let disk = try FailingDisk()
    var rows = 0
    for number in 1...14 {
      try cluster.psql("INSERT INTO t SELECT \(rows) + g, 'x' FROM generate_series(1, 3) g")
      rows += 3
      let outcome = try run(files, disk.environment("/out", at: number, error: error))
      let isClear = outcome.exit == 8 || (outcome.exit == 0 && number > 3)
      #expect(isClear, "\(number): \(outcome.stderr)")
      if outcome.exit == 8 {
        #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("fix: "))
      }
    }
    #expect(try run(files, [:]).exit == 0)
    #expect(try ids(files) == Array(1...rows))
  }

  @Test func aFolderThatIsRemovedWhileItRuns() throws {
    let (cluster, files) = try started()
    let program = try files.fixture.startStreaming()
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    #expect(try eventually { try ids(files) == [1] })
    try FileManager.default.moveItem(atPath: files.folder, toPath: files.folder + ".away")
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    #expect(try program.wait() == 8)
    #expect(program.stderr.contains("No such file or directory"))
    let without = try run(files, [:])
    #expect(without.exit == 8)
    #expect(without.stderr.contains("is it mounted?"))
    try FileManager.default.moveItem(atPath: files.folder + ".away", toPath: files.folder)
    #expect(try run(files, [:]).exit == 0)
    #expect(try ids(files) == [1, 2])
  }

  @Test func aFileThatIsReadOnly() throws {
    let (cluster, files) = try started()
    try cluster.psql("INSERT INTO t VALUES (1, 'a')")
    #expect(try run(files, [:]).exit == 0)
    // Nobody but root may write to it.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: files.folder + "/all.jsonl")
    try cluster.psql("INSERT INTO t VALUES (2, 'b')")
    let (program, arguments) = ServerPrograms.unprivileged(
      BlinkBinary.run.path, ["--endpos", "current"])
    if geteuid() == 0 {
      _ = try Program.run("/bin/chown", ["-R", "postgres", files.fixture.folder.path])
      _ = try Program.run("/bin/chmod", ["755", files.fixture.folder.path])
      try FileManager.default.setAttributes(
        [.ownerAccountName: "root"], ofItemAtPath: files.folder + "/all.jsonl")
    }
    let outcome: Program.Outcome = try Program.run(
      program, arguments, environment: files.fixture.environment,
      directory: files.fixture.folder.path)
    #expect(outcome.exit == 8, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("Permission denied"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: files.folder + "/all.jsonl")
    #expect(try run(files, [:]).exit == 0)
    #expect(try ids(files) == [1, 2])
  }
}
