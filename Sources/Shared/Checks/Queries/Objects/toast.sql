-- Columns of the tables in $1, $2 (or of partitions under them) whose values an UPDATE that does
-- not touch them leaves out once they are stored outside the row.
WITH RECURSIVE tree (root, relid) AS (
  SELECT c.oid, c.oid
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (s, t)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.s::name
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.t::name
  UNION ALL
  SELECT t.root, i.inhrelid FROM tree t
    JOIN pg_catalog.pg_class p ON p.oid = t.relid AND p.relkind = 'p'
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.relid
)
SELECT n.nspname AS schema, r.relname AS name,
       pg_catalog.array_agg(DISTINCT a.attname::text) AS columns
  FROM tree t
  JOIN pg_catalog.pg_class c ON c.oid = t.relid AND c.relkind = 'r' AND c.relreplident <> 'f'
       AND c.reltoastrelid <> 0
  JOIN pg_catalog.pg_class r ON r.oid = t.root
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attlen = -1 AND a.attstorage IN ('x', 'e', 'm')
 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                    WHERE i.indrelid = c.oid AND (i.indisprimary OR i.indisreplident)
                      AND a.attnum = ANY (i.indkey::int2[]))
 GROUP BY n.nspname, r.relname;
