import Checks
import Diagnostics

/// What doctor says of its checks without looking at a server.
enum DoctorPages {
  /// Every id with its group and severity, a line each.
  static func list(_ style: Style) -> String {
    let width = (Registry.ids.map(\.utf8.count).max() ?? 0) + 2
    return Registry.all.map { check in
      let pad = String(repeating: " ", count: width - check.id.utf8.count)
      let group = check.group.name + String(repeating: " ", count: 13 - check.group.name.utf8.count)
      return "\(style.bold(check.id))\(pad)\(group)\(check.page.severity)\n"
    }.joined()
  }

  /// The page of a check.
  static func page(_ id: String, at provider: Provider?, _ style: Style) throws(Failure) -> String {
    guard let check = Registry.check(id) else {
      throw Failure(
        .usage, "there is no check '\(id)'",
        remedies: [
          Registry.nearest(to: id).map { "did you mean \($0)?" } ?? "--list shows all"
        ])
    }
    return check.page.text(of: check, at: provider, style: style)
  }
}
