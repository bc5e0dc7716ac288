WITH fraud AS (
  SELECT count(*) AS payments, sum(money) AS loss FROM scored WHERE labelled
),
found AS (
  SELECT
    rule,
    count(labelled) AS alerted_labelled,
    count(*) FILTER (labelled) AS alerted_fraud,
    coalesce(sum(money) FILTER (labelled), 0) AS loss_caught
  FROM alerted
  GROUP BY rule
)
SELECT
  rule, alerted_labelled, alerted_fraud,
  alerted_fraud / alerted_labelled AS alert_precision,
  alerted_fraud / payments AS alert_recall,
  2 * alerted_fraud / (alerted_labelled + payments) AS f1,
  loss_caught,
  CAST(loss_caught AS DOUBLE) / CAST(loss AS DOUBLE) AS share_of_loss
FROM found, fraud
