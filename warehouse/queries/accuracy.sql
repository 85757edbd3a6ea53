-- How accurate was each pipeline version, over time?
-- Grain: one row per measurement, family and attribute.
SELECT measured_at, pipeline, gold_set, family, attribute, gold_count, found_count, right_count, round(precision, 3) AS precision,
       round(recall, 3) AS recall, round(f1, 3) AS f1
FROM accuracy ORDER BY measured_at, gold_set, family, attribute
