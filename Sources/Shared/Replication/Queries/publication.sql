-- The publication named $1 with its tables, their columns and row filters (both 15 and later;
-- null before).
SELECT p.oid, t.schemaname, t.tablename, pg_catalog.to_jsonb(t) ->> 'rowfilter' AS row_filter,
       CASE WHEN pg_catalog.jsonb_typeof(pg_catalog.to_jsonb(t) -> 'attnames') = 'array'
            THEN ARRAY(SELECT pg_catalog.jsonb_array_elements_text(
                         pg_catalog.to_jsonb(t) -> 'attnames')) END AS columns
  FROM pg_catalog.pg_publication p
  LEFT JOIN pg_catalog.pg_publication_tables t ON t.pubname = p.pubname
 WHERE p.pubname = $1;
