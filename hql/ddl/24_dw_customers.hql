-- Customers, slowly changing (type 2): a version lasts from the first order that says so to the one that says something
-- else. Computed here from what each day says, so that days may come late, again and in any order.
CREATE OR REPLACE VIEW dw.customers (
  customer_id         COMMENT 'The customer',
  version             COMMENT 'Number of the version, from 1',
  valid_from          COMMENT 'Time of the first order that says so, UTC',
  valid_to            COMMENT 'Time of the first order that says something else, at which the next version begins, UTC, null while there is none',
  is_current          COMMENT 'Whether it is the last version',
  first_name          COMMENT 'First name',
  last_name           COMMENT 'Last name',
  email               COMMENT 'E-mail address',
  phone               COMMENT 'Telephone number',
  age                 COMMENT 'Age in years',
  gender              COMMENT 'Gender',
  city                COMMENT 'City of the address',
  state               COMMENT 'State or province of the address',
  zip_code            COMMENT 'Postal code of the address',
  country             COMMENT 'Country',
  is_premium_customer COMMENT 'Whether a premium customer',
  customer_since      COMMENT 'The day the customer became one'
)
COMMENT 'Customers as their orders show them, with every earlier state'
AS
SELECT
  customer_id,
  version,
  seen_first AS valid_from,
  valid_to,
  valid_to IS NULL AS is_current,
  first_name,
  last_name,
  email,
  phone,
  age,
  gender,
  city,
  state,
  zip_code,
  country,
  is_premium_customer,
  customer_since
FROM (
  SELECT
    states.*,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY seen_first) AS version,
    LEAD(seen_first) OVER (PARTITION BY customer_id ORDER BY seen_first) AS valid_to
  FROM (
    SELECT
      d.*,
      LAG(said) OVER (PARTITION BY customer_id ORDER BY seen_first) AS said_before
    FROM dw.customer_days d
  ) states
  WHERE said_before IS NULL OR said_before <> said
) versions;
