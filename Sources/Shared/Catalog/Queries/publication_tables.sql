-- The tables that a publication names, with their column lists; also those that FOR ALL TABLES
-- EXCEPT leaves out.
--
-- $1 oid  the publication
--
-- Not pg_publication_tables: that view waits for the lock of each table.
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: PREPARE q AS, this file, then EXECUTE q(16384).
SELECT r.prrelid AS oid,
       r.prexcept AS excepted,  -- from 190000: false AS excepted,
       r.prattrs::text AS columns, r.prqual IS NOT NULL AS has_filter  -- from 150000: NULL AS columns, false AS has_filter
FROM pg_catalog.pg_publication_rel r
WHERE r.prpubid = $1::oid
ORDER BY r.prrelid
