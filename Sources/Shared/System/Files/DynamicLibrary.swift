private import Glibc

/// A C library that is loaded when it is needed, so that nobody has to install what he does not
/// use (dlopen(3)). It stays loaded.
@safe package struct DynamicLibrary: @unchecked Sendable {
  // SAFETY: the handle is never closed, and dlsym may be called from any thread.
  private let handle: UnsafeMutableRawPointer

  /// Loads a library by its file name, such as `libz.so.1`; nil where it is missing or damaged.
  package init?(_ name: String) {
    guard let handle = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    unsafe self.handle = unsafe handle
  }

  /// A function of the library; nil where it has none of that name.
  ///
  /// - Parameter type: the function's type, `@convention(c)`. It must be the one that the library
  ///   declares: nothing checks it.
  @unsafe package func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    guard let symbol = unsafe dlsym(handle, name) else { return nil }
    // SAFETY: the caller answers for the type; both are the address of a function.
    return unsafe unsafeBitCast(symbol, to: type)
  }
}
