import Glibc

/// Sockets of loopback, as descriptors that the caller closes.
enum LoopbackSocket {
  /// A socket on a port that the kernel chose.
  static func bound() throws -> (descriptor: Int32, port: Int) {
    let (descriptor, address) = unsafe try open(port: 0) { descriptor, address, length in
      unsafe bind(descriptor, address, length.pointee) == 0
        && getsockname(descriptor, address, length) == 0
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A socket on this port; throws where it is in use.
  static func bound(to port: Int) throws -> Int32 {
    unsafe try open(port: UInt16(port)) { descriptor, address, length in
      // As servers do: a connection that was closed a moment ago does not hold the port.
      var yes: Int32 = 1
      let size = socklen_t(MemoryLayout<Int32>.size)
      return unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) == 0
        && bind(descriptor, address, length.pointee) == 0
    }.0
  }

  /// A socket that is connected to this port.
  static func connected(to port: Int) throws -> Int32 {
    unsafe try open(port: UInt16(port)) { descriptor, address, length in
      unsafe connect(descriptor, address, length.pointee) == 0
    }.0
  }

  private static func open(
    port: UInt16,
    _ body: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool
  ) throws -> (Int32, sockaddr_in) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe body(descriptor, pointer, &length)
      }
    }
    guard result else {
      close(descriptor)
      throw SupportError("no socket on port \(port)")
    }
    return (descriptor, address)
  }
}
