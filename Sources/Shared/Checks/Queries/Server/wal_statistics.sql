-- WAL written since the statistics were reset; from 14.
SELECT wal_bytes::bigint AS bytes,
       EXTRACT(epoch FROM pg_catalog.clock_timestamp() - stats_reset) AS seconds
  FROM pg_catalog.pg_stat_wal;
