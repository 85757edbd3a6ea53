-- Overall and progression-free survival for Kaplan-Meier (event 1, censored 0).
-- Grain: one row per first infusion; days from it. Death of any cause is an event.
SELECT report_id, patient, name, target, costimulatory_domain, state, death_day, relapse_day, last_seen_day, first_response_day,
       os_days, os_event, pfs_days, pfs_event, dor_days, dor_event, exact
FROM follow_up WHERE infusion = 1 ORDER BY report_id, patient
