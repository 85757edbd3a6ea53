-- Which references of the imported lists are in the ledger, which are missing, and which reports are in no list?
-- Grain: one row per reference and report; a reference without a report, or a report without a reference, has a row of its own.
SELECT b.reference_id, coalesce(b.report_id, r.report_id) AS report_id, b.matched_by, coalesce(b.title, r.title) AS title, b.year, b.doi, b.pmid, b.list
FROM bibliography b FULL JOIN reports r ON r.report_id = b.report_id ORDER BY b.list NULLS LAST, b.year, title, report_id
