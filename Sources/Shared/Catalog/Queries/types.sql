-- The types with the OIDs in $1, domains unwrapped, of arrays also the element's type.
WITH RECURSIVE chain (oid, cur, typmod, depth, not_null) AS (
  SELECT u.oid, u.oid, -1, 0, false FROM pg_catalog.unnest($1::oid[]) AS u (oid)
  UNION ALL
  SELECT b.oid, t.typbasetype, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.typmod END,
         b.depth + 1, b.not_null OR t.typnotnull
    FROM chain b JOIN pg_catalog.pg_type t ON t.oid = b.cur WHERE t.typtype = 'd'
), base AS (
  SELECT DISTINCT ON (oid) oid, cur, typmod, depth, not_null FROM chain ORDER BY oid, depth DESC
), elem (oid, cur, depth) AS (
  SELECT b.oid, bt.typelem, 0 FROM base b JOIN pg_catalog.pg_type bt ON bt.oid = b.cur
   WHERE bt.typelem <> 0 AND (bt.typlen = -1)
  UNION ALL
  SELECT e.oid, t.typbasetype, e.depth + 1
    FROM elem e JOIN pg_catalog.pg_type t ON t.oid = e.cur WHERE t.typtype = 'd'
), element AS (
  SELECT DISTINCT ON (oid) oid, cur FROM elem ORDER BY oid, depth DESC
)
SELECT t.oid, n.nspname, t.typname, pg_catalog.format_type(t.oid, NULL) AS formatted,
       CASE WHEN t.typtype = 'd' THEN
              CASE WHEN ft.typelem <> 0 AND ft.typlen = -1 THEN 'ARRAY'
                   WHEN ftn.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.typbasetype, NULL)
                   ELSE 'USER-DEFINED' END
            ELSE
              CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN 'ARRAY'
                   WHEN n.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.oid, NULL)
                   ELSE 'USER-DEFINED' END
       END AS is_data_type,
       b.depth, b.typmod AS domain_typmod, b.not_null,
       bt.oid AS base_oid, bn.nspname AS base_schema, bt.typname AS base_name,
       bt.typtype AS base_kind,
       et.oid AS elem_oid, en.nspname AS elem_schema, et.typname AS elem_name,
       et.typtype AS elem_kind, et.typdelim AS elem_delimiter,
       ebt.oid AS elem_base_oid, ebn.nspname AS elem_base_schema, ebt.typname AS elem_base_name,
       ebt.typtype AS elem_base_kind,
       (SELECT pg_catalog.array_agg(x.enumlabel::text ORDER BY x.enumsortorder)
          FROM pg_catalog.pg_enum x WHERE x.enumtypid = bt.oid) AS labels
  FROM base b
  JOIN pg_catalog.pg_type t ON t.oid = b.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_catalog.pg_type bt ON bt.oid = b.cur
  JOIN pg_catalog.pg_namespace bn ON bn.oid = bt.typnamespace
  LEFT JOIN pg_catalog.pg_type ft ON t.typtype = 'd' AND ft.oid = t.typbasetype
  LEFT JOIN pg_catalog.pg_namespace ftn ON ftn.oid = ft.typnamespace
  LEFT JOIN pg_catalog.pg_type et ON bt.typlen = -1 AND bt.typelem <> 0 AND et.oid = bt.typelem
  LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace
  LEFT JOIN element e ON e.oid = b.oid
  LEFT JOIN pg_catalog.pg_type ebt ON ebt.oid = e.cur
  LEFT JOIN pg_catalog.pg_namespace ebn ON ebn.oid = ebt.typnamespace;
