-- How are the highest CRS grades distributed over infusions, 'none' kept apart from 'not reported'?
-- Grain: one row per class; the denominator is all cell infusions.
WITH per_infusion AS (
    SELECT i.fact_id,
           CASE WHEN max(x.grade) FILTER (x.occurred) IS NOT NULL THEN 'grade ' || max(x.grade) FILTER (x.occurred)
                WHEN bool_or(x.occurred) THEN 'yes, grade not reported'
                WHEN bool_and(NOT x.occurred) THEN 'none (stated)' ELSE 'not reported' END AS crs
    FROM infusions i LEFT JOIN toxicities x ON x.after_fact_id = i.fact_id AND x.name = 'CRS' GROUP BY i.fact_id
)
SELECT crs, count(*) AS infusions, round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percent FROM per_infusion GROUP BY crs ORDER BY crs
