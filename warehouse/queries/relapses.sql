-- Which relapses and progressions came, when, and where?
-- Grain: one row per relapse or progression.
SELECT report_id, patient, after_name, category, site, date, day, time_after, days_after
FROM responses WHERE category IN ('relapse', 'PD') ORDER BY report_id, patient, position
