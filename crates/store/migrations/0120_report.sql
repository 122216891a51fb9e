-- The monthly report is counted from what trades already keep; these indexes find what belongs to a month.
CREATE INDEX case_row_opened ON case_row (scope, opened_micros);
CREATE INDEX referral_row_sent ON referral_row (scope, sent_micros);
CREATE INDEX referral_row_since ON referral_row (scope, since_micros);
CREATE INDEX aid_line_row_day ON aid_line_row (scope, day);
CREATE INDEX person_row_first ON person_row (scope, first_micros);
