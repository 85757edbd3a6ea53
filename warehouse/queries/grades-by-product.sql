-- How are the grades of a toxicity distributed over products, 'none' kept apart from 'not reported'?
-- Grain: one row per product and class; the denominator of `percent` is the product's infusions.
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
WITH per_infusion AS (
    SELECT i.name AS product, i.fact_id,
           CASE WHEN max(x.grade) FILTER (x.occurred) IS NOT NULL THEN 'grade ' || max(x.grade) FILTER (x.occurred)
                WHEN bool_or(x.occurred) THEN 'grade not reported' WHEN bool_and(NOT x.occurred) THEN 'none (stated)' ELSE 'not reported' END AS class
    FROM infusions i LEFT JOIN toxicities x ON x.after_fact_id = i.fact_id AND x.name = $toxicity GROUP BY i.name, i.fact_id
)
SELECT product, class, count(*) AS infusions, round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY product), 1) AS percent
FROM per_infusion GROUP BY product, class ORDER BY product, class
