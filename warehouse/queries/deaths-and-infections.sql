-- Who died, of what, and which infections were there?
-- Grain: one row per death or infection; days count from the first infusion.
SELECT s.report_id, s.patient, 'death' AS what, s.cause AS detail, s.cause_group, s.date, f.death_day AS day
FROM last_status s LEFT JOIN follow_up f ON f.report_id = s.report_id AND f.patient = s.patient AND f.infusion = 1 WHERE s.state = 'dead'
UNION ALL
SELECT n.report_id, n.patient, 'infection', n.value_text, NULL, n.date, coalesce(n.calendar_date - i.calendar_date, n.day - i.start_day)
FROM findings n LEFT JOIN infusions i ON i.report_id = n.report_id AND i.patient = n.patient AND i.infusion = 1
WHERE n.name = 'infection' AND n.present ORDER BY 1, 2, 3, 7 NULLS LAST, 4
