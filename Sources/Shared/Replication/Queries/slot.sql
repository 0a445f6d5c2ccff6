-- The slot named $1. to_jsonb reads columns that only newer majors have.
SELECT s.plugin, s.database, s.active, s.temporary, s.confirmed_flush_lsn,
       pg_catalog.to_jsonb(s) ->> 'wal_status' AS wal_status
  FROM pg_catalog.pg_replication_slots s
 WHERE s.slot_name = $1;
