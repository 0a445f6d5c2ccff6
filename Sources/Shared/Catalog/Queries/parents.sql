-- Each inheritance and partition link, with the parent's name.
--
-- In psql: unchanged. The links of one child are in the order of its INHERITS clause.
SELECT i.inhrelid AS child, i.inhparent AS parent, n.nspname, c.relname
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class c ON c.oid = i.inhparent AND c.relkind IN ('r', 'p', 'f')
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY i.inhrelid, i.inhseqno
