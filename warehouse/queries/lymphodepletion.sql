-- Which lymphodepletion was given, with the cumulative dose of each drug?
-- Grain: one row per drug and stated dose. A daily dose is multiplied by its days only where both are told.
SELECT t.report_id, t.patient, t.part_of_name AS regimen, t.name, d.value, d.unit, d.basis, d.frequency, d.duration,
       CASE WHEN d.basis = 'total' THEN d.value
            WHEN d.basis = 'per_day' AND d.duration IS NOT NULL THEN d.value * period_days(d.duration) END AS cumulative_value
FROM therapies t LEFT JOIN doses d ON d.therapy_fact_id = t.fact_id
WHERE t.role = 'lymphodepletion' AND t.status = 'given' AND t.kind <> 'regimen'
ORDER BY t.report_id, t.patient, t.ordinal
