-- Relations that hold rows, with what this role may do. $1: schema names or null for all but
-- the system's; $2, $3: parallel lists of schemas and tables to restrict to, or null.
-- Takes no lock on any relation. 12 and later.
SELECT n.nspname, c.relname, c.oid, c.relkind, c.relpersistence, c.relispartition,
       c.relreplident, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       CASE WHEN c.reltuples < 0 THEN NULL ELSE c.reltuples::bigint END AS est_rows,
       c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint AS est_bytes,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS schema_usage,
       pg_catalog.has_table_privilege(c.oid, 'SELECT') AS can_select,
       pg_catalog.pg_has_role(c.relowner, 'USAGE') AS is_owner,
       c.relrowsecurity, c.relforcerowsecurity,
       r.oid AS root_oid, rn.nspname AS root_schema, r.relname AS root_name,
       par.oids AS parent_oids, par.schemas AS parent_schemas, par.names AS parent_names,
       (SELECT e.extname FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
           AND d.deptype = 'e'
           AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass LIMIT 1) AS extension,
       EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisvalid AND i.indimmediate)
         AS immediate_primary_key,
       (SELECT ic.relname FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
         WHERE i.indrelid = c.oid AND i.indisreplident LIMIT 1) AS identity_index
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class r
    ON c.relispartition AND r.oid = pg_catalog.pg_partition_root(c.oid)::oid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN LATERAL (
       SELECT pg_catalog.array_agg(p.oid::text ORDER BY i.inhseqno) AS oids,
              pg_catalog.array_agg(pn.nspname::text ORDER BY i.inhseqno) AS schemas,
              pg_catalog.array_agg(p.relname::text ORDER BY i.inhseqno) AS names
         FROM pg_catalog.pg_inherits i
         JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
         JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
        WHERE i.inhrelid = c.oid) par ON true
 WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')
   AND ($1::text[] IS NULL OR n.nspname = ANY ($1::text[]))
   AND ($2::text[] IS NULL OR (n.nspname, c.relname) IN
         (SELECT w.s::name, w.t::name FROM ROWS FROM (pg_catalog.unnest($2::text[]),
                 pg_catalog.unnest($3::text[])) AS w (s, t)))
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
 ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C";
