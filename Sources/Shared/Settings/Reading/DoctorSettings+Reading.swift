extension DoctorSettings.Ignored {
  /// `ID` or `ID:subject`.
  package init(written text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    self.init(id: parts.first ?? "", subject: parts.count > 1 ? parts[1] : nil)
  }
}
