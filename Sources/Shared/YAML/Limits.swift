/// What a document may cost. A file of 10,000 tables with 150,000 columns has some 1.5 million
/// nodes and is accepted; what is deeper or longer than any sensible file is not.
package enum Limits {
  /// Bytes of a file.
  package static let fileBytes = 64 << 20
  package static let depth = 32
  package static let nodes = 4_000_000
  /// Bytes of one scalar.
  package static let scalarBytes = 64 << 10
}
