import Diagnostics
import YAML

/// Reads `doctor`.
struct DoctorReader {
  let collector: Collector

  func settings(_ node: Node) -> DoctorSettings {
    var result = DoctorSettings()
    let keys = collector.mapping(node, "doctor", KeyTables.doctor)
    guard let list = keys["ignore"] else { return result }
    for (index, item) in collector.list(list, "doctor.ignore").enumerated() {
      if let entry = entry(item, "doctor.ignore[\(index)]") { result.ignore.append(entry) }
    }
    return result
  }

  private func entry(_ node: Node, _ path: String) -> DoctorSettings.Ignored? {
    guard case .mapping = node.value else {
      guard let text = collector.text(node, path) else { return nil }
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard let id = parts.first else { return nil }
      return DoctorSettings.Ignored(id: id, subject: parts.count > 1 ? parts[1] : nil)
    }
    let keys = collector.mapping(node, path, KeyTables.ignored)
    guard let id = keys["id"].flatMap({ collector.text($0, "\(path).id") }) else {
      collector.error("missing-key", "\(path).id", node, "\(path).id: the key is missing")
      return nil
    }
    let until = keys["until"].flatMap { collector.text($0, "\(path).until") }
    if let until, let place = keys["until"], !isDate(until) {
      collector.error(
        "wrong-kind", "\(path).until", place,
        "\(path).until: a date YYYY-MM-DD is expected, not `\(until)`")
    }
    return DoctorSettings.Ignored(
      id: id, subject: keys["subject"].flatMap { collector.text($0, "\(path).subject") },
      until: until)
  }

  private func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10
      && bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
      }
  }
}
