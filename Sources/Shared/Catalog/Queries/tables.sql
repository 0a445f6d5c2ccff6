-- Every relation with rows outside PostgreSQL's own schemas, readable or not.
--
-- $1 text[]  only these schemas; NULL for all
-- $2 text[]  with $3 the schemas and names of the only tables wanted; NULL for all
-- $3 text[]
--
-- Nothing here waits for a table's lock: no pg_get_expr, no pg_table_size.
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: PREPARE q AS, this file, then EXECUTE q(NULL, NULL, NULL).
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence,
       c.relreplident, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       c.relispartition,  -- from 100000: false AS relispartition,
       CASE WHEN c.reltuples >= 0 AND c.relpages > 0 THEN c.reltuples::bigint END AS estimated_rows,
       c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint AS estimated_bytes,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS schema_usage,
       pg_catalog.has_table_privilege(c.oid, 'SELECT') AS can_select,
       pg_catalog.pg_has_role(c.relowner, 'USAGE') AS is_owner,
       c.relrowsecurity, c.relforcerowsecurity,  -- from 90500: false AS relrowsecurity, false AS relforcerowsecurity,
       (SELECT i.indimmediate FROM pg_catalog.pg_index i
         WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisvalid) AS immediate_pk,
       (SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
         WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid) AS identity_index,
       (SELECT e.extname FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
           AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
         LIMIT 1) AS extension
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
  AND ($1::text[] IS NULL OR n.nspname::text = ANY ($1::text[]))
  AND ($2::text[] IS NULL OR (n.nspname::text, c.relname::text) IN
        (SELECT w.s, w.t FROM ROWS FROM (pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) AS w(s, t)))
ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"
