import ArgumentParser
import Drafting

/// How `init` treats an existing file.
struct RerunOptions: ParsableArguments {
  @Flag(help: "Print the changes as a unified diff; write nothing.")
  var dryRun = false
  @Flag(help: "Accept a file that init did not write; later runs merge into it.")
  var adopt = false
  @Option(
    help: ArgumentHelp(
      "How to treat new tables in the database.",
      valueName: "what"))
  var new: MergeOptions.NewTables = .comment
  @Flag(help: "Resolve conflicts with the file's version.")
  var ours = false
  @Flag(help: "Resolve conflicts with the database's version.")
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
