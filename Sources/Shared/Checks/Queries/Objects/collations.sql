-- Collations in use whose rules differ from those that were recorded, the database's own among
-- them. After an update of a library all of its hundreds differ, most of which are not used.
SELECT c.collname AS name, n.nspname AS schema, c.collversion AS recorded, v.actual
  FROM pg_catalog.pg_collation c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
 CROSS JOIN LATERAL (SELECT pg_catalog.pg_collation_actual_version(c.oid) AS actual) v
 WHERE c.collversion IS NOT NULL AND c.collversion <> v.actual
   AND EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                WHERE d.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass
                  AND d.refobjid = c.oid)
UNION ALL  -- from 150000:
SELECT '', '', d.datcollversion, v.actual  -- from 150000:
  FROM pg_catalog.pg_database d  -- from 150000:
 CROSS JOIN LATERAL  -- from 150000:
       (SELECT pg_catalog.pg_database_collation_actual_version(d.oid) AS actual) v  -- from 150000:
 WHERE d.datname = pg_catalog.current_database() AND d.datcollversion <> v.actual  -- from 150000:
