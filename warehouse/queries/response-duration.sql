-- How long did responses last (event 1: relapse, progression or death, 0: still in response when last told)?
-- Grain: one row per infusion with a complete or partial response that has a day.
SELECT report_id, patient, infusion, name, first_response_day, dor_days AS days, dor_event AS event
FROM follow_up WHERE first_response_day IS NOT NULL ORDER BY report_id, patient, infusion
