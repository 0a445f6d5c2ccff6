-- The replica identity of every table that really writes WAL for the tables in $1, $2 and for
-- those of publication $3, and of their children by inheritance: settings of a parent do not
-- reach either.
WITH RECURSIVE wanted (s, t) AS (
  SELECT w.s::name, w.t::name
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (s, t)
  UNION
  SELECT p.schemaname, p.tablename FROM pg_catalog.pg_publication_tables p
   WHERE p.pubname = $3::name
), tree (root, relid, inherited) AS (
  SELECT c.oid, c.oid, false FROM wanted w
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.s
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.t
  UNION
  SELECT t.root, i.inhrelid, t.inherited OR p.relkind <> 'p' FROM tree t
    JOIN pg_catalog.pg_class p ON p.oid = t.relid
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.relid
)
SELECT rn.nspname AS root_schema, r.relname AS root_name, n.nspname AS schema, c.relname AS name,
       c.relreplident AS setting, t.inherited,
       CASE c.relreplident
         WHEN 'f' THEN 'full'
         WHEN 'n' THEN 'nothing'
         WHEN 'd' THEN CASE WHEN x.immediate THEN 'key'
                            WHEN x.immediate IS NULL THEN 'no-key' ELSE 'deferrable-key' END
         ELSE CASE WHEN x.immediate IS NULL THEN 'index-dropped' ELSE 'index' END
       END AS identity,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum = ANY (x.columns)
              ORDER BY a.attnum) AS identity_columns,
       EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate
                  AND i.indisvalid) AS immediate_key,
       ARRAY(SELECT ic.relname::text FROM pg_catalog.pg_index i
               JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
              WHERE i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary
                AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (n, place)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n
                     WHERE k.place <= i.indnkeyatts AND NOT a.attnotnull)  -- from 110000: WHERE NOT a.attnotnull)
                -- Events do not contain generated columns.
                AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a  -- from 120000:
                                 WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])  -- from 120000:
                                   AND a.attgenerated <> '')  -- from 120000:
              ORDER BY ic.relname) AS candidates
  FROM tree t
  JOIN pg_catalog.pg_class c ON c.oid = t.relid AND c.relkind = 'r'
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class r ON r.oid = t.root
  JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN LATERAL (
       SELECT i.indimmediate AS immediate, i.indkey::int2[] AS columns
         FROM pg_catalog.pg_index i
        WHERE i.indrelid = c.oid AND i.indisvalid
          AND CASE c.relreplident WHEN 'd' THEN i.indisprimary
                                  WHEN 'i' THEN i.indisreplident ELSE false END) x ON true
 ORDER BY 1, 2, 3, 4;
