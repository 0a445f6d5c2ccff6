-- Indexes that REPLICA IDENTITY USING INDEX would take, of the relations with the OIDs in $1.
SELECT i.indrelid, ic.relname AS index_name,
       pg_catalog.array_agg(a.attname::text ORDER BY k.ord) AS columns
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
 CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, ord)
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
 WHERE i.indrelid = ANY ($1::oid[]) AND i.indisunique AND i.indimmediate AND i.indisvalid
   AND NOT i.indisprimary AND i.indpred IS NULL AND i.indexprs IS NULL
   AND k.ord <= i.indnkeyatts
 GROUP BY i.indrelid, i.indexrelid, ic.relname
HAVING pg_catalog.bool_and(a.attnotnull)
 ORDER BY 1, 2;
