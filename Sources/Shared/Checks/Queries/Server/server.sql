-- The server and this database; 10 and later. to_jsonb reads columns that only newer majors have.
SELECT pg_catalog.version() AS banner, pg_catalog.pg_is_in_recovery() AS standby,
       d.datname AS database, pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
       d.datconnlimit, pg_catalog.to_jsonb(d) ->> 'datcollversion' AS collation_recorded,
       pg_catalog.inet_server_addr()::text AS address,
       (SELECT s.version FROM pg_catalog.pg_stat_ssl s
         WHERE s.pid = pg_catalog.pg_backend_pid()) AS tls
  FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database();
