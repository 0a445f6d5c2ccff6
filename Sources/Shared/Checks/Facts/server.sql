-- The server, this role and this database; 10 and later. to_jsonb reads columns that only newer
-- majors have.
SELECT pg_catalog.version() AS banner, pg_catalog.pg_is_in_recovery() AS standby,
       pg_catalog.current_database() AS database, current_user AS role,
       r.rolsuper, r.rolreplication, r.rolbypassrls,
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS db_create,
       (SELECT pg_catalog.array_agg(g.rolname::text ORDER BY g.rolname) FROM pg_catalog.pg_roles g
         WHERE g.oid <> r.oid AND NOT r.rolsuper
           AND pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER')) AS member_of,
       pg_catalog.current_setting('max_replication_slots')::int AS max_slots,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_replication_slots) AS used_slots,
       pg_catalog.current_setting('max_wal_senders')::int AS max_senders,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_replication) AS used_senders,
       EXISTS (SELECT 1 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n
                ON n.oid = p.pronamespace
               WHERE n.nspname = 'pg_catalog' AND p.proname = 'aurora_version') AS aurora,
       (SELECT pg_catalog.array_agg(rolname::text) FROM pg_catalog.pg_roles
         WHERE rolname IN ('rdsadmin', 'rds_superuser', 'azuresu', 'azure_pg_admin',
                           'cloudsqlsuperuser', 'alloydbsuperuser', 'neon_superuser',
                           'supabase_admin')) AS provider_roles
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user;
