-- Every slot, with how far it is behind in bytes.
SELECT s.slot_name, s.slot_type, s.plugin, s.database, s.active, s.active_pid,
       pg_catalog.to_jsonb(s) ->> 'temporary' AS temporary,
       pg_catalog.to_jsonb(s) ->> 'wal_status' AS wal_status,
       pg_catalog.to_jsonb(s) ->> 'safe_wal_size' AS safe_wal_size,
       s.confirmed_flush_lsn,
       pg_catalog.pg_wal_lsn_diff(l.lsn, s.restart_lsn)::bigint AS retained_bytes,
       pg_catalog.pg_wal_lsn_diff(l.lsn, s.confirmed_flush_lsn)::bigint AS lag_bytes,
       a.usename AS held_by, a.application_name
  FROM pg_catalog.pg_replication_slots s
 CROSS JOIN (SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
                         THEN pg_catalog.pg_last_wal_replay_lsn()
                         ELSE pg_catalog.pg_current_wal_lsn() END AS lsn) l
  LEFT JOIN pg_catalog.pg_stat_replication a ON a.pid = s.active_pid;
