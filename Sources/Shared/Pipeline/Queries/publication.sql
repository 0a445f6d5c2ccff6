-- The publication named $1 and the row filters of its tables (15 and later; null before).
SELECT p.oid, t.schemaname, t.tablename, pg_catalog.to_jsonb(t) ->> 'rowfilter' AS row_filter
  FROM pg_catalog.pg_publication p
  LEFT JOIN pg_catalog.pg_publication_tables t ON t.pubname = p.pubname
 WHERE p.pubname = $1;
