-- The columns of some tables, with their places in the primary key and the replica identity.
--
-- $1 oid[]  the tables
--
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: PREPARE q AS, this file, then EXECUTE q(ARRAY['public.t'::regclass::oid]).
WITH key AS (
  SELECT i.indrelid, k.attnum,
         pg_catalog.max(k.place) FILTER (WHERE i.indisprimary) AS pk_place,
         pg_catalog.max(k.place) FILTER (WHERE i.indisreplident) AS identity_place
  FROM pg_catalog.pg_index i
  CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
  WHERE i.indrelid = ANY ($1::oid[]) AND i.indisvalid AND (i.indisprimary OR i.indisreplident)
    AND k.place <= i.indnkeyatts  -- from 110000:
  GROUP BY i.indrelid, k.attnum
)
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.atthasdef,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS formatted,
       a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint nn WHERE nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey = ARRAY[a.attnum] AND NOT nn.convalidated) AS not_null,  -- from 180000: a.attnotnull AS not_null,
       a.attidentity,  -- from 100000: '' AS attidentity,
       a.attgenerated,  -- from 120000: '' AS attgenerated,
       key.pk_place, key.identity_place, d.description AS comment,
       pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS can_select
FROM pg_catalog.pg_attribute a
LEFT JOIN key ON key.indrelid = a.attrelid AND key.attnum = a.attnum
LEFT JOIN pg_catalog.pg_description d
  ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
 AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
