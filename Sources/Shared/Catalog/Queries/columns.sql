-- The columns of the relations with the OIDs in $1. 12 and later.
WITH key AS (
  SELECT i.indrelid, k.attnum,
         pg_catalog.max(k.ord) FILTER (WHERE i.indisprimary) AS pk_ord,
         pg_catalog.max(k.ord) FILTER (WHERE i.indisreplident) AS ri_ord
    FROM pg_catalog.pg_index i
   CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, ord)
   WHERE i.indrelid = ANY ($1::oid[]) AND (i.indisprimary OR i.indisreplident)
     AND i.indisvalid AND k.ord <= i.indnkeyatts
   GROUP BY 1, 2
)
SELECT a.attrelid, a.attnum, a.attname, a.atttypid,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS formatted, a.atttypmod, a.attnotnull,
       a.atthasdef, a.attidentity, a.attgenerated, key.pk_ord, key.ri_ord,
       ds.description AS comment,
       pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS can_select
  FROM pg_catalog.pg_attribute a
  LEFT JOIN key ON key.indrelid = a.attrelid AND key.attnum = a.attnum
  LEFT JOIN pg_catalog.pg_description ds
    ON ds.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND ds.objoid = a.attrelid
   AND ds.objsubid = a.attnum
 WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum;
