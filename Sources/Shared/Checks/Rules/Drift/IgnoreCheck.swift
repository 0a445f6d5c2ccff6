import Settings

/// Whether `doctor.ignore` names checks that exist.
struct IgnoreCheck: Check {
  let id = "doctor-ignore"
  let group = Group.drift
  let needsConfiguration = true
  let isOffline = true
  let page = CheckPage(
    "Accepted findings",
    when: "a file is given; needs no server",
    finds: "an entry of `doctor.ignore` that is not the id of a check",
    why: "it has no effect, so the intended finding is not accepted",
    severity: "warning",
    remedies: ["Correct the id; `blink-schema doctor --list` lists all of them."],
    sources: ["docs/reference/configuration.md"])

  func findings(_ facts: Facts) -> [Finding] {
    (facts.configuration?.doctor.ignore ?? []).map(\.id).filter { Registry.check($0) == nil }
      .map { id in
        let near = Registry.nearest(to: id).map { Remedy(.config, "did you mean \($0)?") }
        return finding(
          .warning, id, "doctor.ignore lists '\(id)', but there is no such check",
          why: "it has no effect",
          remedies: [near ?? Remedy(.command, "blink-schema doctor --list")])
      }
  }
}
