-- Sessions that receive WAL.
SELECT pid, usename, application_name, state, sync_state FROM pg_catalog.pg_stat_replication;
