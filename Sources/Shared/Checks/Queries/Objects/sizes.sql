-- Bytes and rows of the tables in $1, $2, with those of their partitions and large values; as the
-- last VACUUM or ANALYZE counted them, measured only where there was none: that opens files.
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
       pg_catalog.sum(own.bytes + COALESCE(large.bytes, 0))::bigint AS bytes,
       pg_catalog.sum(large.bytes)::bigint AS toast_bytes,
       pg_catalog.sum(NULLIF(c.reltuples, -1))::bigint AS rows
  FROM tree t
  JOIN pg_catalog.pg_class c ON c.oid = t.relid AND c.relkind = 'r'
  LEFT JOIN pg_catalog.pg_class x ON x.oid = c.reltoastrelid
 CROSS JOIN LATERAL (
       SELECT CASE WHEN c.relpages > 0
                   THEN c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint
                   ELSE pg_catalog.pg_relation_size(c.oid) END AS bytes) own
 CROSS JOIN LATERAL (
       -- ANALYZE alone does not count these.
       SELECT CASE WHEN x.relpages > 0
                   THEN x.relpages::bigint * pg_catalog.current_setting('block_size')::bigint
                   ELSE pg_catalog.pg_relation_size(x.oid) END AS bytes) large
  JOIN pg_catalog.pg_class r ON r.oid = t.root
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
 GROUP BY 1, 2;
