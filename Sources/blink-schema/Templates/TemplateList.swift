import ArgumentParser

/// The value of `--with`: kinds between commas, or `all`.
struct TemplateList: ExpressibleByArgument {
  let kinds: [TemplateKind]

  init?(argument: String) {
    if argument == "all" {
      kinds = TemplateKind.allCases
      return
    }
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let known = names.compactMap { TemplateKind(rawValue: String($0)) }
    guard known.count == names.count else { return nil }
    kinds = known
  }

  static var allValueStrings: [String] { TemplateKind.allCases.map(\.rawValue) + ["all"] }
}
