package enum TerminalText { package static func sanitized(_ s: String) -> String { s } }
