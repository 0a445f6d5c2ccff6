import Catalog
import Postgres
import Support
import Testing

@Suite("What a real database holds")
struct IntrospectionTests {
  private func open(_ cluster: TestCluster, user: String = "postgres") throws -> Connection {
    let parameters = try ConnectionParameters(
      conninfo: "host=127.0.0.1 port=\(cluster.port) user=\(user) dbname=postgres")
    return try Connection.open(parameters, applicationName: "tests")
  }

  @Test func typesAreUnwrapped() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TYPE mood AS ENUM ('sad', 'it''s {ok}', 'happy'); CREATE DOMAIN d1 AS numeric(9,0);
      CREATE DOMAIN d2 AS d1 NOT NULL; CREATE DOMAIN moods AS mood[]; CREATE DOMAIN feeling AS mood;
      CREATE TABLE t (a d2, b d1[], c moods, d feeling[], e box[], f int2vector, g varchar(9)[],
        h point, i timestamp(3), j "char", k name, l int[][]);
      """)
    let session = try open(cluster)
    let table = try #require(try Introspection.tables(on: session).first)
    func type(_ name: Identifier) throws -> DataType {
      try #require(table.column(named: name)).type
    }
    #expect(try type("a").base.isBuiltIn("numeric"))
    #expect(try type("a").numericModifier?.precision == 9)
    #expect(try type("a").formatted == "public.d2")
    #expect(try #require(table.column(named: "a")).isNotNull)
    #expect(try type("b").element?.own.name == "d1")
    #expect(try type("b").element?.base.name == "numeric")
    #expect(try type("c").isDomain)
    #expect(try type("c").element?.own.name == "mood")
    #expect(try type("c").enumLabels == ["sad", "it's {ok}", "happy"])
    #expect(try type("d").enumLabels.count == 3)
    #expect(try type("e").element?.delimiter == UInt8(ascii: ";"))
    #expect(try type("f").isVector)
    #expect(try !type("f").isArray)
    #expect(try type("g").typmod == 13)
    #expect(try type("h").element == nil)
    #expect(try type("i").formatted == "timestamp(3) without time zone")

    let found = try Introspection.types(
      on: session, oids: table.columns.map(\.type.oid) + [4_000_000_000])
    #expect(found.count == table.columns.count)
    for column in table.columns {
      let type = try #require(found[column.type.oid])
      #expect(type.base == column.type.base)
      #expect(type.element == column.type.element)
    }
    #expect(try Introspection.types(on: session, oids: []).isEmpty)
  }

  /// A table with a column of every type that a column can have.
  private static let everyType = """
    CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION cube;
    CREATE EXTENSION seg; CREATE EXTENSION isn; CREATE SCHEMA other;
    CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN d AS text; CREATE TYPE other.pair AS (a int, b mood);
    CREATE DOMAIN dd AS d; CREATE DOMAIN ints AS int[]; CREATE DOMAIN h AS hstore;
    CREATE DOMAIN other.moods AS mood[]; CREATE DOMAIN pairs AS other.pair[];
    CREATE TYPE floats AS RANGE (subtype = float8);
    DO $$ DECLARE r record; n int := 0; s text := ''; BEGIN
      FOR r IN SELECT format_type(t.oid, NULL) AS f FROM pg_type t
        LEFT JOIN pg_type e ON e.oid = t.typelem WHERE t.typtype IN ('b', 'e', 'd', 'r', 'm')
        AND coalesce(e.typtype, 'b') NOT IN ('c', 'p') AND t.typnamespace = ANY
          ('{public,other,pg_catalog}'::regnamespace[]) LOOP
        n := n + 1; s := s || format(', c%s %s', n, r.f);
      END LOOP;
      EXECUTE 'CREATE TABLE every (p other.pair, pa other.pair[]' || s || ')';
    END $$;
    """

  @Test func dataTypesAreThoseOfTheInformationSchema() throws {
    let cluster = try TestCluster()
    try cluster.psql(Self.everyType)
    let session = try open(cluster)
    // PostgreSQL's own tables and views, too, which init leaves out.
    let rows = try session.query(
      """
      SELECT v.table_schema, v.table_name, v.column_name, v.data_type, a.atttypid
      FROM information_schema.columns v JOIN pg_attribute a
        ON a.attrelid = format('%I.%I', v.table_schema, v.table_name)::regclass
       AND a.attname = v.column_name
      """)
    #expect(rows.count > 2_000)
    let oids = (0..<rows.count).compactMap { rows.int($0, "atttypid").map { UInt32($0) } }
    let types = try Introspection.types(on: session, oids: Set(oids).sorted())
    var schemas: [String: Int] = [:]
    for row in 0..<rows.count {
      let place = ["table_schema", "table_name", "column_name"].map {
        rows[row: row, name: $0] ?? ""
      }
      schemas[place[0], default: 0] += 1
      #expect(
        types[oids[row]]?.informationSchemaName == rows[row: row, name: "data_type"],
        "\(place.joined(separator: "."))")
    }
    #expect(schemas.keys.sorted() == ["information_schema", "pg_catalog", "public"])
    #expect(schemas["public"] ?? 0 > 170)
    let table = try #require(try Introspection.tables(on: session).first)
    for column in table.columns {
      #expect(column.type.informationSchemaName == types[column.type.oid]?.informationSchemaName)
    }
  }

  @Test func theInformationSchemaSaysTheSame() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      Self.everyType + """
        CREATE DOMAIN needed AS int NOT NULL; CREATE DOMAIN needed2 AS needed;
        CREATE TABLE k (gone int, b int, a int, v int, n needed2, PRIMARY KEY (a, b) INCLUDE (v));
        ALTER TABLE k DROP COLUMN gone; COMMENT ON COLUMN k.v IS 'said';
        CREATE TABLE "Odd ""t" (id int GENERATED ALWAYS AS IDENTITY,
          "b.c" int GENERATED BY DEFAULT AS IDENTITY, g int GENERATED ALWAYS AS (1) STORED, d int DEFAULT 2);
        CREATE TABLE ri (x int NOT NULL UNIQUE, y text); ALTER TABLE ri REPLICA IDENTITY USING INDEX ri_x_key;
        CREATE ROLE reader LOGIN; GRANT SELECT ON k, ri TO reader; GRANT SELECT (id) ON "Odd ""t" TO reader;
        """)
    for user in ["postgres", "reader"] {
      let session = try open(cluster, user: user)
      let catalog = try Introspection.contents(on: session).tables
      let views = try Introspection.contents(on: session, source: .informationSchema).tables
      #expect(catalog.count == 4)
      for (a, b) in zip(catalog, views) {
        for (a, b) in zip(a.columns, b.columns) where a != b && a.canSelect {
          Issue.record("\(user): \(a) is \(b)")
        }
        #expect(a.columns.map(\.name) == b.columns.map(\.name))
        #expect(a.primaryKey.map(\.name) == b.primaryKey.map(\.name))
      }
      if user == "postgres" { #expect(catalog == views) }
    }
  }

  @Test func tablesAndTheirKeys() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE SCHEMA s; CREATE TABLE s.k (gone int, b int, a int, v int, PRIMARY KEY (a, b) INCLUDE (v));
      ALTER TABLE s.k DROP COLUMN gone;
      CREATE TABLE ri (x int NOT NULL, y int NOT NULL, z int); CREATE UNIQUE INDEX ri_yx ON ri (y, x);
      CREATE UNIQUE INDEX ri_null ON ri (z); CREATE UNIQUE INDEX ri_part ON ri (x) WHERE y > 0;
      ALTER TABLE ri REPLICA IDENTITY USING INDEX ri_yx;
      CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (id);
      CREATE TABLE p2 PARTITION OF p1 FOR VALUES FROM (0) TO (5);
      CREATE TABLE g (id int GENERATED BY DEFAULT AS IDENTITY, n int GENERATED ALWAYS AS (1) STORED,
        d int DEFAULT 1);
      CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA s TO reader; GRANT SELECT (a) ON s.k TO reader;
      """)
    let session = try open(cluster)
    let tables = try Introspection.tables(on: session)
    #expect(
      tables.map(\.name.description)
        == ["public.g", "public.p", "public.p1", "public.p2", "public.ri", "s.k"])
    #expect(tables[5].primaryKey.map(\.name) == ["a", "b"])
    #expect(tables[5].columns.map(\.number) == [2, 3, 4])
    #expect(tables[4].identityColumns.map(\.name) == ["y", "x"])
    #expect(tables[4].replicaIdentityIndex == "ri_yx")
    #expect(tables[4].uniqueKeys == [UniqueKey(index: "ri_yx", columns: ["y", "x"])])
    #expect(tables[3].root?.name.name == "p")
    #expect(tables[3].parents.map(\.name.name) == ["p1"])
    #expect(tables[0].columns.map(\.identity) == [.byDefault, nil, nil])
    #expect(tables[0].columns.map(\.generated) == [nil, .stored, nil])
    #expect(tables[0].columns.map(\.hasDefault) == [false, true, true])

    #expect(try Introspection.tables(on: session, schemas: ["s"]).map(\.name.name) == ["k"])
    let names = [
      QualifiedName(schema: "public", name: "ri"), QualifiedName(schema: "s", name: "absent"),
    ]
    #expect(try Introspection.tables(on: session, names: names).map(\.name.name) == ["ri"])
    #expect(try Introspection.tables(on: session, names: []).isEmpty)

    let reader = try open(cluster, user: "reader")
    let seen = try Introspection.tables(on: reader)
    #expect(seen.count == tables.count)
    #expect(seen[5].primaryKey.map(\.name) == ["a", "b"])
    #expect(!seen[5].canSelect)
    #expect(seen[5].columns.map(\.canSelect) == [false, true, false])
    #expect(!seen[4].isOwner)
    #expect(tables[4].isOwner)
  }

  @Test func aFailureLeavesTheSessionUsable() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE ROLE reader LOGIN;
      REVOKE EXECUTE ON FUNCTION pg_catalog.obj_description(oid, name) FROM PUBLIC;
      """)
    let session = try open(cluster, user: "reader")
    #expect {
      _ = try Introspection.tables(on: session)
    } throws: { error in
      (error as? ServerError)?.sqlstate == "42501"
    }
    #expect(try session.query("SELECT 1 AS one").int(0, "one") == 1)
    // The empty search path was that of the transaction only.
    #expect(try session.query("SHOW search_path")[row: 0, index: 0] != "\"\"")
  }
}
