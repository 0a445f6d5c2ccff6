-- The schemas that a publication holds whole (from PostgreSQL 15).
--
-- $1 oid  the publication
--
-- In psql: PREPARE q AS, this file, then EXECUTE q(16384).
SELECT n.nspname
FROM pg_catalog.pg_publication_namespace p JOIN pg_catalog.pg_namespace n ON n.oid = p.pnnspid
WHERE p.pnpubid = $1::oid
ORDER BY n.nspname::text COLLATE "C"
