-- The full timeline of a report's patients.
-- Grain: one row per event.
-- Param report: the report's id
SELECT patient, ordinal, family, date, day, time_after, what FROM timeline WHERE report_id = $report ORDER BY patient, ordinal
