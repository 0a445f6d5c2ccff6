/// The output plugin (`source.config.plugin`).
package enum Plugin: String, DeclaredChoice {
  case auto
  case pgoutput
  case testDecoding = "test_decoding"
  case wal2json

  var availability: Availability {
    switch self {
    case .auto, .pgoutput: .available
    case .testDecoding, .wal2json: .notBuilt(advice: "use plugin: auto")
    }
  }
}
