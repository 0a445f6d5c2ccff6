import Templates

/// A file that `init` writes beside the configuration; the raw value is its name.
enum TemplateFile: String, CaseIterable {
  case compose = "docker-compose.yaml"
  case dockerfile = "Dockerfile"
  case systemd = "blink-run.service"
  case kubernetes = "k8s.yaml"
  case grants = "grants.sql"
  case server = "postgresql.conf.snippet"
  case cleanup = "cleanup.sql"
  case drift = "ci-drift.yaml"
  case example = ".env.example"
  case variables = ".env"

  var template: Template {
    switch self {
    case .compose: Templates.compose
    case .dockerfile: Templates.dockerfile
    case .systemd: Templates.systemd
    case .kubernetes: Templates.kubernetes
    case .grants: Templates.grants
    case .server: Templates.server
    case .cleanup: Templates.cleanup
    case .drift: Templates.drift
    case .example, .variables: Templates.variables
    }
  }

  /// Only the variables are private.
  var mode: UInt32 { self == .variables ? 0o600 : 0o644 }

  /// The file's text: the same bytes for the same database and options.
  func text(_ context: TemplateContext) -> String {
    let own =
      switch self {
      case .compose, .dockerfile, .systemd, .kubernetes, .drift: context.deployment
      case .grants: GrantsText(context).values
      case .server, .cleanup: context.database
      case .example: VariablesText.example
      case .variables: VariablesText.values(of: context)
      }
    return template.text(own.merging(["version": context.version]) { $1 })
  }
}
