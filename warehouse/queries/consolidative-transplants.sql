-- Was an allogeneic transplant done after the cells, and how did those patients do?
-- Grain: one row per patient with an infusion, and transplant after it.
SELECT i.report_id, i.patient, i.name, t.name AS transplant, t.start AS transplant_date,
       coalesce(t.calendar_date - i.calendar_date, CASE WHEN t.start_day > 0 THEN t.start_day - i.start_day END) AS days_after_infusion,
       coalesce(r.relapsed, false) AS relapse_reported, f.pfs_days, f.pfs_event, f.os_days, f.os_event
FROM infusions i JOIN follow_up f USING (fact_id)
LEFT JOIN therapies t ON t.report_id = i.report_id AND t.patient = i.patient AND t.kind = 'transplant' AND t.status = 'given'
                     AND t.name <> 'autologous HSCT' AND t.ordinal > i.ordinal
LEFT JOIN (SELECT after_fact_id, true AS relapsed FROM responses WHERE category IN ('relapse', 'PD') GROUP BY 1) r ON r.after_fact_id = i.fact_id
WHERE i.infusion = 1 ORDER BY i.report_id, i.patient, t.ordinal
