-- Write transactions, in any database, that the creation of a slot has to wait for. Times are
-- visible only to roles that may read all statistics.
SELECT l.pid, a.datname, a.usename, pg_catalog.now() - a.xact_start AS age
  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
   AND l.pid <> pg_catalog.pg_backend_pid()
 ORDER BY pg_catalog.age(l.transactionid) DESC;
