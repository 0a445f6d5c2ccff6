-- The position in the WAL, and the time.
SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
            ELSE pg_catalog.pg_current_wal_lsn() END AS lsn,
       EXTRACT(epoch FROM pg_catalog.clock_timestamp()) AS seconds;
