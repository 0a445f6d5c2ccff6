import Postgres
import Settings

extension TypeRow {
  /// Types that users and extensions create.
  static let composed: [TypeRow] = [
    TypeRow(
      "range types", .kind("r"), .string, native: "the type's name",
      encoding: "PostgreSQL's text: \"[1,10)\", \"empty\""),
    TypeRow(
      "multirange types", .kind("m"), .string, native: "the type's name",
      encoding: "PostgreSQL's text: \"{[1,3),[5,7)}\""),
    TypeRow("enum", .kind("e"), .string, native: "the type's name", encoding: "the label"),
    TypeRow(
      "domain over X", .nothing, .string, native: "as for X", encoding: "as for X",
      note: "the databrewType is that of X; domains over domains are unwrapped"),
    TypeRow(
      "composite", .kind("c"), .string, native: "the type's name",
      encoding: "PostgreSQL's record text"),
    TypeRow(
      "hstore", .fromExtension(["hstore"], of: ["hstore"]), .json, native: "hstore",
      encoding: "object of strings and nulls"),
    TypeRow(
      "ltree, lquery, ltxtquery, cube, seg, isn",
      .fromExtension(
        [
          "ltree", "lquery", "ltxtquery", "cube", "seg", "ean13", "isbn", "isbn13", "ismn",
          "ismn13", "issn", "issn13", "upc",
        ], of: ["ltree", "cube", "seg", "isn"]), .string, native: "the type's name",
      encoding: "string"),
    TypeRow(
      "vector (pgvector)", .fromExtension(["vector"], of: ["vector"]), .list(.float64),
      native: "vector",
      encoding: "array of numbers"),
    TypeRow(
      "halfvec, sparsevec (pgvector)", .fromExtension(["halfvec", "sparsevec"], of: ["vector"]),
      .string,
      native: "the type's name", encoding: "string"),
    TypeRow(
      "geometry, geography, raster (PostGIS)",
      .fromExtension(
        ["geometry", "geography", "raster"], of: ["postgis", "postgis_raster"]), .string,
      native: "the type's name", encoding: "hexadecimal EWKB", comment: "hexadecimal EWKB"),
  ]

  /// Arrays, whose elements decide, and what no other row is about.
  static let arraysAndOthers: [TypeRow] = [
    TypeRow(
      "smallint[], integer[], bigint[]", .arrayOf(["int2", "int4", "int8"]), .list(.int64),
      native: "integer[] …", encoding: "array of numbers, nested by dimension",
      lossless: .conditional, note: bounds),
    TypeRow(
      "real[], double precision[]", .arrayOf(["float4", "float8"]), .list(.float64),
      native: "double precision[] …", encoding: "array of numbers; NaN, Infinity as strings",
      lossless: .conditional, note: bounds),
    TypeRow(
      "json[], jsonb[]", .arrayOf(["json", "jsonb"]), .list(.json), native: "jsonb[] …",
      encoding: "array of the values themselves", lossless: .conditional,
      note: "JSON null and NULL are both null, also as elements; " + bounds),
    TypeRow(
      "arrays of everything else, also of domains", .anyArray, .list(.string),
      native: "text[] …", encoding: "array of strings, each as its element type is encoded",
      lossless: .conditional, note: bounds),
    TypeRow(
      "any other type", .anything, .string, native: "the type's name",
      encoding: "PostgreSQL's text", comment: "the type's text form"),
  ]

  private static let bounds =
    "an array whose lower bounds are not 1 is passed as PostgreSQL's text"
}
