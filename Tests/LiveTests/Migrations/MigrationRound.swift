import Foundation
import Support

/// One random database that migrates under a pipeline: while blink-run runs, is stopped, or is
/// killed. Gathers what a consumer has otherwise than the source.
struct MigrationRound {
  /// What blink-run does while the database is changed.
  enum Mode: CaseIterable { case running, stopped, killed }

  let seed: UInt64
  private(set) var problems: [String] = []
  private(set) var story: [String] = []
  /// Each migration that was played, and whether the run stopped at it.
  private(set) var played: [(migration: Migration, exits: Set<Int32>)] = []

  private let place: DatabaseFolder
  private var model: ChangingDatabase
  private var replica = DatabaseReplica()
  private var lock: InitLock
  private var slot: String { "blink_\(place.database)_1" }
  /// What blink-run said since the migration.
  private var log = ""
  private var exits: Set<Int32> = []

  static func play(_ cluster: TestCluster, seed: UInt64) throws -> MigrationRound {
    var round = try MigrationRound(cluster, seed: seed)
    do {
      try round.play()
    } catch {
      round.problems.append("\(error)")
    }
    try cluster.psql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
    try cluster.psql("DROP DATABASE \(round.place.database) WITH (FORCE)")
    return round
  }

  private init(_ cluster: TestCluster, seed: UInt64) throws {
    self.seed = seed
    place = try DatabaseFolder(cluster, "m\(seed)")
    model = ChangingDatabase(seed: seed, publication: "blink_m\(seed)_1")
    lock = try InitLock(Data("{}".utf8))
  }

  private mutating func play() throws {
    try execute(model.creation())
    try followWithInit()
    let first = try run(["--endpos", "current"])
    guard first == 0 else { return problems.append("first run: \(first)") }
    try compare("the snapshot")
    for step in 1...model.random.number(2...4) where problems.isEmpty {
      var plan: MigrationPlan?
      while plan == nil {
        plan = model.random.pick(Migration.allCases).flatMap { model.plan($0) }
      }
      guard let plan else { return }
      try play(plan, step)
    }
  }

  private mutating func play(_ plan: MigrationPlan, _ step: Int) throws {
    let mode = model.random.pick(Mode.allCases) ?? .stopped
    story.append("step \(step): \(plan.migration), \(mode)")
    log = ""
    exits = []
    // The model knows the tables as the migration leaves them, so rows change after it.
    let program = mode == .stopped ? nil : try start(waiting: mode == .running)
    if mode == .killed { pause(0.3) }
    try execute(plan.statements)
    if mode == .running, model.random.once(in: 2) { pause(0.4) }
    try execute(model.changes())
    if let program { try end(program, mode) }
    try settle(plan)
    // Rows that came without an event are changed with one.
    let strays = replica.takeStrays()
    if !plan.migration.changesRowsSilently { problems += strays }
    if problems.isEmpty { try compare("step \(step), \(plan.migration), \(mode)") }
    played.append((plan.migration, exits))
  }

  // MARK: The operator

  /// Brings the pipeline to the server's position, as an operator does who reads what it says.
  private mutating func settle(_ plan: MigrationPlan) throws {
    if model.random.once(in: 3) { try followWithInit() }
    var arguments: Set<[String]> = []
    for _ in 0..<4 {
      let exit = try run(
        ["--endpos", "current"] + arguments.sorted { $0[0] < $1[0] }.flatMap { $0 })
      if exit == 0 {
        try adopt(arguments)
        break
      }
      switch exit {
      case 2:
        if !plan.migration.mayStop { problems.append("\(plan.migration) keeps it from starting") }
        try followWithInit()
      case 7, 9:
        try judge(exit, plan)
        let found = choices()
        arguments.formUnion(found)
        guard found.isEmpty else { break }
        if !log.contains("run blink-schema init") { problems.append("no choice is offered") }
        try followWithInit()
      default: problems.append("exit \(exit)")
      }
      guard problems.isEmpty else { return }
    }
    try followWithInit()
    if plan.migration.changesRowsSilently {
      let isNamed = plan.names.contains { log.contains($0) }
      if !isNamed { return problems.append("\(plan.migration) is not named") }
      for table in model.tables where arguments.isEmpty {
        let exit = try run(["--endpos", "current", "--resnapshot-stream", table.stream])
        if exit != 0 { problems.append("resnapshot: exit \(exit)") }
      }
    }
    // Every column of the file arrives from here on.
    for index in model.tables.indices {
      let id = model.tables[index].freshID(&model.random)
      try execute([model.tables[index].insertion(of: [id], &model.random)])
    }
    let exit = try run(["--endpos", "current"])
    if exit != 0 { problems.append("at the end: exit \(exit)") }
  }

  private mutating func judge(_ exit: Int32, _ plan: MigrationPlan) throws {
    if !plan.migration.mayStop { problems.append("\(plan.migration) stops the run (\(exit))") }
    if !plan.names.contains(where: { log.contains($0) }) {
      problems.append("the message of exit \(exit) names no table")
    }
  }

  /// The flags that the messages offer and that lose nothing.
  private func choices() -> Set<[String]> {
    let words = log.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    var found: Set<[String]> = []
    for (flag, value) in zip(words, words.dropFirst())
    where flag == "--resnapshot-stream" || (flag == "--resnapshot" && value == slot) {
      found.insert([flag, value])
    }
    let streams = found.filter { $0[0] == "--resnapshot-stream" }
    return streams.isEmpty ? found : streams
  }

  /// The tables that bear the names now were copied: the consumer's rows are theirs.
  private mutating func adopt(_ choices: Set<[String]>) throws {
    let all = choices.contains { $0[0] == "--resnapshot" }
    for stream in lock.streams.keys where all || choices.contains(["--resnapshot-stream", stream]) {
      let text = try place.sql(
        """
        SELECT attrelid, attnum, attname FROM pg_attribute
        WHERE attrelid = to_regclass('\(stream)') AND attnum > 0 AND NOT attisdropped
        """)
      let fields = text.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
      guard let oid = fields.first.flatMap({ Int($0[0]) }) else { continue }
      lock.streams[stream] = InitLock.Stream(
        oid: oid,
        columns: Dictionary(fields.map { (Int($0[1]) ?? 0, $0[2]) }) { first, _ in first })
    }
  }

  private mutating func followWithInit() throws {
    let outcome = try place.run(["init", "--no-input", "--new", "add"])
    let path = ".blink/blink.lock.json"
    story.append("$ init: \(outcome.exit)\n\(outcome.stderr)")
    guard outcome.exit == 0 else { return problems.append("init: \(outcome.exit)") }
    let next = try InitLock(Data(try place.text(path).utf8))
    replica.follow(lock, next)
    lock = next
  }

  // MARK: The pipeline

  private var environment: [String: String] {
    [
      "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(place.cluster.port)",
      "DATABASE_USER": "postgres", "DATABASE_NAME": place.database,
    ]
  }

  private mutating func run(_ arguments: [String]) throws -> Int32 {
    let outcome = try BlinkBinary.run.run(
      arguments, environment: environment, directory: place.folder.path)
    take(
      outcome.stdout, outcome.stderr, "blink-run \(arguments.joined(separator: " "))", outcome.exit)
    return outcome.exit
  }

  private func start(waiting: Bool) throws -> RunningProgram {
    let program = try BlinkBinary.run.start(
      ["--catalog-look", "100ms"], environment: environment, directory: place.folder.path)
    if waiting {
      _ = eventually { !program.isRunning || program.stderr.contains("streaming from") }
    }
    return program
  }

  private mutating func end(_ program: RunningProgram, _ mode: Mode) throws {
    pause(0.5)
    program.signal(mode == .killed ? SIGKILL : SIGTERM)
    let exit = try program.wait()
    // A kill is told as 9, like the exit code of a value that does not fit.
    let wasKilled = mode == .killed && exit == SIGKILL && !program.stderr.contains("error: ")
    take(program.stdout, program.stderr, "\(mode)", wasKilled ? 0 : exit)
    if ![0, 2, 7, 9].contains(exit) { problems.append("the run ended with \(exit)") }
  }

  private mutating func take(_ events: String, _ said: String, _ what: String, _ exit: Int32) {
    story.append("$ \(what): \(exit)\n\(said)\(events)")
    log += said
    exits.insert(exit)
    replica.apply(events)
    problems += replica.takeProblems()
  }

  private mutating func pause(_ most: Double) {
    Thread.sleep(forTimeInterval: Double(model.random.number(0...100)) / 100 * most)
  }

  // MARK: The source

  private mutating func execute(_ statements: [String]) throws {
    guard !statements.isEmpty else { return }
    story += statements
    try place.sql(statements.joined(separator: ";\n") + ";")
  }

  /// Compares every stream of the file with its table.
  private mutating func compare(_ when: String) throws {
    for (stream, known) in lock.streams {
      let names = known.columns.sorted { $0.key < $1.key }.map(\.value)
      let text = try place.sql(
        "SELECT row_to_json(x) FROM (SELECT \(names.joined(separator: ", ")) FROM \(stream)) x")
      let source = text.split(separator: "\n").compactMap { line in
        TableReplica.row(try? JSONSerialization.jsonObject(with: Data(line.utf8)))
      }
      let rows = replica.tables[stream]?.rows ?? []
      for difference in differences(source, rows) {
        problems.append("\(stream) after \(when): \(difference)")
      }
    }
  }

  /// A column that was added may be missing in a row that was written before it was in the file.
  private func differences(_ source: [TableReplica.Row], _ rows: [TableReplica.Row]) -> [String] {
    var rest = rows
    var missing: [String] = []
    for row in source {
      let found = rest.firstIndex { copy in
        row.allSatisfy { copy[$0.key] == nil || copy[$0.key] == $0.value }
      }
      if let found { rest.remove(at: found) } else { missing.append("the consumer lacks \(row)") }
    }
    return missing + rest.map { "the consumer has \($0)" }
  }
}
