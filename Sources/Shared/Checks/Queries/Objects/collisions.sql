-- Tables whose names are one after lower-casing.
SELECT pg_catalog.lower(n.nspname::text || '.' || c.relname::text) AS folded,
       pg_catalog.array_agg(n.nspname::text ORDER BY c.oid) AS schemas,
       pg_catalog.array_agg(c.relname::text ORDER BY c.oid) AS names
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 GROUP BY 1 HAVING pg_catalog.count(*) > 1;
