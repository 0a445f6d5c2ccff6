import Delivery
import Diagnostics
import Settings

/// The slot's name: the configured one, or one that was generated once for this file.
package enum SlotName {
  static func resolve(
    _ configuration: Configuration, _ options: RunOptions, _ reporter: any Reporter
  ) throws(Failure) -> String {
    if let name = configuration.source.slotName { return name }
    if let name = try StateDirectory.generatedSlot(
      in: options.stateDirectory, stem: options.stem)
    {
      return name
    }
    let own = "blink_" + random(8)
    try StateDirectory.setGeneratedSlot(own, in: options.stateDirectory, stem: options.stem)
    let name =
      try StateDirectory.generatedSlot(in: options.stateDirectory, stem: options.stem) ?? own
    if name == own { reporter.note("no slot_name is written; using \(name) from now on") }
    return name
  }

  /// Random letters and digits that a slot's name may hold.
  package static func random(_ length: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<length).compactMap { _ in letters.randomElement() })
  }
}
