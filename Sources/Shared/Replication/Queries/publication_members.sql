-- The tables that publication $1 names one by one, with their column lists and row filters (from
-- 15). A column that a filter names depends on the publication once more than the list says.
SELECT n.nspname AS schema, c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a  -- from 150000: ARRAY[]::text[]
              WHERE a.attrelid = c.oid AND a.attnum = ANY (pr.prattrs::int2[])  -- from 150000:
              ORDER BY a.attnum)  -- from 150000:
         AS columns,
       pg_catalog.pg_get_expr(pr.prqual, pr.prrelid)  -- from 150000: NULL
         AS row_filter,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_depend d  -- from 150000: ARRAY[]::text[]
               JOIN pg_catalog.pg_attribute a  -- from 150000:
                    ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid  -- from 150000:
              WHERE d.classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass  -- from 150000:
                AND d.objid = pr.oid AND d.refobjid = c.oid AND d.refobjsubid > 0  -- from 150000:
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass  -- from 150000:
              GROUP BY a.attname, a.attnum  -- from 150000:
             HAVING pg_catalog.count(*) >  -- from 150000:
                    CASE WHEN a.attnum = ANY (pr.prattrs::int2[]) THEN 1 ELSE 0 END  -- from 150000:
              ORDER BY a.attnum)  -- from 150000:
         AS filter_columns
  FROM pg_catalog.pg_publication p
  JOIN pg_catalog.pg_publication_rel pr ON pr.prpubid = p.oid
  JOIN pg_catalog.pg_class c ON c.oid = pr.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE p.pubname = $1::name AND NOT pr.prexcept;  -- from 190000: WHERE p.pubname = $1::name;
