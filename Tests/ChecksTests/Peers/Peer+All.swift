extension Peer {
  /// Every peer whose checks we know.
  static let all = [
    Peer(
      "usedatabrew/blink with pglogicalstream",
      PeerCheck("none of its own: the first error ends it", "connect")),
    Peer(
      "Debezium",
      PeerCheck("version of the server", "server-version"),
      PeerCheck(
        "right to log in and to replicate, or the roles of RDS", "auth", "replication-role"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("state of the slot", "slot-exists", "slot-active", "slot-lost", "slot-plugin"),
      PeerCheck(
        "publication made or changed as its mode says", "publication-exists",
        "publication-covers-tables", "database-create", "table-owner", "for-all-tables"),
      PeerCheck("a slot that cannot be made in time", "slot-create-blocked", "probe")),
    Peer(
      "Airbyte",
      PeerCheck(
        "one slot of that name, plugin and database", "slot-exists", "slot-plugin", "slot-database"),
      PeerCheck("publication exists", "publication-exists"),
      PeerCheck(
        "bounds of its waiting time and queue",
        notCovered: "settings of Airbyte itself; ours are checked by `blink-schema lint`"),
      PeerCheck("a replication session opens", "replication-connect"),
      PeerCheck("age of transaction ids", "slot-xmin-age")),
    Peer(
      "PeerDB",
      PeerCheck("version, and no Yugabyte", "server-version", "not-postgres"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("right to replicate, or the setting of RDS", "replication-role", "wal-level"),
      PeerCheck("number of WAL senders", "wal-senders-free"),
      PeerCheck("a standby is new enough and gives feedback", "standby", "hot-standby-feedback"),
      PeerCheck("IDENTIFY_SYSTEM answers", "replication-connect"),
      PeerCheck(
        "each table can be read", "table-exists", "schema-usage", "table-select", "column-select"),
      PeerCheck(
        "publication exists and has the tables", "publication-exists", "publication-covers-tables"),
      PeerCheck(
        "a publication can be made: it makes one and drops it", "database-create", "table-owner",
        "for-all-tables")),
    Peer(
      "Estuary",
      PeerCheck("version of the server", "server-version"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("right to replicate, or rds_replication", "replication-role"),
      PeerCheck("slot exists in the right database", "slot-exists", "slot-database"),
      PeerCheck("publication exists", "publication-exists"),
      PeerCheck(
        "its watermark table can be written and is published",
        notCovered: "blink has no table of its own at the source"),
      PeerCheck("each table can be read", "table-select", "schema-usage"),
      PeerCheck("long transactions while it runs", "slot-create-blocked", "slot-restart-gap"),
      PeerCheck("distance of restart and confirmed position", "slot-restart-gap"),
      PeerCheck("a slot that was made by half", "slot-half-created")),
    Peer(
      "Sequin",
      PeerCheck("address, login and right to connect", "dns", "tcp", "auth", "database-access"),
      PeerCheck("a standby is new enough", "standby"),
      PeerCheck("publication exists", "publication-exists"),
      PeerCheck("slot exists in the right database", "slot-exists", "slot-database"),
      PeerCheck("slots are possible at all", "replication-slots-free"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("how far the slot is behind", "slot-lag"),
      PeerCheck("replica identity of each table", "replica-identity")),
    Peer(
      "supabase/etl",
      PeerCheck(
        "attributes of the role, and whether policies bind it", "replication-role", "rls-hides-rows"
      ),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("free slots and senders", "replication-slots-free", "wal-senders-free"),
      PeerCheck(
        "WAL kept for slots: unlimited, none or little", "slot-retention-unlimited",
        "slot-retention-low"),
      PeerCheck("idle_replication_slot_timeout", "idle-slot-timeout"),
      PeerCheck("publication exists and is not empty", "publication-exists", "publication-empty"),
      PeerCheck(
        "its own tables are not published",
        notCovered: "blink has no table of its own at the source"),
      PeerCheck("generated columns", "generated-columns"),
      PeerCheck(
        "replica identity and primary key as the sink needs them", "replica-identity", "primary-key"
      ),
      PeerCheck("key columns that are left out", "publication-columns", "drift-pk")),
    Peer(
      "Xata pgstream",
      PeerCheck("a session opens", "connect", "dns", "tcp", "tls", "auth", "hba"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("its plugin, by a temporary slot", "plugin-installed", "plugin-allowed", "probe"),
      PeerCheck("a slot is free", "replication-slots-free"),
      PeerCheck("right to replicate", "replication-role"),
      PeerCheck("replica identity", "replica-identity"),
      PeerCheck("tables can be read", "table-select"),
      PeerCheck(
        "sequences can be read",
        notCovered: "blink reads no sequence: they have no changes to capture"),
      PeerCheck("types", "unsupported-type"),
      PeerCheck("version of the server", "server-version"),
      PeerCheck("connections are free", "connections-free"),
      PeerCheck("one server behind the address", "single-instance")),
    Peer(
      "Redpanda Connect",
      PeerCheck("version of the server", "server-version"),
      PeerCheck("plugin of the slot", "slot-plugin"),
      PeerCheck(
        "columns of its signal table", notCovered: "blink has no table of its own at the source"),
      PeerCheck("a primary key for the snapshot", "primary-key")),
    Peer(
      "pgcopydb",
      PeerCheck(
        "right to make tables, also temporary ones",
        notCovered: "blink makes no table at the source")),
    Peer("wal-listener", PeerCheck("who reads the slot", "slot-active")),
    Peer("go-pq-cdc", PeerCheck("tables with replica identity NOTHING", "replica-identity")),
    Peer(
      "OLake",
      PeerCheck("slot exists and is logical", "slot-exists", "slot-type"),
      PeerCheck("a publication is set", "publication-exists"),
      PeerCheck("its state against the slot", "slot-checkpoint")),
    Peer(
      "AWS DMS",
      PeerCheck("version of the server", "server-version"),
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("wal_sender_timeout", "wal-sender-timeout"),
      PeerCheck("WAL senders", "wal-senders-free"),
      PeerCheck("free slots", "replication-slots-free"),
      PeerCheck("WAL kept for slots", "slot-retention-unlimited", "slot-retention-low"),
      PeerCheck("logical_decoding_work_mem", "decoding-memory"),
      PeerCheck("long transactions", "slot-create-blocked"),
      PeerCheck("prepared transactions", "prepared-transactions"),
      PeerCheck("tables without primary key, also with arrays", "primary-key", "replica-identity"),
      PeerCheck("large values, and keys of them", "unchanged-toast", "unsupported-type"),
      PeerCheck("names that differ only in case", "name-collision"),
      PeerCheck("generated columns", "generated-columns"),
      PeerCheck("replica identity FULL", "replica-identity-full"),
      PeerCheck("idle_in_transaction_session_timeout", "idle-in-transaction-timeout"),
      PeerCheck("roles of managed services", "replication-role")),
    Peer(
      "pg_createsubscriber and pg_upgrade --check",
      PeerCheck("wal_level", "wal-level"),
      PeerCheck("slots and senders left", "replication-slots-free", "wal-senders-free"),
      PeerCheck("prepared transactions", "prepared-transactions"),
      PeerCheck("max_slot_wal_keep_size", "slot-retention-unlimited", "slot-retention-low"),
      PeerCheck("slots that are lost", "slot-lost", "other-slots"),
      PeerCheck("plugins that the new server admits", "plugin-allowed", "plugin-installed"),
      PeerCheck(
        "origins of replication left",
        notCovered: "blink applies nothing at the source, so it uses no origin")),
    Peer("Fivetran", PeerCheck("plugin of the slot", "slot-plugin")),
  ]

  /// What none of them looks at, as far as their sources and documentation tell.
  static let unique = [
    PeerCheck(
      "the list of admitted plugins since the minor releases of August 2026", "plugin-allowed",
      "minor-version"),
    PeerCheck("a publication that is newer than its slot", "publication-before-slot"),
    PeerCheck(
      "UPDATE and DELETE of applications that a publication makes fail", "publication-breaks-writes"
    ),
    PeerCheck("which line of pg_hba.conf logical replication needs", "hba"),
    PeerCheck(
      "timeouts that end the session with the exported snapshot", "idle-in-transaction-timeout",
      "transaction-timeout"),
    PeerCheck("commits that wait for the reader of the slot", "sync-standby-hazard"),
    PeerCheck("a failover gate that stays shut", "standby-slot-gate"),
    PeerCheck("a pooler, by its behaviour", "pooler"),
    PeerCheck(
      "who holds a new slot up, in any database, without pg_monitor", "slot-create-blocked",
      "prepared-transactions"),
    PeerCheck(
      "the stored position against the slot's, and the server against the one before",
      "slot-checkpoint", "identity-changed"),
    PeerCheck(
      "the file against the tables", "drift-missing-column", "drift-new-column", "drift-type",
      "drift-nullability", "drift-pk", "type-override"),
    PeerCheck(
      "how long the pipeline may be down, and what the snapshot costs", "wal-forecast",
      "snapshot-estimate"),
    PeerCheck("tables that are missed in silence after they were added", "relcache-bug"),
    PeerCheck("rows that policies hide from the snapshot", "rls-hides-rows"),
  ]
}
