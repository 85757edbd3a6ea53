-- Numerators and denominators per report for a pooled proportion of severe CRS (metafor: xi, ni).
-- Grain: one row per report. A patient counts in ni only if a grade was given or absence was stated.
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
-- Param min_grade = 3: the lowest grade that counts as severe
WITH per_patient AS (
    SELECT report_id, patient,
           CASE WHEN bool_or(occurred AND grade >= $min_grade::INTEGER) THEN 1 WHEN bool_or(occurred AND grade IS NULL) THEN NULL ELSE 0 END AS event
    FROM toxicities WHERE name = $toxicity GROUP BY report_id, patient
)
SELECT report_id AS slab, coalesce(sum(event), 0)::INTEGER AS xi, count(event) AS ni, count(*) - count(event) AS grade_unknown
FROM per_patient GROUP BY report_id ORDER BY report_id
