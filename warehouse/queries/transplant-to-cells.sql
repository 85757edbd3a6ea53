-- How long after an allogeneic transplant were the cells given, and from which donor?
-- Grain: one row per transplant before a first infusion; a range of days where a date is not told to the day.
SELECT t.report_id, t.patient, t.name AS transplant, t.cell_source, t.start AS transplant_date, i.name AS product, i.start AS infusion_date,
       first_day(i.start) - last_day_of(t.start) AS days_at_least, last_day_of(i.start) - first_day(t.start) AS days_at_most
FROM therapies t JOIN infusions i ON i.report_id = t.report_id AND i.patient = t.patient AND i.infusion = 1
WHERE t.kind = 'transplant' AND t.status = 'given' AND t.name <> 'autologous HSCT' AND t.ordinal < i.ordinal
ORDER BY t.report_id, t.patient, t.ordinal
