-- Rows of the tables in $1, $2 and of their partitions that were changed since the statistics
-- were reset.
WITH RECURSIVE tree (relid) AS (
  SELECT c.oid
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (s, t)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.s::name
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.t::name
  UNION ALL
  SELECT i.inhrelid FROM tree t
    JOIN pg_catalog.pg_class p ON p.oid = t.relid AND p.relkind = 'p'
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.relid
)
SELECT pg_catalog.sum(pg_catalog.pg_stat_get_tuples_inserted(relid)
                      + pg_catalog.pg_stat_get_tuples_updated(relid)
                      + pg_catalog.pg_stat_get_tuples_deleted(relid))::bigint AS changes
  FROM tree;
