-- Who had a toxicity: after what, when, of which grade, for how long, treated with what, and was it fatal?
-- Grain: one row per episode.
-- Param toxicity = ICANS: CRS, ICANS, GVHD or IEC-HS
SELECT x.report_id, x.patient, x.after_name, x.after_how, x.grade, x.system, x.onset, x.onset_day, d.days, x.managed_with,
       s.state = 'dead' AND s.cause_group = 'treatment' AND contains(lower(s.cause), lower(x.name)) AS fatal
FROM toxicities x LEFT JOIN toxicity_durations d USING (fact_id) LEFT JOIN last_status s ON s.report_id = x.report_id AND s.patient = x.patient
WHERE x.name = $toxicity AND x.occurred ORDER BY x.report_id, x.patient, x.onset_day
