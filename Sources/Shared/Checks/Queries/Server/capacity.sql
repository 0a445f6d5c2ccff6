-- Limits of connections, slots and senders, and their use.
SELECT pg_catalog.current_setting('max_replication_slots')::int AS max_slots,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_replication_slots) AS used_slots,
       pg_catalog.current_setting('max_wal_senders')::int AS max_senders,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_replication) AS used_senders,
       pg_catalog.current_setting('max_connections')::int AS max_connections,
       (SELECT pg_catalog.sum(numbackends) FROM pg_catalog.pg_stat_database) AS used_connections,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity
         WHERE datname = pg_catalog.current_database()) AS database_connections,
       pg_catalog.current_setting('superuser_reserved_connections')::int
         + COALESCE(pg_catalog.current_setting('reserved_connections', true)::int, 0) AS reserved;
