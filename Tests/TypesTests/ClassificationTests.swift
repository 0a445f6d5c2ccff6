import Catalog
import Postgres
import Settings
import Support
import Testing
import Types

@Suite("What becomes of values under a type that somebody wrote")
struct ClassificationTests {
  @Test(
    arguments: [
      (DatabrewType.int32, DataType.builtIn("int4"), TypeMapping.Classification.exact),
      (.int16, .builtIn("int2"), .exact), (.int16, .builtIn("int4"), .narrowing),
      (.int64, .builtIn("int4"), .exact), (.int32, .builtIn("int8"), .narrowing),
      // An override that the documentation of Blink itself shows.
      (.int32, .builtIn("numeric"), .narrowing), (.int64, .numeric(12, 2), .narrowing),
      (.int32, .numeric(9, 0), .exact), (.int32, .numeric(10, 0), .narrowing),
      (.int16, .numeric(4, 0), .exact), (.int16, .numeric(5, 0), .narrowing),
      (.int64, .numeric(3, -2), .narrowing), (.float64, .builtIn("numeric"), .lossy),
      (.float64, .numeric(15, 0), .exact), (.float64, .numeric(16, 0), .lossy),
      (.float64, .builtIn("int8"), .lossy), (.float64, .builtIn("int4"), .exact),
      (.float32, .builtIn("int4"), .lossy), (.float32, .builtIn("float8"), .lossy),
      (.float64, .builtIn("float4"), .exact), (.int64, .builtIn("float8"), .narrowing),
      (.int32, .builtIn("oid"), .narrowing), (.int64, .builtIn("oid"), .exact),
      (.uint64, .builtIn("xid8"), .exact), (.int64, .builtIn("xid8"), .narrowing),
      (.uint64, .builtIn("int8"), .narrowing), (.int32, .builtIn("jsonb"), .incompatible),
      (.int32, .builtIn("text"), .incompatible), (.boolean, .builtIn("int4"), .incompatible),
      (.bytea, .builtIn("text"), .incompatible), (.json, .builtIn("text"), .incompatible),
      (.json, .user("hstore", kind: "b", extension: "hstore"), .exact),
      (.uuid, .builtIn("varchar"), .narrowing),
      (.uuid, .builtIn("int4"), .incompatible), (.date32, .builtIn("timestamptz"), .lossy),
      (.string, .builtIn("bytea"), .exact), (.string, .user("mood", kind: "e"), .exact),
      (.list(.int64), .builtIn("int4"), .incompatible),
      (.list(.int64), .builtIn("numeric").array, .narrowing),
      (.list(.int64), .builtIn("int4").domain("p").array, .exact),
      (.list(.float64), .builtIn("int8").array, .lossy),
      (.list(.json), .builtIn("text").array, .incompatible),
      (.list(.string), .builtIn("jsonb").array, .exact),
      (.int32, .builtIn("int4").array, .incompatible),
      (.int32, .builtIn("int4").domain("p"), .exact),
    ])
  func override(
    _ written: DatabrewType, _ type: DataType, _ expected: TypeMapping.Classification
  ) {
    #expect(TypeMapping.classification(of: written, over: type) == expected)
  }
}
