-- The slot named $1, or every slot where that is null, with how far it is behind in bytes and who holds it.
SELECT s.slot_name, s.slot_type, s.plugin, s.database, s.active, s.active_pid,
       j.slot ->> 'temporary' AS temporary, j.slot ->> 'wal_status' AS wal_status,
       j.slot ->> 'safe_wal_size' AS safe_wal_size, j.slot ->> 'two_phase' AS two_phase,
       j.slot ->> 'conflicting' AS conflicting,
       j.slot ->> 'invalidation_reason' AS invalidation_reason,
       j.slot ->> 'inactive_since' AS inactive_since,
       EXTRACT(epoch FROM pg_catalog.now() - (j.slot ->> 'inactive_since')::timestamptz)::bigint
         AS inactive_seconds,
       j.slot ->> 'failover' AS failover, j.slot ->> 'synced' AS synced,
       s.restart_lsn, s.confirmed_flush_lsn, pg_catalog.age(s.catalog_xmin) AS catalog_age,
       pg_catalog.pg_wal_lsn_diff(l.lsn, s.restart_lsn)::bigint AS retained_bytes,
       pg_catalog.pg_wal_lsn_diff(l.lsn, s.confirmed_flush_lsn)::bigint AS lag_bytes,
       EXTRACT(epoch FROM a.flush_lag)::float8 AS lag_seconds,
       a.state AS sender_state,
       a.usename AS held_by, a.application_name, a.client_addr::text AS address, a.backend_start
  FROM pg_catalog.pg_replication_slots s
 CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(s) AS slot) j
 CROSS JOIN (SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
                         THEN pg_catalog.pg_last_wal_replay_lsn()
                         ELSE pg_catalog.pg_current_wal_lsn() END AS lsn) l
  LEFT JOIN pg_catalog.pg_stat_replication a ON a.pid = s.active_pid
 WHERE $1::name IS NULL OR s.slot_name = $1::name
 ORDER BY s.slot_name;
