//! Casework: cases, what is open in them and until when, the approvals awaited, the manual and
//! its making.
//!
//! The open steps of a case follow from the case and from its procedure: they are made again when
//! either changes, in whatever order the two come.

mod agenda;
mod grave;
mod home_visit;
mod indicator;
mod kept;
mod learning;
mod manual;
mod numbering;
mod proposal;
mod read;
mod register;
mod task;
mod write;

pub use agenda::{Agenda, Item, Seat, VisaItem, agenda, visas};
pub use grave::{Left, left_at_risk};
pub use home_visit::{HOME_VISITS, Outing, outings_asked, outings_of, outings_unplanned};
pub use indicator::{Counting, counting};
pub use kept::count_conformity;
pub use learning::{LEARNING, PreparedRow, opened_to, prepared_for};
pub use manual::{
    Editions, Listed, OpenWithdrawn, current, edition, in_use, listed, newest, open_withdrawn,
    versions, withdrawals,
};
pub use numbering::{number_lines, number_register, waiting_count};
pub use proposal::{PROPOSALS, ProposalLine, proposals, standing, under_way, unread};
pub use read::{CaseLine, Load, Which, case_numbered, cases, cases_of_subject, loads, open_count};
pub use register::{
    Counted, MonthCount, RegisterLine, month_lines, register_lines, register_months,
    register_years, registers_counted,
};
pub use task::{TASKS, Task, tasks};

use crate::projection::Projection;
use crate::table;
use akwaba_domain::casework::{CASE, MANUAL, PROCEDURE};
use akwaba_domain::reports::number::REGISTER_MONTH;

/// What casework makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "casework",
    kinds: &[CASE, PROCEDURE, MANUAL, REGISTER_MONTH],
    tables: &[
        table!("case_row"),
        table!("case_team_row"),
        table!("case_step_row"),
        table!("case_alert_row"),
        table!("case_visa_row"),
        table!("case_risk_row"),
        table!("case_kept_row"),
        table!("case_indicator_row"),
        table!("procedure_row"),
        table!("register_line_row"),
        table!("register_number_row"),
        table!("register_month_row"),
    ],
    apply: write::apply,
};
