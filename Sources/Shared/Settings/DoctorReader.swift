/// Reads `doctor`.
enum DoctorReader {
  static func settings(_ fields: Fields?) -> DoctorSettings {
    var result = DoctorSettings()
    result.ignore = fields?.list("ignore")?.compactMap(entry) ?? []
    return result
  }

  private static func entry(_ value: Fields.Value) -> DoctorSettings.Ignored? {
    switch value {
    case .text(let text): return DoctorSettings.Ignored(written: text)
    case .mapping(let fields):
      guard let id = fields.text("id") else { return nil }
      return DoctorSettings.Ignored(
        id: id, subject: fields.text("subject"), until: fields.text("until"))
    default: return nil
    }
  }
}
