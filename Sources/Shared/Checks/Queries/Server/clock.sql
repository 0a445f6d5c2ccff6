-- The server's clock and the process that answers, timed by the asker.
SELECT EXTRACT(epoch FROM pg_catalog.clock_timestamp()) AS seconds,
       pg_catalog.pg_backend_pid() AS pid, pg_catalog.version() AS banner;
