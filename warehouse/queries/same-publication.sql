-- Which reports are the same publication (same DOI, PubMed id or title), and which of them counts?
-- Grain: one row per publication that more than one report tells; `used` is the report that counts.
SELECT coalesce(min(nullif(lower(r.doi), '')), min(lower(r.title))) AS publication, count(*) AS reports,
       string_agg(p.report_id, ', ' ORDER BY p.report_id) AS report_ids, p.publication AS used
FROM publications p JOIN reports r USING (report_id) GROUP BY p.publication HAVING count(*) > 1 ORDER BY publication, used
