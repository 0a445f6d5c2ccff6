import Catalog
import Postgres
import Settings
import Support
import Testing
import Types

@Suite("What init suggests for a type")
struct SuggestionTests {
  @Test(
    arguments: [
      (DataType.builtIn("bool"), "Boolean", "boolean"),
      (.builtIn("int2"), "Int32", "smallint"), (.builtIn("int4"), "Int32", "integer"),
      (.builtIn("int8"), "Int64", "bigint"), (.builtIn("oid"), "Int64", "oid"),
      (.builtIn("xid"), "Int64", "xid"), (.builtIn("cid"), "Int64", "cid"),
      (.builtIn("xid8"), "Uint64", "xid8"),
      (.numeric(9, 0), "Int32", "numeric"), (.numeric(10, 0), "Int64", "numeric"),
      (.numeric(18, 0), "Int64", "numeric"), (.numeric(19, 0), "String", "numeric"),
      (.numeric(12, 2), "String", "numeric"), (.numeric(3, -2), "String", "numeric"),
      (.builtIn("numeric"), "String", "numeric"),
      (.builtIn("float4"), "Float32", "real"), (.builtIn("float8"), "Float64", "double precision"),
      (.builtIn("money"), "String", "money"), (.builtIn("text"), "String", "text"),
      (.builtIn("varchar", typmod: 124), "String", "varchar"),
      (.builtIn("name"), "String", "name"), (.builtIn("char"), "String", "\"char\""),
      (.builtIn("bpchar", typmod: 7), "String", "character"),
      (.builtIn("bpchar"), "String", "bpchar"), (.builtIn("bytea"), "bytea", "bytea"),
      (.builtIn("bit", typmod: 1), "String", "bit"), (.builtIn("varbit"), "String", "bit varying"),
      (.builtIn("uuid"), "UUID", "uuid"), (.builtIn("json"), "JSON", "json"),
      (.builtIn("jsonb"), "JSON", "jsonb"), (.builtIn("xml"), "String", "xml"),
      (.builtIn("date"), "Date32", "date"),
      (.builtIn("timestamp"), "String", "timestamp without time zone"),
      (.builtIn("timestamptz"), "String", "timestamp with time zone"),
      (.builtIn("time"), "String", "time without time zone"),
      (.builtIn("timetz"), "String", "time with time zone"),
      (.builtIn("interval"), "String", "interval"), (.builtIn("inet"), "Inet", "inet"),
      (.builtIn("cidr"), "Inet", "cidr"), (.builtIn("macaddr8"), "MAC", "macaddr8"),
      (.builtIn("point"), "String", "point"), (.builtIn("regclass"), "String", "regclass"),
      (.user("mood", kind: "e"), "String", "mood"), (.user("addr", kind: "c"), "String", "addr"),
      (.user("spans", kind: "r"), "String", "spans"),
      (.user("hstore", kind: "b", extension: "hstore"), "JSON", "hstore"),
      (.user("vector", kind: "c"), "String", "vector"),
      (.user("hstore", kind: "b"), "String", "hstore"),
      (.user("citext", kind: "b", schema: "ext", extension: "citext"), "String", "ext.citext"),
      (.user("vector", kind: "b", extension: "vector"), "List<Float64>", "vector"),
      (.user("halfvec", kind: "b"), "String", "halfvec"),
      (.user("sparsevec", kind: "b", schema: "ext"), "String", "ext.sparsevec"),
      (.user("geometry", kind: "b"), "String", "geometry"),
      (.user("geography", kind: "b", schema: "gis"), "String", "gis.geography"),
      (.user("raster", kind: "b"), "String", "raster"),
      (.user("geometry", kind: "b").array, "List<String>", "geometry[]"),
      (
        .user("vector", kind: "b", extension: "vector").domain("embedding"), "List<Float64>",
        "vector"
      ),
      (.user("whatever", kind: "b"), "String", "whatever"),
      (.user("Weird \"t\"", kind: "b"), "String", "\"Weird \"\"t\"\"\""),
      (.user("text", kind: "b"), "String", "public.text"),
      (.builtIn("int4").domain("positive"), "Int32", "integer"),
      (.builtIn("int4").array, "List<Int64>", "integer[]"),
      (.builtIn("float4").array, "List<Float64>", "real[]"),
      (.builtIn("jsonb").array, "List<JSON>", "jsonb[]"),
      (.builtIn("uuid").array, "List<String>", "uuid[]"),
      (.numeric(9, 0).array, "List<String>", "numeric[]"),
      (.builtIn("int4").domain("positive").array, "List<String>", "positive[]"),
      (.user("mood", kind: "e").array, "List<String>", "mood[]"),
    ])
  func table(_ type: DataType, _ databrewType: String, _ native: String) {
    let suggestion = TypeMapping.databrewType(for: type)
    #expect(suggestion.type.name == databrewType)
    #expect(suggestion.native == native)
    #expect(TypeMapping.classification(of: suggestion.type, over: type) == .exact)
    #expect(TypeMapping.nativeNamesAgree(suggestion.native, with: type) == .agree)
  }

  @Test func vectorsAreLists() {
    var type = DataType.builtIn("int2vector")
    let element = TypeName(oid: 21, schema: "pg_catalog", name: "int2")
    type.element = DataType.Element(
      own: element, kind: UInt8(ascii: "b"), base: element, baseKind: UInt8(ascii: "b"))
    let suggestion = TypeMapping.databrewType(for: type)
    #expect(suggestion.type == .list(.int64))
    #expect(suggestion.native == "int2vector")
    #expect(TypeMapping.nativeNamesAgree("int2vector", with: type) == .agree)
  }

  @Test func notesSayWhatTheNamesLeaveOut() {
    func note(_ type: DataType) -> String? { TypeMapping.databrewType(for: type).note }
    #expect(note(.builtIn("text")) == nil)
    #expect(note(.numeric(12, 2)) == "numeric(12,2); exact only as String")
    #expect(note(.user("mood", kind: "e", labels: ["sad", "ok"])) == "enum: sad, ok")
    #expect(note(.builtIn("text").domain("email")) == "domain public.email")
    #expect(note(.user("whatever", kind: "b")) == "the type's text form")
  }

  @Test(
    arguments: [
      (SelectionFlags.Numeric.exact, DataType.numeric(12, 2), "String"),
      (.exact, .numeric(9, 0), "Int32"), (.exact, .builtIn("numeric").array, "List<String>"),
      (.float, .numeric(12, 2), "Float64"), (.float, .builtIn("numeric"), "Float64"),
      (.float, .numeric(9, 0), "Int32"), (.float, .numeric(18, 0), "Int64"),
      (.float, .builtIn("numeric").domain("price"), "Float64"),
      (.float, .builtIn("numeric").array, "List<Float64>"), (.float, .builtIn("int8"), "Int64"),
      (.float, .builtIn("text").array, "List<String>"),
      (.string, .numeric(9, 0), "String"), (.string, .numeric(18, 0), "String"),
      (.string, .builtIn("numeric").array, "List<String>"), (.string, .builtIn("int8"), "Int64"),
    ])
  func numericIsAChoice(_ numeric: SelectionFlags.Numeric, _ type: DataType, _ name: String) {
    #expect(TypeMapping.databrewType(for: type, numeric: numeric).type.name == name)
  }

  @Test func everyTypeOfTheVocabularyIsUsedOrIsAChoice() {
    let suggested = Set(TypeMapping.rows.map(\.databrewType))
    #expect(Set(DatabrewType.all).subtracting(suggested) == [.int16])
  }
}
