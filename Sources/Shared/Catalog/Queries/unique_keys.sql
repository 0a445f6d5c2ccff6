-- The unique indexes of some tables that REPLICA IDENTITY USING INDEX accepts.
--
-- $1 oid[]  the tables
--
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: PREPARE q AS, this file, then EXECUTE q(ARRAY['public.t'::regclass::oid]).
SELECT i.indrelid, x.relname AS index_name,
       pg_catalog.array_agg(a.attname::text ORDER BY k.place) AS columns
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = ANY ($1::oid[])
  AND i.indisunique AND i.indimmediate AND i.indisvalid AND NOT i.indisprimary
  AND i.indpred IS NULL AND i.indexprs IS NULL
  AND k.place <= i.indnkeyatts  -- from 110000:
GROUP BY i.indrelid, i.indexrelid, x.relname
HAVING pg_catalog.bool_and(a.attnotnull)
ORDER BY i.indrelid, x.relname::text COLLATE "C"
