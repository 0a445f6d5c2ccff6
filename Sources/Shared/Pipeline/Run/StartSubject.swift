package import Start

/// What the plan of a start is made for.
package struct StartSubject: Sendable {
  package var slot: String
  package var publication: String
  package var state: PipelineState?
  package var choices: OperatorChoices

  /// Describes a start.
  package init(
    slot: String, publication: String, state: PipelineState?, choices: OperatorChoices
  ) {
    self.slot = slot
    self.publication = publication
    self.state = state
    self.choices = choices
  }
}
