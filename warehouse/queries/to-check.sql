-- What still needs a human?
-- Grain: one row per fact that a person should look at, the most urgent first: decided but now seen otherwise, doubtful, unchecked.
-- Param urgency = 2: 1 to 3; 2 leaves out what is only unchecked
SELECT urgency, reason, report_id, fact_id, family, value, machine_value, confidence FROM to_check WHERE urgency <= $urgency::INTEGER
ORDER BY urgency, confidence, report_id, fact_id
