-- After how many days did a toxicity begin, by costimulatory domain?
-- Grain: one row per domain (that of a licensed product); the first episode of each infusion that has a day of onset.
-- Param toxicity = CRS: CRS, ICANS, GVHD or IEC-HS
WITH first_episode AS (
    SELECT i.fact_id, i.costimulatory_domain, min(x.onset_day - coalesce(i.start_day, 0)) AS days
    FROM infusions i JOIN toxicities x ON x.after_fact_id = i.fact_id
    WHERE x.name = $toxicity AND x.occurred AND x.onset_day IS NOT NULL GROUP BY i.fact_id, i.costimulatory_domain
)
SELECT costimulatory_domain, count(*) AS n, median(days) AS median_days, quantile_cont(days, 0.25) AS q1, quantile_cont(days, 0.75) AS q3,
       min(days) AS min_days, max(days) AS max_days
FROM first_episode GROUP BY costimulatory_domain ORDER BY costimulatory_domain
