-- Files in pg_wal; needs pg_monitor.
SELECT pg_catalog.count(*) AS files, pg_catalog.sum(size)::bigint AS bytes
  FROM pg_catalog.pg_ls_waldir();
