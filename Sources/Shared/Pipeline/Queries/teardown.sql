-- What teardown decides on: this database and server, the slot named $1 with who holds it, and
-- the publication named $2. One row; what is not there is null. 10 and later.
SELECT pg_catalog.current_database() AS current_database,
       s.slot_name IS NOT NULL AS slot_exists, s.slot_type, s.plugin, s.database, s.active,
       s.active_pid, a.application_name, a.usename,
       pg_catalog.pg_wal_lsn_diff(l.lsn, s.restart_lsn)::bigint AS retained_bytes,
       pg_catalog.pg_size_pretty(pg_catalog.pg_wal_lsn_diff(l.lsn, s.restart_lsn)) AS retained,
       p.oid AS publication_oid
  FROM (SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
                    THEN pg_catalog.pg_last_wal_replay_lsn()
                    ELSE pg_catalog.pg_current_wal_lsn() END AS lsn) l
  LEFT JOIN pg_catalog.pg_replication_slots s ON s.slot_name = $1
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid
  LEFT JOIN pg_catalog.pg_publication p ON p.pubname = $2;
