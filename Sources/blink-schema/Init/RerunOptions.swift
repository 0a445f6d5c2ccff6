import ArgumentParser
import Drafting

/// What becomes of a file that is there already.
struct RerunOptions: ParsableArguments {
  @Flag(help: "Print the changes as a unified diff; write nothing.")
  var dryRun = false
  @Flag(help: "Accept a file that init did not write; later runs merge into it.")
  var adopt = false
  @Option(
    help: ArgumentHelp(
      "What to do with tables that are new in the database.",
      valueName: "what"))
  var new: MergeOptions.NewTables = .comment
  @Flag(help: "In a conflict keep what the file says.")
  var ours = false
  @Flag(help: "In a conflict take what the database says.")
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
