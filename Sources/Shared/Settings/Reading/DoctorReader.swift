import Diagnostics
import YAML

/// Reads `doctor`.
struct DoctorReader {
  let collector: Collector

  func settings(_ fields: Fields?) -> DoctorSettings {
    var result = DoctorSettings()
    guard let fields, let items = fields.list("ignore") else { return result }
    result.ignore = items.compactMap(entry)
    // Where an item is wrong, that was told, and places would be those of other items.
    if let list = fields.written("ignore"), case .sequence(let nodes) = list.value,
      nodes.count == result.ignore.count
    {
      for (index, entry) in result.ignore.enumerated() {
        lookUp(entry.id, "\(fields.path("ignore"))[\(index)]", nodes[index])
      }
    }
    return result
  }

  private func entry(_ value: Fields.Value) -> DoctorSettings.Ignored? {
    switch value {
    case .text(let text): return DoctorSettings.Ignored(written: text)
    case .mapping(let fields):
      guard let id = fields.text("id") else { return nil }
      return DoctorSettings.Ignored(
        id: id, subject: fields.text("subject"), until: fields.text("until"))
    default: return nil
    }
  }

  private func lookUp(_ id: String, _ path: String, _ node: Node) {
    guard let known = collector.options.checkIDs, !known.contains(id) else { return }
    collector.report(
      .warning, "unknown-check", path, at: collector.place(node),
      "\(path): doctor has no check `\(id)`; the entry has no effect",
      hint: Nearest.match(for: id, in: known).map { "did you mean \($0)?" }
        ?? "blink-schema doctor --list prints the ids")
  }
}
