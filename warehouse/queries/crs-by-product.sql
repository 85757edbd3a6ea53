-- How severe was CRS after each product?
-- Grain: one row per product; grades as the authors gave them, whatever their system.
SELECT i.name AS product, i.target, i.costimulatory_domain, count(DISTINCT i.fact_id) AS infusions,
       count(DISTINCT i.fact_id) FILTER (x.occurred) AS with_crs, count(DISTINCT i.fact_id) FILTER (NOT x.occurred) AS without_crs,
       count(DISTINCT i.fact_id) FILTER (x.fact_id IS NULL) AS not_reported,
       count(DISTINCT i.fact_id) FILTER (x.occurred AND x.grade >= 3) AS grade_3_or_more, max(x.grade) AS highest_grade
FROM infusions i LEFT JOIN toxicities x ON x.after_fact_id = i.fact_id AND x.name = 'CRS'
GROUP BY i.name, i.target, i.costimulatory_domain ORDER BY infusions DESC, product, i.target
