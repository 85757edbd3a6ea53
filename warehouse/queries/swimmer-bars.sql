-- Bars of a swimmer plot, with the columns of R's swimplot (id, start, end, name_fill, continued).
-- Grain: one row per infusion: from day 0 to death, or to the last day that is told after it.
WITH told AS (
    SELECT fact_id, coalesce(death_day, last_seen_day) AS day, ongoing AND state IS DISTINCT FROM 'dead' AS ongoing FROM follow_up
    UNION ALL SELECT after_fact_id, onset_day, false FROM toxicities WHERE onset_day IS NOT NULL
)
SELECT i.report_id || ' ' || i.patient AS id, i.infusion, 0 AS "start", max(t.day) AS "end", i.name AS name_fill, coalesce(bool_or(t.ongoing), false) AS continued
FROM infusions i LEFT JOIN told t ON t.fact_id = i.fact_id GROUP BY ALL ORDER BY id, i.infusion
