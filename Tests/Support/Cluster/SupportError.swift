/// Why a test could not be set up.
package struct SupportError: Error, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
