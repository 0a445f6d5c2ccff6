import ArgumentParser
import Checks
import Settings

/// Which checks run and what of their findings counts.
struct DoctorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only these checks and groups, separated by commas.", valueName: "id,group"),
    completion: .list(Registry.ids + Group.allCases.map(\.name)))
  var only: [String] = []
  @Option(
    help: ArgumentHelp("All checks but these.", valueName: "id,group"),
    completion: .list(Registry.ids + Group.allCases.map(\.name)))
  var skip: [String] = []
  @Option(
    help: ArgumentHelp(
      "Accept these findings: still listed, but without weight (repeatable).",
      valueName: "id[:subject]"), completion: .list(Registry.ids))
  var ignore: [String] = []
  @Flag(help: "Only the checks that need no server.") var offline = false

  init() {}

  func validate() throws {
    try Self.refuse(split(only) + split(skip), groups: true)
    try Self.refuse(selection.ignored.map(\.id), groups: false)
  }

  /// - Throws: where a name is not known, with the nearest one.
  static func refuse(_ names: [String], groups: Bool) throws {
    guard let (name, nearest) = CheckSelection.unknown(names, groups: groups) else { return }
    let hint = nearest.map { "; did you mean \($0)?" } ?? "; --list shows all."
    throw ValidationError("There is no check\(groups ? " or group" : "") '\(name)'\(hint)")
  }

  /// What the report takes.
  var selection: CheckSelection {
    var selection = CheckSelection()
    selection.only = Set(split(only))
    selection.skip = Set(split(skip))
    selection.isOffline = offline
    selection.ignored = ignore.map(DoctorSettings.Ignored.init(written:))
    return selection
  }

  private func split(_ texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",").map(String.init) }
  }
}
