-- The tables that publication $1, FOR ALL TABLES, leaves out; from 19.
SELECT n.nspname AS schema, c.relname AS name
  FROM pg_catalog.pg_publication p
  JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid AND r.prexcept
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE p.pubname = $1::name
 ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C";
