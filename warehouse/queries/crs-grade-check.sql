-- Where is the author's CRS grade lower than the vasopressors imply by ASTCT 2019?
-- Grain: one row per CRS episode. One vasopressor means grade 3 at least, several (vasopressin not counted) grade 4; oxygen is not considered.
WITH pressed AS (
    SELECT x.fact_id, count(DISTINCT v.name) AS pressors, count(DISTINCT v.name) FILTER (v.name <> 'vasopressin') AS counted,
           string_agg(DISTINCT v.name, ', ' ORDER BY v.name) AS vasopressors
    FROM toxicities x, unnest(x.managed_with) AS m(drug) JOIN vasopressors v ON v.name = m.drug
    WHERE x.name = 'CRS' AND x.occurred GROUP BY x.fact_id
)
SELECT x.report_id, x.patient, x.after_name, x.grade AS author_grade, x.system, CASE WHEN p.counted > 1 THEN 4 ELSE 3 END AS implied_at_least, p.vasopressors
FROM toxicities x JOIN pressed p USING (fact_id)
WHERE x.grade IS NULL OR x.grade < CASE WHEN p.counted > 1 THEN 4 ELSE 3 END
ORDER BY x.report_id, x.patient
