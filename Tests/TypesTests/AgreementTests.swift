import Catalog
import Postgres
import Support
import Testing
import Types

@Suite("nativeConnectorType against the database")
struct AgreementTests {
  @Test(
    arguments: [
      ("integer", DataType.builtIn("int4")), ("int4", .builtIn("int4")), ("INT", .builtIn("int4")),
      ("serial", .builtIn("int4")), ("pg_catalog.int4", .builtIn("int4")),
      ("bigserial", .builtIn("int8")), ("varchar", .builtIn("varchar")),
      ("character varying", .builtIn("varchar", typmod: 54)),
      ("character  varying(50)", .builtIn("varchar", typmod: 54)),
      ("varchar", .builtIn("text")), ("numeric", .builtIn("numeric")),
      ("decimal", .numeric(12, 2)), ("numeric(12, 2)", .numeric(12, 2)),
      ("dec(9)", .numeric(9, 0)), ("numeric(3,-2)", .numeric(3, -2)),
      ("timestamptz", .builtIn("timestamptz")),
      ("timestamp with time zone", .builtIn("timestamptz")),
      ("timestamp(3) with time zone", .builtIn("timestamptz", typmod: 3)),
      ("timestamp", .builtIn("timestamp")), ("bpchar", .builtIn("bpchar", typmod: 7)),
      ("character(3)", .builtIn("bpchar", typmod: 7)), ("\"char\"", .builtIn("char")),
      ("float", .builtIn("float8")), ("float(24)", .builtIn("float4")),
      ("interval day to second(3)", .builtIn("interval")),
      ("integer[]", .builtIn("int4").array), ("_int4", .builtIn("int4").array),
      ("int[][]", .builtIn("int4").array), ("integer[3]", .builtIn("int4").array),
      ("integer ARRAY", .builtIn("int4").array), ("ARRAY", .builtIn("int4").array),
      ("numeric(9,0)[]", .numeric(9, 0).array),
      ("mood", .user("mood", kind: "e")), ("public.mood", .user("mood", kind: "e")),
      ("public.\"mood\"", .user("mood", kind: "e")), ("USER-DEFINED", .user("mood", kind: "e")),
      ("_mood", .user("mood", kind: "e").array), ("Mood", .user("Mood", kind: "e")),
      ("public.\"a.b\"", .user("a.b", kind: "e")),
      ("email", .builtIn("text").domain("email")), ("text", .builtIn("text").domain("email")),
      ("email[]", .builtIn("text").domain("email").array),
      ("text[]", .builtIn("text").domain("email").array),
      ("ints", .builtIn("int4").array.domain("ints")),
      ("integer[]", .builtIn("int4").array.domain("ints")),
    ])
  func agrees(_ written: String, _ type: DataType) {
    #expect(TypeMapping.nativeNamesAgree(written, with: type) == .agree)
  }

  @Test(
    arguments: [
      ("smallint", DataType.builtIn("int4"), TypeMapping.Agreement.databaseWider),
      ("integer", .builtIn("int8"), .databaseWider),
      ("bigint", .builtIn("numeric"), .databaseWider),
      ("bigint", .builtIn("int4"), .databaseNarrower),
      ("varchar(10)", .builtIn("varchar", typmod: 24), .databaseWider),
      ("varchar(10)", .builtIn("varchar"), .databaseWider),
      ("varchar(10)", .builtIn("text"), .databaseWider),
      ("varchar(50)", .builtIn("varchar", typmod: 24), .databaseNarrower),
      ("numeric(12,2)", .builtIn("numeric"), .databaseWider),
      ("numeric(12,2)", .numeric(12, 3), .databaseWider),
      ("numeric(12,2)", .numeric(13, 2), .databaseWider),
      ("numeric(12,2)", .numeric(10, 2), .databaseNarrower),
      ("timestamp(3)", .builtIn("timestamp"), .databaseWider),
      ("text", .builtIn("varchar", typmod: 24), .databaseNarrower),
      ("real", .builtIn("float8"), .databaseWider),
      ("integer[]", .builtIn("int8").array, .databaseWider),
      ("integer", .builtIn("text"), .incompatible), ("integer[]", .builtIn("int4"), .incompatible),
      ("integer", .builtIn("int4").array, .incompatible),
      ("timestamp", .builtIn("timestamptz"), .incompatible),
      ("other.mood", .user("mood", kind: "e"), .incompatible),
      ("text", .user("text", kind: "e"), .incompatible),
      ("mood", .builtIn("text"), .incompatible), ("", .builtIn("text"), .incompatible),
      ("\"open", .builtIn("text"), .incompatible), ("integer[", .builtIn("int4"), .incompatible),
      ("public.numeric", .builtIn("numeric"), .incompatible),
    ])
  func differs(_ written: String, _ type: DataType, _ expected: TypeMapping.Agreement) {
    #expect(TypeMapping.nativeNamesAgree(written, with: type) == expected)
  }
}
