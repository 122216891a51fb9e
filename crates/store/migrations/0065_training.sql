-- The training centre: plays with invented people, and what each account has learnt. Local to one installation, apart from
-- every table of records and from the journal.
CREATE TABLE training_play (
    account BYTEA NOT NULL,
    exercise TEXT NOT NULL,
    saved_micros BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (account, exercise)
);

CREATE TABLE training_done (
    account BYTEA NOT NULL,
    procedure_code TEXT NOT NULL,
    part TEXT NOT NULL,
    version BIGINT NOT NULL,
    done_micros BIGINT NOT NULL,
    chosen TEXT NOT NULL,
    PRIMARY KEY (account, procedure_code, part)
);
