-- Who had a toxicity: after what, when, of which grade, treated with what?
-- Grain: one row per episode.
-- Param toxicity = ICANS: CRS, ICANS, GVHD or IEC-HS
SELECT report_id, patient, after_name, after_how, grade, system, onset, onset_day, managed_with
FROM toxicities WHERE name = $toxicity AND occurred ORDER BY report_id, patient, onset_day
