-- Which reports are the same publication (same DOI, or same title)?
-- Grain: one row per publication that more than one report tells.
SELECT coalesce(nullif(lower(doi), ''), lower(title)) AS publication, count(*) AS reports, string_agg(report_id, ', ' ORDER BY report_id) AS report_ids
FROM reports WHERE coalesce(nullif(doi, ''), nullif(title, '')) IS NOT NULL GROUP BY publication HAVING count(*) > 1 ORDER BY publication
