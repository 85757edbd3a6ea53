-- How much of what the machine said stood when people checked it?
-- Grain: one row per family with checked facts; precision is the share of checked machine facts that stood in all fields.
SELECT family, count(*) AS checked, count(*) FILTER (decided = 'accepted') AS accepted, count(*) FILTER (decided = 'corrected') AS corrected,
       count(*) FILTER (decided IN ('rejected', 'merged')) AS rejected, count(*) FILTER (decided = 'added') AS added,
       round(count(*) FILTER (decided = 'accepted') / nullif(count(*) FILTER (decided <> 'added'), 0), 3) AS precision,
       round(count(*) FILTER (decided IN ('accepted', 'corrected')) / nullif(count(*) FILTER (decided IN ('accepted', 'corrected', 'added')), 0), 3) AS recall
FROM fact_values WHERE decided IS NOT NULL GROUP BY family ORDER BY family
