-- What a reader counts of refused records of some feeds, by reason.
SELECT feed, reason, count(*) AS refused
FROM raw.quarantine
WHERE feed IN (${feeds})
GROUP BY feed, reason
