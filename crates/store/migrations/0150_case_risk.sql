-- Cases in which a person was found at high risk: `told_micros` is when the level was told last,
-- `protected_micros` when it was told what protects them once the case is over.
CREATE TABLE case_risk_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    subject BYTEA,
    risk BIGINT NOT NULL,
    told_micros BIGINT NOT NULL,
    over_micros BIGINT,
    protected_micros BIGINT,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX case_risk_row_subject ON case_risk_row (scope, subject) WHERE subject IS NOT NULL;
CREATE INDEX case_risk_row_over ON case_risk_row (scope, risk, over_micros);
