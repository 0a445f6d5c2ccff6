-- The tables named by the parallel lists $1 (schemas) and $2 (tables): whether policies hide
-- rows, and what a missing one may have meant. Takes no lock.
WITH wanted AS (
  SELECT w.s, w.t, c.oid, c.relowner
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (s, t)
    LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.s::name
    LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.t::name
), near AS (
  SELECT w.s, w.t,
         pg_catalog.array_agg(n.nspname::text || '.' || c.relname::text ORDER BY c.oid) AS names
    FROM wanted w
    JOIN pg_catalog.pg_class c ON pg_catalog.lower(c.relname::text) = pg_catalog.lower(w.t)
         AND c.relkind IN ('r', 'p')
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   WHERE w.oid IS NULL
   GROUP BY 1, 2
)
SELECT w.s AS schema, w.t AS name, w.oid IS NOT NULL AS exists,
       pg_catalog.row_security_active(w.oid) AS rows_hidden,
       pg_catalog.has_any_column_privilege(w.oid, 'SELECT') AS some_columns,
       (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.oid = w.relowner) AS super_owner,
       near.names AS did_you_mean
  FROM wanted w LEFT JOIN near ON near.s = w.s AND near.t = w.t;
