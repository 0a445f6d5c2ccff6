import Postgres

/// A type as a state keeps it: the catalog may have forgotten it before the WAL has. The labels of
/// enums are left out: no event depends on them.
extension DataType: Codable {
  private enum CodingKeys: String, CodingKey {
    case own, formatted, informationSchemaName = "data_type", base, baseKind = "kind", typmod
    case element, elementKind = "element_kind", elementBase = "element_base"
    case elementBaseKind = "element_base_kind", delimiter
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      own: try values.decode(TypeName.self, forKey: .own),
      formatted: try values.decode(String.self, forKey: .formatted),
      informationSchemaName: try values.decode(String.self, forKey: .informationSchemaName),
      base: try values.decode(TypeName.self, forKey: .base),
      baseKind: try values.decode(UInt8.self, forKey: .baseKind),
      typmod: try values.decode(Int32.self, forKey: .typmod))
    guard let item = try values.decodeIfPresent(TypeName.self, forKey: .element) else { return }
    element = Element(
      own: item, kind: try values.decode(UInt8.self, forKey: .elementKind),
      base: try values.decode(TypeName.self, forKey: .elementBase),
      baseKind: try values.decode(UInt8.self, forKey: .elementBaseKind),
      delimiter: try values.decode(UInt8.self, forKey: .delimiter))
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(own, forKey: .own)
    try values.encode(formatted, forKey: .formatted)
    try values.encode(informationSchemaName, forKey: .informationSchemaName)
    try values.encode(base, forKey: .base)
    try values.encode(baseKind, forKey: .baseKind)
    try values.encode(typmod, forKey: .typmod)
    guard let element else { return }
    try values.encode(element.own, forKey: .element)
    try values.encode(element.kind, forKey: .elementKind)
    try values.encode(element.base, forKey: .elementBase)
    try values.encode(element.baseKind, forKey: .elementBaseKind)
    try values.encode(element.delimiter, forKey: .delimiter)
  }
}

extension TypeName: Codable {
  private enum CodingKeys: String, CodingKey { case oid, schema, name, `extension` }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      oid: try values.decode(UInt32.self, forKey: .oid),
      schema: Identifier(try values.decode(String.self, forKey: .schema)),
      name: Identifier(try values.decode(String.self, forKey: .name)),
      extension: try values.decodeIfPresent(String.self, forKey: .extension)
        .map { Identifier($0) })
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(oid, forKey: .oid)
    try values.encode(schema.text, forKey: .schema)
    try values.encode(name.text, forKey: .name)
    try values.encodeIfPresent(self.extension?.text, forKey: .extension)
  }
}
