/// A NOTICE or WARNING that the server sent beside an answer.
package struct Notice: Sendable, Equatable {
  package var sqlstate: String
  package var severity: String
  package var message: String
  package var detail: String?
}
