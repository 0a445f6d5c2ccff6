-- Some types, with what is left of them once domains (also of elements) are unwrapped.
--
-- $1 oid[]  the types
--
-- In psql: PREPARE q AS, this file, then EXECUTE q(ARRAY['int4'::regtype::oid]).
WITH RECURSIVE chain(oid, current, typmod, depth, not_null) AS (
  SELECT w.oid, w.oid, -1, 0, false FROM (SELECT DISTINCT pg_catalog.unnest($1::oid[]) AS oid) w
  UNION ALL
  -- The innermost modifier wins: a domain cannot be given another one.
  SELECT c.oid, t.typbasetype, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE c.typmod END,
         c.depth + 1, c.not_null OR t.typnotnull
  FROM chain c JOIN pg_catalog.pg_type t ON t.oid = c.current WHERE t.typtype = 'd'
), base AS (
  SELECT DISTINCT ON (c.oid) c.oid, c.current, c.typmod, c.depth, c.not_null
  FROM chain c ORDER BY c.oid, c.depth DESC
), element AS (
  -- Only variable-length types with an element are arrays; point and box are not.
  SELECT b.oid, t.typelem AS element
  FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.current
  WHERE t.typelem <> 0 AND t.typlen = -1
), element_chain(oid, current, depth) AS (
  SELECT e.oid, e.element, 0 FROM element e
  UNION ALL
  SELECT c.oid, t.typbasetype, c.depth + 1
  FROM element_chain c JOIN pg_catalog.pg_type t ON t.oid = c.current WHERE t.typtype = 'd'
), element_base AS (
  SELECT DISTINCT ON (c.oid) c.oid, c.current FROM element_chain c ORDER BY c.oid, c.depth DESC
)
SELECT t.oid, tn.nspname, t.typname, pg_catalog.format_type(t.oid, NULL) AS formatted,
       b.depth, b.typmod, b.not_null,
       bt.oid AS base_oid, bn.nspname AS base_schema, bt.typname AS base_name, bt.typtype AS base_kind,
       bx.extname AS base_extension,
       et.oid AS element_oid, en.nspname AS element_schema, et.typname AS element_name,
       et.typtype AS element_kind, et.typdelim AS element_delimiter,
       xt.oid AS element_base_oid, xn.nspname AS element_base_schema,
       xt.typname AS element_base_name, xt.typtype AS element_base_kind,
       -- What the view information_schema.columns says of a column of this type.
       CASE WHEN ot.typelem <> 0 AND ot.typlen = -1 THEN 'ARRAY'
            WHEN obn.nspname = 'pg_catalog' THEN pg_catalog.format_type(ot.oid, NULL)
            ELSE 'USER-DEFINED' END AS data_type
FROM base b
JOIN pg_catalog.pg_type t ON t.oid = b.oid
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
JOIN pg_catalog.pg_type bt ON bt.oid = b.current
JOIN pg_catalog.pg_namespace bn ON bn.oid = bt.typnamespace
JOIN pg_catalog.pg_type ot ON ot.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
JOIN pg_catalog.pg_namespace obn ON obn.oid = ot.typnamespace
LEFT JOIN pg_catalog.pg_depend bd
  ON bd.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND bd.objid = bt.oid
     AND bd.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND bd.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension bx ON bx.oid = bd.refobjid
LEFT JOIN element e ON e.oid = b.oid
LEFT JOIN pg_catalog.pg_type et ON et.oid = e.element
LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace
LEFT JOIN element_base eb ON eb.oid = b.oid
LEFT JOIN pg_catalog.pg_type xt ON xt.oid = eb.current
LEFT JOIN pg_catalog.pg_namespace xn ON xn.oid = xt.typnamespace
ORDER BY t.oid
