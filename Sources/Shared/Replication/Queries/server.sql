-- What the start decision needs to know of the server; 10 and later. Settings are read once: each
-- look lists all of them.
SELECT pg_catalog.pg_is_in_recovery() AS standby,
       CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
            ELSE pg_catalog.pg_current_wal_flush_lsn() END AS position,
       pg_catalog.max(setting::bigint) FILTER (WHERE name = 'wal_sender_timeout')
         AS wal_sender_timeout_ms,
       pg_catalog.max(setting::bigint) FILTER (WHERE name = 'wal_writer_delay')
         AS wal_writer_delay_ms,
       pg_catalog.current_setting('wal_block_size')::bigint AS wal_block_size,
       pg_catalog.max(setting::bigint * CASE unit WHEN '8kB' THEN 8192 ELSE 1 END)
         FILTER (WHERE name = 'wal_segment_size') AS wal_segment_size
  FROM pg_catalog.pg_settings
 WHERE name IN ('wal_sender_timeout', 'wal_writer_delay', 'wal_segment_size');
