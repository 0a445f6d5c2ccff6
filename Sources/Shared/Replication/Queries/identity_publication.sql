-- The rows of the catalogs that make publication $1, with what wrote each of them: one row for each
-- table or schema that it names, or excepts from all tables (from 19), or one for all.
SELECT p.oid, p.xmin::text, p.puballtables, m.kind, m.subject, m.oid AS member_oid,
       m.xmin AS member_xmin
  FROM pg_catalog.pg_publication p
  LEFT JOIN (
    SELECT CASE WHEN r.prexcept THEN 'except' ELSE 'table' END AS kind,  -- from 190000: SELECT 'table' AS kind,
           r.prpubid AS publication, r.prrelid AS subject, r.oid, r.xmin::text
      FROM pg_catalog.pg_publication_rel r
    UNION ALL  -- from 150000:
    SELECT 'schema', s.pnpubid, s.pnnspid, s.oid, s.xmin::text  -- from 150000:
      FROM pg_catalog.pg_publication_namespace s  -- from 150000:
  ) m ON m.publication = p.oid
 WHERE p.pubname = $1::name
