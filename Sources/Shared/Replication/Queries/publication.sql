-- The publication named $1 and what it publishes; whether it is newer than what slot $2 needs.
SELECT p.oid, pg_catalog.pg_get_userbyid(p.pubowner) AS owner,
       pg_catalog.pg_has_role(p.pubowner, 'USAGE') AS is_owner, p.puballtables,
       p.pubinsert, p.pubupdate, p.pubdelete,
       pg_catalog.to_jsonb(p) ->> 'pubtruncate' AS pubtruncate,
       pg_catalog.to_jsonb(p) ->> 'pubviaroot' AS pubviaroot,
       pg_catalog.to_jsonb(p) ->> 'pubgencols' AS pubgencols,
       (SELECT pg_catalog.age(p.xmin) < pg_catalog.age(s.catalog_xmin)
          FROM pg_catalog.pg_replication_slots s WHERE s.slot_name = $2::name) AS newer,
       NOT p.puballtables
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_namespace s  -- from 150000:
                          WHERE s.pnpubid = p.oid)  -- from 150000:
         AS empty,
       EXISTS (SELECT FROM pg_catalog.pg_publication_namespace s  -- from 150000: false
                WHERE s.pnpubid = p.oid)  -- from 150000:
         AS schemas,
       t.schemaname, t.tablename,
       t.attnames::text[] AS columns,  -- from 150000: NULL::text[] AS columns,
       t.rowfilter AS row_filter  -- from 150000: NULL::text AS row_filter
  FROM pg_catalog.pg_publication p
  LEFT JOIN pg_catalog.pg_publication_tables t ON t.pubname = p.pubname
 WHERE p.pubname = $1::name;
