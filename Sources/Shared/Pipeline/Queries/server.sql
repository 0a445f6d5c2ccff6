-- What the start decision needs to know of the server; 10 and later.
SELECT pg_catalog.pg_is_in_recovery() AS standby,
       CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
            ELSE pg_catalog.pg_current_wal_flush_lsn() END AS position,
       (SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'wal_sender_timeout')
         AS wal_sender_timeout_ms,
       (SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'wal_writer_delay')
         AS wal_writer_delay_ms,
       pg_catalog.current_setting('wal_block_size')::bigint AS wal_block_size,
       (SELECT CASE unit WHEN '8kB' THEN setting::bigint * 8192 ELSE setting::bigint END
          FROM pg_catalog.pg_settings WHERE name = 'wal_segment_size') AS wal_segment_size;
