-- Each patient's therapies in order, with their dates.
-- Grain: one row per therapy that was given; a regimen stands before its components.
SELECT report_id, patient, ordinal, name, role, part_of_name, start, "end", start_day, end_day FROM therapies WHERE status = 'given'
ORDER BY report_id, patient, ordinal
