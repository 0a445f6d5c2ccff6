-- This role and what it may do in this database.
SELECT r.rolname AS role, r.rolsuper, r.rolreplication, r.rolbypassrls, r.rolconnlimit,
       r.rolvaliduntil AS valid_until,
       CASE WHEN pg_catalog.isfinite(r.rolvaliduntil)
            THEN EXTRACT(epoch FROM r.rolvaliduntil - pg_catalog.now())::bigint END AS valid_seconds,
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS db_create,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
         WHERE a.usename = r.rolname) AS sessions,
       (SELECT pg_catalog.array_agg(g.rolname::text ORDER BY g.rolname) FROM pg_catalog.pg_roles g
         WHERE g.oid <> r.oid AND NOT r.rolsuper
           AND pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER')) AS member_of
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user;
