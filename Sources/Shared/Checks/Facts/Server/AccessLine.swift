/// A line of pg_hba.conf, as the server has read it; only superusers can read them.
package struct AccessLine: Sendable {
  package var number: Int
  package var type: String
  package var databases: [String]
  package var users: [String]
  package var address: String?
  package var netmask: String?
  package var method: String
  /// What is wrong with the line; nil if it is valid.
  package var problem: String?

  /// Creates a line.
  package init(
    number: Int, type: String, databases: [String], users: [String], address: String? = nil,
    netmask: String? = nil, method: String, problem: String? = nil
  ) {
    self.number = number
    self.type = type
    self.databases = databases
    self.users = users
    self.address = address
    self.netmask = netmask
    self.method = method
    self.problem = problem
  }
}
