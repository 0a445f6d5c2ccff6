-- Collations whose rules differ from those that were recorded, the database's own among them.
SELECT c.collname AS name, c.collversion AS recorded, v.actual
  FROM pg_catalog.pg_collation c
 CROSS JOIN LATERAL (SELECT pg_catalog.pg_collation_actual_version(c.oid) AS actual) v
 WHERE c.collversion IS NOT NULL AND c.collversion <> v.actual
UNION ALL  -- from 150000:
SELECT '', d.datcollversion, pg_catalog.pg_database_collation_actual_version(d.oid)  -- from 150000:
  FROM pg_catalog.pg_database d  -- from 150000:
 WHERE d.datname = pg_catalog.current_database()  -- from 150000:
   AND d.datcollversion <> pg_catalog.pg_database_collation_actual_version(d.oid)  -- from 150000:
