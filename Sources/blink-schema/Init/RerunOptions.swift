import ArgumentParser
import Drafting

/// What becomes of a file that is there already.
struct RerunOptions: ParsableArguments {
  @Flag(help: "Print what would change in the file as a unified diff; write nothing.")
  var dryRun = false
  @Flag(help: "Take a file that init did not write as it is; later runs merge into it.")
  var adopt = false
  @Option(
    help: ArgumentHelp(
      "Tables that are new in the database: add, comment (the default) or ignore.",
      valueName: "what"))
  var new: MergeOptions.NewTables = .comment
  @Flag(help: "Where you and the database changed the same, keep what the file says.")
  var ours = false
  @Flag(help: "Where you and the database changed the same, take what the database says.")
  var theirs = false

  func validate() throws {
    if ours && theirs { throw ValidationError("--ours and --theirs exclude each other.") }
  }

  var merge: MergeOptions {
    var options = MergeOptions()
    options.newTables = new
    if ours { options.preference = .file }
    if theirs { options.preference = .database }
    return options
  }
}

extension MergeOptions.NewTables: ExpressibleByArgument {}
