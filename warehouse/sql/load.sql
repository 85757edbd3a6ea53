-- The rows of the ledger's tables from JSON: each statement is bound to one list of records and named by its table.

-- name: report
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","sha256":"VARCHAR","source":"VARCHAR","pipeline":"VARCHAR","title":"VARCHAR","doi":"VARCHAR","pmid":"VARCHAR",
    "pmcid":"VARCHAR","journal":"VARCHAR","year":"INTEGER","article_type":"VARCHAR","authors":["VARCHAR"],"language":"VARCHAR",
    "licence":"VARCHAR","flags":["VARCHAR"],"text":"VARCHAR"}]'), max_depth := 2);

-- name: section
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","position":"INTEGER","kind":"VARCHAR","heading":"VARCHAR","start":"INTEGER","end":"INTEGER"}]'), max_depth := 2);

-- name: page
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","number":"INTEGER","start":"INTEGER","end":"INTEGER","width":"DOUBLE","height":"DOUBLE",
    "needs_ocr":"BOOLEAN"}]'), max_depth := 2);

-- name: fact
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","fact_id":"VARCHAR","family":"VARCHAR","position":"INTEGER","machine":"JSON","record":"JSON","rule":"VARCHAR",
    "role_rule":"VARCHAR","confidence":"DOUBLE","flags":["VARCHAR"],"decided":"VARCHAR","attention":"VARCHAR"}]'), max_depth := 2);

-- name: evidence
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","fact_id":"VARCHAR","position":"INTEGER","quote":"VARCHAR","section":"VARCHAR","page":"INTEGER",
    "start":"INTEGER","end":"INTEGER","by_person":"BOOLEAN",
    "boxes":[{"page":"INTEGER","x0":"DOUBLE","top":"DOUBLE","x1":"DOUBLE","bottom":"DOUBLE"}]}]'), max_depth := 2);

-- name: failure
SELECT unnest(from_json(?::JSON, '[{
    "source":"VARCHAR","sha256":"VARCHAR","reason":"VARCHAR","message":"VARCHAR","pipeline":"VARCHAR"}]'), max_depth := 2);

-- name: accuracy
SELECT unnest(from_json(?::JSON, '[{
    "measured_at":"TIMESTAMPTZ","pipeline":"VARCHAR","gold_set":"VARCHAR","gold_digest":"VARCHAR","family":"VARCHAR","attribute":"VARCHAR",
    "gold_count":"INTEGER","found_count":"INTEGER","right_count":"INTEGER","precision":"DOUBLE","recall":"DOUBLE","f1":"DOUBLE"}]'), max_depth := 2);

-- name: decision
SELECT unnest(from_json(?::JSON, '[{
    "seq":"BIGINT","decided_at":"TIMESTAMPTZ","reviewer":"VARCHAR","role":"VARCHAR","action":"VARCHAR","report_id":"VARCHAR",
    "sha256":"VARCHAR","fact_key":"VARCHAR","family":"VARCHAR","field":"VARCHAR","value":"JSON","machine":"JSON","evidence":"JSON",
    "pipeline":"VARCHAR","why":"VARCHAR"}]'), max_depth := 2);

-- name: judgement
SELECT unnest(from_json(?::JSON, '[{
    "report_id":"VARCHAR","fact_id":"VARCHAR","family":"VARCHAR","reviewer":"VARCHAR","role":"VARCHAR","field":"VARCHAR",
    "value":"VARCHAR"}]'), max_depth := 2);

-- name: reference
SELECT unnest(from_json(?::JSON, '[{
    "reference_id":"VARCHAR","title":"VARCHAR","title_key":"VARCHAR","doi":"VARCHAR","pmid":"VARCHAR","pmcid":"VARCHAR","year":"INTEGER",
    "journal":"VARCHAR","authors":["VARCHAR"],"file":"VARCHAR","list":"VARCHAR"}]'), max_depth := 2);
