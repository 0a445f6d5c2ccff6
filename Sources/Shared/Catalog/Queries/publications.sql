-- Every publication (from PostgreSQL 10).
--
-- A line that ends in "-- from N: TEXT" needs server_version_num N; before it, TEXT replaces the line.
-- In psql: unchanged.
SELECT p.oid, p.pubname, p.puballtables,
       p.pubgencols = 's' AS stored,  -- from 180000: false AS stored,
       p.pubviaroot  -- from 130000: false AS pubviaroot
FROM pg_catalog.pg_publication p
ORDER BY p.pubname::text COLLATE "C"
