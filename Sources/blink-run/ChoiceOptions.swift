import ArgumentParser
import Start

/// What the operator decides where a run would stop by itself.
struct ChoiceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Drop this slot and take a new snapshot.", valueName: "slot"))
  var resnapshot: String?

  @Option(
    help: ArgumentHelp(
      "Stream this existing slot from its confirmed position, without older rows.",
      valueName: "slot"))
  var adoptSlot: String?

  @Option(
    help: ArgumentHelp(
      "Continue although changes are lost; the LSN is the one that the error names.",
      valueName: "lsn"))
  var acceptGap: LSNArgument?

  @Option(
    help: ArgumentHelp(
      "Treat the server with this system identifier as the one recorded in the state.",
      valueName: "id"))
  var adoptSystem: String?

  @Option(
    name: .customLong("accept-stream-gap"),
    help: ArgumentHelp(
      "Continue although changes of this table are lost; * for all (repeatable).",
      valueName: "table"))
  var acceptStreamGaps: [String] = []

  @Option(
    name: .customLong("resnapshot-stream"),
    help: ArgumentHelp(
      "Copy this table again and no other one (repeatable).", valueName: "table"))
  var resnapshotStreams: [String] = []

  /// The decisions.
  var choices: OperatorChoices {
    var choices = OperatorChoices()
    choices.resnapshot = resnapshot
    choices.adoptSlot = adoptSlot
    choices.acceptGap = acceptGap?.lsn
    choices.adoptSystem = adoptSystem
    choices.acceptStreamGaps = Set(acceptStreamGaps)
    choices.resnapshotStreams = Set(resnapshotStreams)
    return choices
  }
}
