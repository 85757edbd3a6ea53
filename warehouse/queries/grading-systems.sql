-- Which grading system did the authors use?
-- Grain: one row per system.
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
SELECT system, count(*) AS episodes, count(DISTINCT report_id) AS reports
FROM toxicities WHERE name = $toxicity AND occurred GROUP BY system ORDER BY episodes DESC, system
