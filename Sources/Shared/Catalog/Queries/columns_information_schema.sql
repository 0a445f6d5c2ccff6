-- The same as columns.sql, in the information schema's own words where it has some.
--
-- $1 oid[]  the tables
--
-- The information schema hides columns that the role may not use, and the primary keys of tables
-- that it may only read: both are then taken from the catalog, like all that it has no word for.
-- column_default is not asked for: it waits for locks.
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: PREPARE q AS, this file, then EXECUTE q(ARRAY['public.t'::regclass::oid]).
WITH named AS (
  SELECT c.oid, n.nspname, c.relname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[])
), declared AS (
  SELECT k.table_schema, k.table_name, k.column_name, k.ordinal_position AS place
  FROM information_schema.table_constraints t
  JOIN information_schema.key_column_usage k
    ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name
   AND k.table_schema = t.table_schema AND k.table_name = t.table_name
  WHERE t.constraint_type = 'PRIMARY KEY'
), key AS (
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
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS formatted, v.data_type,
       coalesce(v.is_nullable = 'NO', a.attnotnull)
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint nn WHERE nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey = ARRAY[a.attnum] AND NOT nn.convalidated)  -- from 180000:
         AS not_null,
       CASE v.identity_generation WHEN 'ALWAYS' THEN 'a' WHEN 'BY DEFAULT' THEN 'd' END AS attidentity,
       CASE v.is_generated WHEN 'ALWAYS' THEN a.attgenerated END AS attgenerated,  -- from 120000: '' AS attgenerated,
       coalesce(declared.place, key.pk_place) AS pk_place,
       key.identity_place, d.description AS comment,
       pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS can_select
FROM named
JOIN pg_catalog.pg_attribute a ON a.attrelid = named.oid
LEFT JOIN information_schema.columns v
  ON v.table_schema = named.nspname AND v.table_name = named.relname AND v.column_name = a.attname
LEFT JOIN declared
  ON declared.table_schema = named.nspname AND declared.table_name = named.relname
 AND declared.column_name = a.attname
LEFT JOIN key ON key.indrelid = a.attrelid AND key.attnum = a.attnum
LEFT JOIN pg_catalog.pg_description d
  ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
 AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
