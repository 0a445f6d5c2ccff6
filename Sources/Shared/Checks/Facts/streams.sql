-- The tables named by the parallel lists $1 (schemas) and $2 (tables): whether policies hide
-- rows, and what a missing one may have meant. Takes no lock.
SELECT w.s AS schema, w.t AS name, c.oid IS NOT NULL AS exists,
       pg_catalog.row_security_active(c.oid) AS rows_hidden,
       pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS some_columns,
       CASE WHEN c.oid IS NULL THEN
         (SELECT pg_catalog.array_agg(n2.nspname::text || '.' || c2.relname::text)
            FROM pg_catalog.pg_class c2 JOIN pg_catalog.pg_namespace n2 ON n2.oid = c2.relnamespace
           WHERE c2.relkind IN ('r', 'p')
             AND n2.nspname NOT IN ('pg_catalog', 'information_schema')
             AND pg_catalog.lower(c2.relname::text) = pg_catalog.lower(w.t)) END AS did_you_mean
  FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (s, t)
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.s::name
  LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.t::name;
