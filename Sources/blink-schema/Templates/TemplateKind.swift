/// What `init --with` may name.
enum TemplateKind: String, CaseIterable {
  case compose, systemd, k8s, grants, cleanup, ci, env

  /// The files of this kind.
  var files: [TemplateFile] {
    switch self {
    case .compose: [.compose, .dockerfile]
    case .systemd: [.systemd]
    case .k8s: [.kubernetes, .dockerfile]
    case .grants: [.grants, .server]
    case .cleanup: [.cleanup]
    case .ci: [.drift, .dockerfile]
    case .env: [.example]
    }
  }
}
