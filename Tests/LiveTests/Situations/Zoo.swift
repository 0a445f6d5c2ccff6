/// Every type of the mapping table that PostgreSQL 15 with its contrib extensions has, with the
/// values at its edges and the JSON each must become.
enum Zoo {
  struct Animal: Sendable {
    /// The type as SQL writes it.
    var type: String
    /// SQL literals and the JSON text of the value.
    var values: [(sql: String, json: String)]
  }

  static let setup = """
    CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION cube;
    CREATE EXTENSION seg; CREATE EXTENSION isn;
    CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"', 'ä');
    CREATE TYPE pair AS (a int, b text);
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE DOMAIN more AS positive;
    CREATE DOMAIN flag AS boolean;
    CREATE TYPE floats AS RANGE (subtype = float8);
    """

  private static func same(_ type: String, _ values: String...) -> Animal {
    Animal(type: type, values: values.map { ("'\($0)'", "\"\($0)\"") })
  }

  private static func plain(_ type: String, _ values: String...) -> Animal {
    Animal(type: type, values: values.map { ("'\($0)'", $0) })
  }

  static let animals: [Animal] = numbers + texts + times + others + arrays

  private static let numbers = [
    plain("boolean", "true", "false"),
    plain("smallint", "-32768", "0", "32767"),
    plain("integer", "-2147483648", "2147483647"),
    plain("bigint", "-9223372036854775808", "9007199254740993", "9223372036854775807"),
    plain("oid", "0", "4294967295"), plain("xid", "4294967295"), plain("cid", "7"),
    plain("xid8", "18446744073709551615"),
    plain("numeric(9,0)", "-999999999"), plain("numeric(18,0)", "999999999999999999"),
    same("numeric(12,2)", "-1234567890.50", "0.00", "NaN"),
    same(
      "numeric", "0", "-0.000000000000000000000000000001", "NaN", "Infinity", "-Infinity",
      "123456789012345678901234567890.123456789012345678901234567890"),
    Animal(
      type: "real",
      values: [
        ("'1.1'", "1.1"), ("'-0'", "-0"), ("'3.4028235e38'", "3.4028235e+38"),
        ("'1e-45'", "1e-45"), ("'NaN'", "\"NaN\""), ("'Infinity'", "\"Infinity\""),
      ]),
    Animal(
      type: "double precision",
      values: [
        ("'0.30000000000000004'", "0.30000000000000004"), ("'-0'", "-0"),
        ("'1.7976931348623157e308'", "1.7976931348623157e+308"), ("'5e-324'", "5e-324"),
        ("'NaN'", "\"NaN\""), ("'-Infinity'", "\"-Infinity\""),
      ]),
    Animal(type: "money", values: [("'-1234.56'", "\"-$1,234.56\"")]),
    plain("positive", "7"), plain("more", "2147483647"), plain("flag", "true"),
  ]

  private static let texts = [
    Animal(
      type: "text",
      values: [
        ("''", "\"\""), ("'NULL'", "\"NULL\""), ("'\\N'", "\"\\\\N\""),
        ("E'a\\tb\\nc\\rd\\be\\ff\\\\g\"h'", "\"a\\tb\\nc\\rd\\be\\ff\\\\g\\\"h\""),
        ("E'\\x01\\x1f\\x7f'", "\"\\u0001\\u001f\u{7F}\""),
        ("U&'\\+01F600 e\\0301 \\2028 \\202E'", "\"😀 e\u{301} \u{2028} \u{202E}\""),
      ]),
    same("varchar(10)", "", "zehn Bytes"), same("name", "a name"), same("citext", "MiXed"),
    Animal(type: "character(4)", values: [("'a'", "\"a   \"")]),
    same("\"char\"", "x"),
    Animal(
      type: "bytea",
      values: [
        ("''", "\"\""), ("'\\x00'", "\"AA==\""), ("'\\x00ff'", "\"AP8=\""),
        ("'\\x00ff10'", "\"AP8Q\""),
      ]),
    same("bit(3)", "101"), same("bit varying", "", "1"),
    same("uuid", "00000000-0000-0000-0000-000000000000"),
    Animal(
      type: "json",
      values: [
        ("'{\"b\": 1.0,\n \"a\":[1e400,null]}'", "{\"b\": 1.0,  \"a\":[1e400,null]}"),
        ("'null'", "null"), ("'{\"k\":1,\"k\":2}'", "{\"k\":1,\"k\":2}"),
      ]),
    Animal(
      type: "jsonb",
      values: [
        (
          "'{\"b\":[12345678901234567890.10],\"a\":\"\\u00e4\\n\"}'",
          "{\"a\": \"ä\\n\", \"b\": [12345678901234567890.10]}"
        ), ("'[]'", "[]"),
      ]),
    Animal(
      type: "hstore",
      values: [
        (
          "'a=>1, b=>NULL, \"q\"\"\"=>\"x, =>y\\\\\"'".replacing("\"q\"\"\"", with: "\"q\\\"\""),
          "{\"a\":\"1\",\"b\":null,\"q\\\"\":\"x, =>y\\\\\"}"
        ), ("''", "{}"),
      ]),
    Animal(type: "jsonpath", values: [("'$.a'", "\"$.\\\"a\\\"\"")]),
    same("xml", "<a/>"), Animal(type: "tsvector", values: [("'a b'", "\"'a' 'b'\"")]),
    Animal(type: "tsquery", values: [("'a & b'", "\"'a' & 'b'\"")]),
  ]

  private static let times = [
    same("date", "2026-11-24", "0044-03-15 BC", "infinity", "-infinity", "5874897-12-31"),
    same("timestamp", "2026-11-24 12:00:00", "4713-01-01 00:00:00 BC", "infinity"),
    same("timestamp(3)", "2026-11-24 12:00:00.123"),
    Animal(
      type: "timestamptz",
      values: [
        ("'2026-11-24 12:00:00.000001+02'", "\"2026-11-24 10:00:00.000001+00\""),
        ("'294276-12-31 23:59:59.999999+00'", "\"294276-12-31 23:59:59.999999+00\""),
        ("'-infinity'", "\"-infinity\""),
      ]),
    same("time", "24:00:00", "00:00:00.000001"), same("timetz", "12:00:00+02"),
    Animal(
      type: "interval",
      values: [
        ("'1 year -2 mons 3 days -04:05:06.7'", "\"10 mons 3 days -04:05:06.7\""),
        ("'0'", "\"00:00:00\""),
      ]),
  ]

  private static let others = [
    same("inet", "192.168.0.1/24", "::1"), same("cidr", "10.0.0.0/8"),
    same("macaddr", "08:00:2b:01:02:03"), same("macaddr8", "08:00:2b:01:02:03:04:05"),
    same("point", "(1,-2.5)"), same("line", "{1,-1,0}"), same("lseg", "[(0,0),(1,1)]"),
    same("box", "(1,1),(0,0)"), same("path", "((0,0),(1,1))"),
    same("polygon", "((0,0),(1,1),(2,0))"),
    same("circle", "<(0,0),1>"), same("int4range", "[1,10)", "empty", "(,)"),
    same("numrange", "[1.5,2]"), same("daterange", "[2026-01-01,2026-02-01)"),
    Animal(
      type: "tstzrange",
      values: [
        ("'[2026-01-01 00:00+00,)'", "\"[\\\"2026-01-01 00:00:00+00\\\",)\"")
      ]),
    same("int8multirange", "{[1,3),[5,7)}", "{}"), same("floats", "[1.5,2.5)"),
    Animal(type: "mood", values: [("'it''s \"ok\"'", "\"it's \\\"ok\\\"\""), ("'ä'", "\"ä\"")]),
    Animal(
      type: "pair", values: [("ROW(1, 'a \"b\", c')", "\"(1,\\\"a \\\"\\\"b\\\"\\\", c\\\")\"")]),
    same("pg_lsn", "0/16B3748"), same("tid", "(0,1)"), same("pg_snapshot", "10:20:10,14"),
    same("regclass", "pg_class"), same("regtype", "integer"),
    same("ltree", "a.b.c"), same("lquery", "a.*"), same("cube", "(1, 2)"), same("seg", "1 .. 2"),
    same("isbn", "0-393-04002-X"),
    plain("int2vector", "[]"), Animal(type: "oidvector", values: [("'1 2 3'", "[1,2,3]")]),
  ].map { animal in
    animal.type == "int2vector"
      ? Animal(type: "int2vector", values: [("'1 -2'", "[1,-2]"), ("''", "[]")]) : animal
  }

  private static let arrays = [
    Animal(
      type: "integer[]",
      values: [
        ("'{}'", "[]"), ("'{1,NULL,-3}'", "[1,null,-3]"), ("'{{1,2},{3,4}}'", "[[1,2],[3,4]]"),
        ("'[0:1]={1,2}'", "\"[0:1]={1,2}\""),
      ]),
    Animal(type: "bigint[]", values: [("'{9223372036854775807}'", "[9223372036854775807]")]),
    Animal(type: "double precision[]", values: [("'{1.5,NaN}'", "[1.5,\"NaN\"]")]),
    Animal(
      type: "text[]",
      values: [
        (
          "ARRAY['', 'NULL', NULL, 'a\"b\\c', '{x,y}', E'\\n']",
          "[\"\",\"NULL\",null,\"a\\\"b\\\\c\",\"{x,y}\",\"\\n\"]"
        )
      ]),
    Animal(type: "boolean[]", values: [("'{t,f,NULL}'", "[\"true\",\"false\",null]")]),
    Animal(type: "bytea[]", values: [("ARRAY['\\x00ff'::bytea]", "[\"AP8=\"]")]),
    Animal(type: "numeric[]", values: [("'{1.10,NaN}'", "[\"1.10\",\"NaN\"]")]),
    Animal(type: "jsonb[]", values: [("ARRAY['{\"a\": 1}'::jsonb, NULL]", "[{\"a\": 1},null]")]),
    Animal(
      type: "uuid[]",
      values: [
        ("'{00000000-0000-0000-0000-000000000000}'", "[\"00000000-0000-0000-0000-000000000000\"]")
      ]),
    Animal(
      type: "box[]", values: [("'{(1,1),(0,0);(2,2),(1,1)}'", "[\"(1,1),(0,0)\",\"(2,2),(1,1)\"]")]),
    Animal(type: "mood[]", values: [("ARRAY['ä'::mood]", "[\"ä\"]")]),
    Animal(type: "pair[]", values: [("ARRAY[ROW(1,'x')::pair]", "[\"(1,x)\"]")]),
    Animal(type: "positive[]", values: [("'{1,2}'", "[\"1\",\"2\"]")]),
    Animal(type: "date[]", values: [("'{2026-01-01}'", "[\"2026-01-01\"]")]),
  ]
}
