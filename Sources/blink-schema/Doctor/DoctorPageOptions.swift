import ArgumentParser
import Checks

/// What doctor prints about itself instead of looking.
struct DoctorPageOptions: ParsableArguments {
  @Flag(help: "Print the ids of all checks.") var list = false
  @Option(
    help: ArgumentHelp("Print the page of a check.", valueName: "id"),
    completion: .list(Registry.ids))
  var explain: String?
}
