-- Open write transactions and prepared ones, in any database: a new slot waits for them.
SELECT l.pid, a.datname AS database, a.usename AS role, a.state,
       (pg_catalog.now() - a.xact_start)::text AS age,
       EXTRACT(epoch FROM pg_catalog.now() - a.xact_start)::bigint AS seconds,
       EXTRACT(epoch FROM pg_catalog.now() - a.query_start)::bigint AS query_seconds,
       pg_catalog.left(a.query, 80) AS query, NULL::text AS gid
  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
   AND l.pid IS NOT NULL AND l.pid <> pg_catalog.pg_backend_pid()
UNION ALL
SELECT NULL, database, owner, 'prepared', (pg_catalog.now() - prepared)::text,
       EXTRACT(epoch FROM pg_catalog.now() - prepared)::bigint, NULL, NULL, gid
  FROM pg_catalog.pg_prepared_xacts
 ORDER BY 6 DESC NULLS LAST;
