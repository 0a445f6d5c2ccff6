-- What identifies a provider.
SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n
                ON n.oid = p.pronamespace
               WHERE n.nspname = 'pg_catalog' AND p.proname = 'aurora_version') AS aurora,
       (SELECT pg_catalog.array_agg(rolname::text) FROM pg_catalog.pg_roles
         WHERE rolname IN ('rdsadmin', 'rds_superuser', 'azuresu', 'azure_pg_admin',
                           'cloudsqladmin', 'cloudsqlsuperuser', 'alloydbadmin',
                           'alloydbsuperuser', 'neon_superuser', 'cloud_admin',
                           'avnadmin', 'doadmin', 'tsdbadmin', 'xata_superuser',
                           'crunchy_superuser')) AS roles,
       (SELECT pg_catalog.array_agg(nspname::text) FROM pg_catalog.pg_namespace
         WHERE nspname IN ('heroku_ext', '_timescaledb_internal')) AS schemas,
       (SELECT pg_catalog.array_agg(extname::text ORDER BY extname)
          FROM pg_catalog.pg_extension) AS extensions,
       (SELECT pg_catalog.array_agg(extversion ORDER BY extname)
          FROM pg_catalog.pg_extension) AS extension_versions;
