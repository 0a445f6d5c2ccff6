import Foundation
import Support

/// Diffs to be applied by patch(1) and by `git apply`: all of them in one process for each, as
/// there are many.
struct DiffTrials {
  private struct Trial {
    var name: String
    var diff: String
    var old: String?
    var new: [UInt8]
    var file: String
  }

  private var trials: [Trial] = []

  /// - Parameter old: what the file holds; nil where it is not there.
  mutating func add(
    _ name: String, _ diff: String, old: String?, new: [UInt8], file: String = "t.yaml"
  ) {
    trials.append(Trial(name: name, diff: diff, old: old, new: new, file: file))
  }

  /// What did not give the new text.
  func problems() throws -> [String] {
    // git has no patch that empties or makes an empty file without a header of its own.
    let others = trials.filter { !$0.new.isEmpty && $0.old?.isEmpty != true }
    // A diff of nothing is none.
    return try Self.problems(trials.filter { !$0.diff.isEmpty }, "patch -p1 --fuzz=0")
      + Self.problems(others.filter { !$0.diff.isEmpty }, "git apply -")
      + trials.filter { $0.diff.isEmpty && Array(($0.old ?? "").utf8) != $0.new }.map(\.name)
  }

  private static func problems(_ trials: [Trial], _ command: String) throws -> [String] {
    let folder = try TemporaryDirectory()
    for (index, trial) in trials.enumerated() {
      let file = URL(fileURLWithPath: "\(folder.path)/\(index)/in/\(trial.file)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if let old = trial.old { try Data(old.utf8).write(to: file) }
      try folder.write("\(index)/diff", trial.diff)
    }
    let script = """
      for trial in *; do
        (cd "$trial/in" && \(command) <../diff >../told 2>&1; echo $? >../exit)
      done
      """
    _ = try Program.run(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"],
      directory: folder.path, timeout: 300)
    return try trials.enumerated().compactMap { index, trial in
      let told = try folder.read("\(index)/told")
      // patch(1) removes what it empties.
      let file = URL(fileURLWithPath: "\(folder.path)/\(index)/in/\(trial.file)")
      let result = (try? Data(contentsOf: file)) ?? Data()
      let isRight = try folder.read("\(index)/exit") == "0\n" && Array(result) == trial.new
      if isRight, !told.contains("offset") { return nil }
      return "\(command), \(trial.name): \(told)\n\(trial.diff)"
    }
  }
}
