private import Glibc
import Replication

extension FactGatherer {
  /// Looks at the disk that holds pg_wal, where it is one of this machine.
  ///
  /// A port of this machine can lead to another one; that the cluster of that folder is the one
  /// that answers is known from its system identifier.
  static func readDisk(into facts: inout Facts) {
    guard facts.isLocal, let folder = facts.setting("data_directory"), !folder.isEmpty,
      let identifier = facts.replication?.identity.systemID,
      systemIdentifier(in: folder) == identifier
    else { return }
    var disk = statvfs()
    guard unsafe statvfs("\(folder)/pg_wal", &disk) == 0 else { return }
    let (free, overflows) = Int(clamping: disk.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: disk.f_frsize))
    if !overflows { facts.wal.freeBytes = free }
  }

  /// The first eight bytes of `pg_control`; nil where this user may not read it.
  private static func systemIdentifier(in folder: String) -> String? {
    let descriptor = unsafe open("\(folder)/global/pg_control", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var value: UInt64 = 0
    let count = unsafe withUnsafeMutableBytes(of: &value) { bytes in
      unsafe read(descriptor, bytes.baseAddress, bytes.count)
    }
    return count == 8 ? String(value) : nil
  }
}
