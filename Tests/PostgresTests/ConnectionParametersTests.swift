import Diagnostics
import Postgres
import Testing

@Suite struct ConnectionParametersTests {
  @Test func quotingIsOverBytes() {
    #expect(Identifier("x\"\u{301}; drop").quoted == "\"x\"\"\u{301}; drop\"")
    #expect(Array(Identifier("x\"\u{301}").quoted.utf8).count == 7)
    #expect(Identifier("\u{E9}") != Identifier("e\u{301}"))
    #expect(Set([Identifier("\u{E9}"), Identifier("e\u{301}")]).count == 2)
    #expect(Quoting.literal("a'b") == "'a''b'")
    #expect(Quoting.literal("a\\'b") == " E'a\\\\''b'")
  }

  @Test func positions() {
    #expect(LSN("0/16B3748")?.description == "0/16B3748")
    #expect(LSN("0/01D326C8") == LSN(0x1D3_26C8))
    #expect(LSN("A/0") == LSN(0xA_0000_0000))
    for bad in ["", "0", "0/", "/0", "0/0/0", "g/0", "0/123456789", "-1/0", "0/ 1"] {
      #expect(LSN(bad) == nil, "\(bad)")
    }
  }

  @Test func conninfosAreParsedByLibpqAndNeverShown() throws {
    let uri = try ConnectionParameters(
      conninfo: "postgresql://me:s3c%3Aret@db.example:6543/shop?sslmode=require")
    #expect(uri.written("host") == "db.example")
    #expect(uri.written("port") == "6543")
    #expect(uri.password?.reveal() == "s3c:ret")
    #expect(!"\(uri)".contains("s3c"))
    for bad in ["postgresql://u:s3cret@/x?bogus=1", "host='open password=s3cret", "s3cret=1"] {
      let error = #expect(throws: Failure.self) { try ConnectionParameters(conninfo: bad) }
      #expect(error?.kind == .usage)
      #expect(error.map { !"\($0)".contains("s3cret") } == true)
    }
  }

  @Test func aDeadWayIsNoticedUnlessSomethingElseIsWritten() throws {
    let written = try ConnectionParameters(conninfo: "host=a keepalives_idle=7")
      .withTransportRules()
    #expect(written.written("keepalives_idle") == "7")
    #expect(written.written("keepalives_interval") == "10")
    #expect(written.written("tcp_user_timeout") == "60000")
  }

  private func mode(_ keywords: [(String, String)]) throws -> String? {
    var parameters = ConnectionParameters()
    for (name, value) in keywords { parameters.set(name, value) }
    return try parameters.withTransportRules().written("sslmode")
  }

  @Test func transportRules() throws {
    for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost", "/tmp"] {
      #expect(try mode([("host", host)]) == nil, "\(host)")
    }
    for host in ["db.example", "10.0.0.1", "128.0.0.1", "::2", "localhost.example", "a,127.0.0.1"] {
      #expect(try mode([("host", host)]) == "require", "\(host)")
    }
    #expect(try mode([("host", "db"), ("sslrootcert", "/ca")]) == "verify-full")
    #expect(
      try mode([("host", "db"), ("sslrootcert", "/ca"), ("sslmode", "require")]) == "require")
    #expect(try mode([("host", "db"), ("sslmode", "disable")]) == "disable")
    #expect(try mode([("host", "127.0.0.1"), ("sslmode", "prefer")]) == "prefer")
    for weak in ["allow", "prefer"] {
      let error = #expect(throws: Failure.self) { try mode([("host", "db"), ("sslmode", weak)]) }
      #expect(error?.kind == .configuration)
    }
  }

  @Test func arrays() {
    #expect(ArrayLiteral.text(["a\"b\\", nil, ""]) == "{\"a\\\"b\\\\\",NULL,\"\"}")
    #expect(
      ArrayLiteral.elements("{\"a\\\"b\\\\\",NULL,\"NULL\",x}") == ["a\"b\\", nil, "NULL", "x"])
    #expect(ArrayLiteral.elements("{}") == [])
    #expect(ArrayLiteral.elements("{{1}}") == nil)
    #expect(ArrayLiteral.elements("{\"open}") == nil)
  }

  @Test func conninfoIsReadAsTheSameAndHoldsNoPassword() throws {
    let parameters = try ConnectionParameters(
      conninfo: #"host=h dbname='a b\\c\'d' user=u password=canary application_name=x"#)
    let text = parameters.conninfo
    #expect(!text.contains("canary") && !text.contains("application_name"))
    let again = try ConnectionParameters(conninfo: text)
    for name in ["host", "dbname", "user"] {
      #expect(again.written(name) == parameters.written(name))
    }
    #expect(again.written("dbname") == #"a b\c'd"#)
  }
}
