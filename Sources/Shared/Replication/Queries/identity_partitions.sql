-- The partitions with rows of their own under the partitioned tables $1, and of the tables $2 those
-- that are partitions of none of these any more (root 0). Takes no lock on any table.
--
-- A partition that was created as one has the same transaction in pg_inherits and in the rows of its
-- system columns, which nothing ever changes. ATTACH writes the rows of the other columns anew
-- (MergeAttributesIntoExisting): in the transaction that created the table this is another command.
WITH RECURSIVE tree(root, oid, attached_by) AS (
  SELECT r.oid, r.oid, NULL::text FROM pg_catalog.unnest($1::oid[]) AS r(oid)
  UNION ALL
  SELECT t.root, i.inhrelid, i.xmin::text FROM tree t
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
), leaf AS (
  SELECT t.root, t.oid, t.attached_by FROM tree t
  UNION ALL
  SELECT 0, k.oid, NULL FROM pg_catalog.unnest($2::oid[]) AS k(oid)
   WHERE NOT EXISTS (SELECT FROM tree t WHERE t.oid = k.oid)
)
SELECT l.root, c.oid, n.nspname AS schema, c.relname AS name, c.relfilenode,
       l.attached_by IS DISTINCT FROM a.xmin::text
         OR EXISTS (SELECT FROM pg_catalog.pg_attribute o
                     WHERE o.attrelid = c.oid AND o.attnum > 0 AND o.xmin = a.xmin
                       AND NOT o.cmin = a.cmin) AS attached
  FROM leaf l JOIN pg_catalog.pg_class c ON c.oid = l.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = -1
 WHERE c.relkind = 'r'
