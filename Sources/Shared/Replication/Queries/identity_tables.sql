-- The tables with one of the OIDs $1, or one of the names $2 (schemas) and $3 (tables), with the
-- tables above them in a partition tree; their columns where $4 is true. Takes no lock on any table.
WITH RECURSIVE wanted AS (
  SELECT c.oid, c.relnamespace, c.relname, c.relreplident, c.relkind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p')
     AND (c.oid = ANY ($1::oid[])
          OR (n.nspname::text, c.relname::text) IN
             (SELECT w.s, w.t FROM ROWS FROM (pg_catalog.unnest($2::text[]),
                                             pg_catalog.unnest($3::text[])) AS w(s, t)))
), tree(oid, above) AS (
  SELECT w.oid, i.inhparent FROM wanted w JOIN pg_catalog.pg_inherits i ON i.inhrelid = w.oid
    JOIN pg_catalog.pg_class c ON c.oid = w.oid AND c.relispartition
  UNION ALL
  SELECT t.oid, i.inhparent FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhrelid = t.above
    JOIN pg_catalog.pg_class c ON c.oid = t.above AND c.relispartition
)
SELECT w.oid, n.nspname AS schema, w.relname AS name, w.relreplident,
       w.relkind = 'p' AS partitioned,
       ARRAY(SELECT t.above FROM tree t WHERE t.oid = w.oid)::text[] AS ancestors,
       (ARRAY(SELECT c.relnamespace FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.above
               WHERE t.oid = w.oid) || w.relnamespace)::text[] AS schemas,
       k.numbers AS column_numbers, k.names AS column_names, k.types AS column_types
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.oid = w.relnamespace
  LEFT JOIN LATERAL (
    SELECT pg_catalog.array_agg(a.attnum::text ORDER BY a.attnum) AS numbers,
           pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS names,
           pg_catalog.array_agg(a.atttypid::text ORDER BY a.attnum) AS types
      FROM pg_catalog.pg_attribute a
     WHERE $4::bool AND a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) k ON true
 ORDER BY w.oid
