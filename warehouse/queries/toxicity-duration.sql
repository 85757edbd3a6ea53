-- How long did a toxicity last, by product?
-- Grain: one row per product; n counts the episodes whose length is known, not_told the others.
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
SELECT x.after_name AS product, count(d.days) AS n, count(*) - count(d.days) AS not_told, median(d.days) AS median_days, min(d.days) AS min_days, max(d.days) AS max_days
FROM toxicities x LEFT JOIN toxicity_durations d USING (fact_id)
WHERE x.name = $toxicity AND x.occurred GROUP BY x.after_name ORDER BY n DESC, product
