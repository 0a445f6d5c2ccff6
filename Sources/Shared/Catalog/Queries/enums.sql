-- The labels of some enum types, in their sort order.
--
-- $1 oid[]  the types; others than enums have no row
--
-- In psql: PREPARE q AS, this file, then EXECUTE q(ARRAY['mood'::regtype::oid]).
SELECT e.enumtypid, pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
FROM pg_catalog.pg_enum e
WHERE e.enumtypid = ANY ($1::oid[])
GROUP BY e.enumtypid
ORDER BY e.enumtypid
