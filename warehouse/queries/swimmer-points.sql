-- Points of a swimmer plot, with the columns of R's swimplot (id, time, event).
-- Grain: one row per response, onset of a toxicity, or death after an infusion.
SELECT i.report_id || ' ' || i.patient AS id, i.infusion, r.days_after AS time, concat_ws(' ', r.category, 'MRD ' || r.mrd) AS event
FROM infusions i JOIN responses r ON r.after_fact_id = i.fact_id WHERE r.days_after IS NOT NULL
UNION ALL
SELECT i.report_id || ' ' || i.patient, i.infusion, x.onset_day, x.name || ' onset'
FROM infusions i JOIN toxicities x ON x.after_fact_id = i.fact_id WHERE x.occurred AND x.onset_day IS NOT NULL
UNION ALL
SELECT report_id || ' ' || patient, infusion, death_day, 'death' FROM follow_up WHERE death_day IS NOT NULL
ORDER BY id, infusion, time, event
