-- The row filters of a publication (from PostgreSQL 15). Waits for the locks of these tables.
--
-- $1 oid  the publication
--
-- In psql: PREPARE q AS, this file, then EXECUTE q(16384).
SELECT r.prrelid AS oid, pg_catalog.pg_get_expr(r.prqual, r.prrelid) AS filter
FROM pg_catalog.pg_publication_rel r
WHERE r.prpubid = $1::oid AND r.prqual IS NOT NULL
ORDER BY r.prrelid
