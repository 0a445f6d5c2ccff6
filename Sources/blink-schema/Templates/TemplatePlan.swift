import Diagnostics
import System

/// Files to be written beside the configuration: decided whole before anything is written.
struct TemplatePlan {
  private var missing: [TemplateFile] = []
  /// Files that differ, but are the user's business.
  private var kept: [TemplateFile] = []
  private let folder: String
  private let context: TemplateContext

  /// Compares with the existing files; a file with the same text is left alone.
  ///
  /// - Parameter folder: where they go.
  /// - Throws: `wouldOverwrite` if a file with another text has one of the names; for
  ///   `.env.example`, which is always written, that is only reported.
  init(
    _ files: [TemplateFile], in folder: String, context: TemplateContext
  ) throws(Failure) {
    self.folder = folder
    self.context = context
    var different: [TemplateFile] = []
    for file in files {
      let path = Self.path(file, in: folder)
      if Self.isMissing(path) {
        missing.append(file)
      } else if !Self.isSame(path, file.text(context)) {
        if file == .example { kept.append(file) } else { different.append(file) }
      }
    }
    guard different.isEmpty else {
      throw Failure(
        .wouldOverwrite,
        different.count == 1
          ? "the file already exists and differs"
          : "\(different.count) files already exist and differ",
        subject: different.map { TerminalText.sanitized(Self.path($0, in: folder)) }
          .joined(separator: ", "),
        why: "your edits would be lost; nothing was written",
        remedies: ["move the existing files", "remove it from --with"])
    }
  }

  /// Writes what is missing; if that fails, removes what it wrote.
  ///
  /// - Returns: lines for stderr.
  func write(_ style: Style) throws(Failure) -> [String] {
    var written: [String] = []
    for file in missing {
      let path = Self.path(file, in: folder)
      do {
        try AtomicFile.create(path, Array(file.text(context).utf8), mode: file.mode)
      } catch {
        for path in written { try? Path.remove(path) }
        throw error
      }
      written.append(path)
    }
    return written.map { style.green("wrote ") + TerminalText.sanitized($0) }
      + kept.map { file in
        style.dim("unchanged: ") + TerminalText.sanitized(Self.path(file, in: folder))
          + ", although init would write it differently"
      }
  }

  private static func path(_ file: TemplateFile, in folder: String) -> String {
    folder == "." ? file.rawValue : "\(folder == "/" ? "" : folder)/\(file.rawValue)"
  }

  private static func isMissing(_ path: String) -> Bool {
    do {
      _ = try Path.kind(path)
      return false
    } catch {
      return error.isMissing
    }
  }

  private static func isSame(_ path: String, _ text: String) -> Bool {
    guard let bytes = try? BoundedFile.read(path) else { return false }
    return bytes.elementsEqual(text.utf8)
  }
}
