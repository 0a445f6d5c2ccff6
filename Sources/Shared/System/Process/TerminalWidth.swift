private import Glibc

/// How many columns a line may have.
package enum TerminalWidth {
  /// The width of the terminal behind a descriptor: what the terminal says (`TIOCGWINSZ`), else
  /// `COLUMNS`, else 80. Nil where there is no terminal: files and programs get whole lines.
  package static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    let text = unsafe getenv("COLUMNS").map { unsafe String(cString: $0) } ?? ""
    return Int(text).flatMap { $0 > 0 ? $0 : nil } ?? 80
  }
}
