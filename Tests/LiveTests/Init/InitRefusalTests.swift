import Foundation
import Support
import Testing

/// What `blink-schema init` does not write over a file that is there already.
@Suite struct InitRefusalTests {
  private static let lock = ".blink/blink.lock.json"

  @Test func whatCannotBeReadOrWrittenIs3AndChangesNothing() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    let lock = try place.text(Self.lock)
    let yaml = try place.text()
    try place.sql("ALTER TABLE t ADD num int")
    func refuses(_ what: String, says text: String) throws {
      let before = try place.files()
      for command in ["init", "diff"] {
        let outcome = try place(command)
        #expect(outcome.exit == 3, "\(what), \(command): \(outcome.exit) \(outcome.stderr)")
        #expect(outcome.stderr.contains(text), "\(what), \(command): \(outcome.stderr)")
      }
      #expect(try place.files() == before, "\(what)")
    }
    for damaged in [
      "", "{", "[]", "null", "<<<<<<< ours\n\(lock)", lock.replacing("\"oid\"", with: "\"iod\""),
      lock.replacing("Int32", with: "Int33"),
    ] {
      try place.write(damaged, to: Self.lock)
      try refuses("lock \(damaged.prefix(20))", says: "the lock file is damaged")
    }
    try place.write(lock.replacing("\"version\" : 1", with: "\"version\" : 2"), to: Self.lock)
    try refuses("a newer lock", says: "newer blink-schema")
    try place.write("{\"version\": 7}", to: Self.lock)
    try refuses("a newer lock", says: "newer blink-schema")
    try place.write(lock, to: Self.lock)
    try place.write(yaml.replacing("columns:", with: "colums:"))
    try refuses("an invalid file", says: "colums")
    try place.write(yaml + "a: &x 1\n")
    try refuses("an anchor", says: "anchors")
    try place.write(yaml)
    #expect(try place("init").exit == 0)
  }

  @Test func linksAndReadOnlyPlacesAreNotWritten() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    try place.sql("ALTER TABLE t ADD num int")
    let manager = FileManager.default
    // A link: replacing it would cut it off from what it points to.
    try manager.moveItem(at: place.file("blink.yaml"), to: place.file("real.yaml"))
    try manager.createSymbolicLink(
      atPath: place.file("blink.yaml").path, withDestinationPath: "real.yaml")
    var before = try place.files()
    let linked = try place("init")
    #expect(linked.exit == 3)
    #expect(linked.stderr.contains("a link"))
    #expect(try place.files() == before)
    try manager.removeItem(at: place.file("blink.yaml"))
    try manager.moveItem(at: place.file("real.yaml"), to: place.file("blink.yaml"))
    before = try place.files()
    // root may write everywhere, so somebody else tries.
    try Self.ownedByNobody(place.folder.path, [".", ".blink", ".blink/blink.lock.json"])
    for (mode, target) in [(0o444, "blink.yaml"), (0o555, ".")] {
      let path = place.file(target).path
      let old = try #require(try manager.attributesOfItem(atPath: path)[.posixPermissions])
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let outcome = try Self.runAsNobody(place, ["init", "--no-env-file"])
      try manager.setAttributes([.posixPermissions: old], ofItemAtPath: path)
      #expect(outcome.exit == 3, "\(target): \(outcome.stderr)")
      #expect(outcome.stderr.contains("cannot be written"), "\(outcome.stderr)")
      #expect(try place.files() == before, "\(target)")
    }
    #expect(try place("init").exit == 0)
  }

  /// Gives a folder and what is in it to somebody without rights, if we are root.
  private static func ownedByNobody(_ folder: String, _ names: [String]) throws {
    guard geteuid() == 0 else { return }
    let outcome = try Program.run("/bin/chown", ["-R", "nobody", folder])
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
  }

  private static func runAsNobody(
    _ place: DatabaseFolder, _ arguments: [String]
  ) throws -> Program.Outcome {
    guard geteuid() == 0 else { return try place.run(arguments) }
    // The binary may stand where only root can look.
    let copy = NSTemporaryDirectory() + "blink-schema-" + UUID().uuidString
    try FileManager.default.copyItem(atPath: BlinkBinary.schema.path, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    return try Program.run(
      "/usr/bin/setpriv",
      ["--reuid=nobody", "--regid=nogroup", "--clear-groups", copy] + arguments,
      environment: [
        "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(place.cluster.port)",
        "DATABASE_USER": "postgres", "DATABASE_NAME": place.database,
      ], directory: place.folder.path)
  }

  @Test func conflictsAreToldAndResolved() throws {
    let place = try DatabaseFolder(
      TestCluster(), "shop",
      "CREATE TABLE orders (id int PRIMARY KEY, total int, note text); CREATE TABLE t (id int PRIMARY KEY)"
    )
    #expect(try place("init").exit == 0)
    try place.replace(
      "- name: total\n          databrewType: Int32", "- name: total\n          databrewType: Int64"
    )
    try place.sql("ALTER TABLE orders ALTER total TYPE uuid USING NULL, DROP note")
    let before = try place.files()
    let conflict = try place("init")
    #expect(conflict.exit == 6)
    #expect(conflict.stdout == "")
    #expect(
      conflict.stderr.contains(
        """
        blink.yaml:17:25: conflict: orders.total: databrewType
            file:     Int64 (your choice over integer)
            database: uuid, which is UUID (was integer)
        """))
    #expect(conflict.stderr.contains("1 conflict; nothing was written"))
    #expect(try place("init", "--dry-run").exit == 6)
    #expect(try place("init", "--with", "grants").exit == 6)
    #expect(try place.files() == before)
    #expect(try place("init", "--ours", "--theirs").exit == 64)
    let ours = try place("init", "--ours")
    #expect(ours.exit == 0)
    #expect(ours.stderr.contains("Int64 is kept, but cannot represent uuid"))
    #expect(try place.text().contains("databrewType: Int64"))
    #expect(try place("diff").stdout.contains("override-incompatible"))
    for (name, data) in before { try data.write(to: place.file(name)) }
    #expect(try place("init", "--theirs").exit == 0)
    #expect(try place.text().contains("- name: total\n          databrewType: UUID"))
    #expect(try place("diff").exit == 0)
  }

  @Test func whereNothingIsLeftOnlyTheUserDecides() throws {
    let place = try DatabaseFolder(TestCluster(), "shop", "CREATE TABLE t (id int PRIMARY KEY)")
    #expect(try place("init").exit == 0)
    let before = try place.files()
    try place.sql("DROP TABLE t; CREATE TABLE other (id int PRIMARY KEY)")
    for arguments in [["init"], ["init", "--theirs"]] {
      let outcome = try place.run(arguments)
      #expect(outcome.exit == 6)
      #expect(outcome.stderr.contains("every stream"))
      #expect(try place.files() == before)
    }
    let added = try place("init", "--new", "add", "--dry-run")
    #expect(added.exit == 0, "\(added.stderr)")
    let ours = try place("init", "--ours")
    #expect(ours.exit == 0)
    #expect(ours.stderr.contains("t is kept, but is not in the database"))
    #expect(try place.text().contains("    - stream: t\n"))
    // A stream of which every column was dropped.
    try place.sql(
      "DROP TABLE other; CREATE TABLE t (id int PRIMARY KEY, num int); CREATE TABLE u (id int PRIMARY KEY)"
    )
    #expect(try place("init", "--new", "add").exit == 0)
    try place.replace(
      """
              - name: id
                databrewType: Int32
                nativeConnectorType: integer
                pk: true
                nullable: false
          # public.u
      """,
      """
              - name: num
                databrewType: Int32
                nativeConnectorType: integer
                pk: false
                nullable: true
          # public.u
      """)
    #expect(try place("init").exit == 0)
    try place.sql("ALTER TABLE t DROP num")
    let emptied = try place("init")
    #expect(emptied.exit == 6, "\(emptied.stderr)")
    #expect(emptied.stderr.contains("contains only dropped columns"))
    #expect(try place("init", "--ours", "--dry-run").exit == 0)
    let theirs = try place("init", "--theirs")
    #expect(theirs.exit == 0, "\(theirs.stderr)")
    #expect(try !place.text().contains("    - stream: t\n"))
    #expect(try place("diff").exit == 0)
  }
}
