/// One of the values that a key admits.
struct Choice: Sendable {
  var text: String
  var availability = Availability.available
}
