-- How high were ferritin, CRP and IL-6, by the highest grade of CRS?
-- Grain: one row per test and grade; `lower_bounds` counts values told only as more than an amount, they are not in the median.
SELECT p.test, p.comparable_unit AS unit, x.crs_max_grade AS crs_grade, count(*) AS n, median(p.comparable_value) FILTER (p.operator IS NULL) AS median_value,
       max(p.comparable_value) AS max_value, count(*) FILTER (p.operator IN ('>', '>=')) AS lower_bounds
FROM peak_values p LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
GROUP BY p.test, p.comparable_unit, x.crs_max_grade ORDER BY p.test, crs_grade
