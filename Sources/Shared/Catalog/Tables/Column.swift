package import Postgres

/// A column of a table, as the catalog has it.
package struct Column: Sendable, Equatable {
  /// `attnum`; it has gaps after a dropped column, and stays through a rename.
  package var number: Int
  package var name: Identifier
  package var type: DataType {
    get { sharedType.value }
    set { sharedType = .of(newValue) }
  }
  private var sharedType: SharedType
  /// Whether NULL cannot be stored: NOT NULL on the column or on a domain below it.
  package var isNotNull: Bool
  /// Whether there is a default or a generation expression.
  package var hasDefault: Bool
  package var identity: Identity?
  package var generated: Generation?
  /// The place in the primary key, from 1; nil outside.
  package var primaryKeyPosition: Int?
  /// The place in the index of `REPLICA IDENTITY USING INDEX`, from 1; nil outside.
  package var replicaIdentityPosition: Int?
  /// `COMMENT ON COLUMN`, raw.
  package var comment: String?
  /// Whether the session's role may read the column.
  package var canSelect: Bool

  /// `GENERATED … AS IDENTITY`.
  package enum Identity: String, Sendable, Equatable {
    case always = "a"
    case byDefault = "d"
  }

  /// `GENERATED ALWAYS AS (…)`.
  package enum Generation: String, Sendable, Equatable {
    /// Written to the table; in the stream of pgoutput only from PostgreSQL 18, on request.
    case stored = "s"
    /// Computed when read (from PostgreSQL 18); never in the stream.
    case virtual = "v"
  }

  /// A type outside the column: one for all columns of a database that have it.
  indirect enum SharedType: Sendable, Equatable {
    case of(DataType)

    var value: DataType {
      switch self {
      case .of(let type): type
      }
    }
  }

  /// Describes a column.
  package init(
    number: Int, name: Identifier, type: DataType, isNotNull: Bool = false,
    hasDefault: Bool = false, identity: Identity? = nil, generated: Generation? = nil,
    primaryKeyPosition: Int? = nil, replicaIdentityPosition: Int? = nil, comment: String? = nil,
    canSelect: Bool = true
  ) {
    self.init(
      number: number, name: name, sharing: .of(type), isNotNull: isNotNull,
      hasDefault: hasDefault, identity: identity, generated: generated,
      primaryKeyPosition: primaryKeyPosition, replicaIdentityPosition: replicaIdentityPosition,
      comment: comment, canSelect: canSelect)
  }

  /// The same with a type that other columns have too.
  init(
    number: Int, name: Identifier, sharing type: SharedType, isNotNull: Bool, hasDefault: Bool,
    identity: Identity?, generated: Generation?, primaryKeyPosition: Int?,
    replicaIdentityPosition: Int?, comment: String?, canSelect: Bool
  ) {
    self.number = number
    self.name = name
    sharedType = type
    self.isNotNull = isNotNull
    self.hasDefault = hasDefault
    self.identity = identity
    self.generated = generated
    self.primaryKeyPosition = primaryKeyPosition
    self.replicaIdentityPosition = replicaIdentityPosition
    self.comment = comment
    self.canSelect = canSelect
  }
}
