//! The first opening of a centre: its settings and its first two accounts, once.
//!
//! Two, because every later right needs a second person to confirm it.

use super::account::{self, AccountForm, NewAccount};
use super::settings::{self, Settings, SettingsForm};
use crate::actor::{Grant, Role};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;

/// The first opening as typed.
#[derive(Debug, Clone, Default)]
pub struct FoundingForm {
    /// What the centre is called, each setting under its own name.
    pub settings: SettingsForm,
    /// `director`: the director's login.
    pub director: String,
    /// `director-name`.
    pub director_name: String,
    /// `admin`: the technical administrator's login.
    pub admin: String,
    /// `admin-name`.
    pub admin_name: String,
}

impl FoundingForm {
    /// Checks every field: the settings, and the two accounts, the director's first.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self) -> Result<(Settings, [NewAccount; 2]), Refusals> {
        let mut wrong = Refusals::new();
        let settings = wrong.take_all(self.settings.parse());
        let director = account_of(
            "director",
            &self.director,
            &self.director_name,
            Role::Director,
        );
        let director = wrong.take_all(director);
        let admin = account_of("admin", &self.admin, &self.admin_name, Role::TechnicalAdmin);
        let admin = wrong.take_all(admin);
        if !admin.login.as_str().is_empty() && admin.login == director.login {
            wrong.push(Refusal::at("admin", "founding-same-login"));
        }
        wrong.or((settings, [director, admin]))
    }
}

/// Reads one of the accounts, its refusals at the fields of that account.
fn account_of(field: &str, login: &str, name: &str, role: Role) -> Result<NewAccount, Refusals> {
    let form = AccountForm {
        login: login.to_owned(),
        name: name.to_owned(),
        roles: vec![role.code().to_owned()],
    };
    form.parse(|_| false).map_err(|refusals| {
        let mut at_its_fields = Refusals::new();
        for refusal in refusals.as_slice() {
            let part = if refusal.field.as_deref() == Some("name") {
                "-name"
            } else {
                ""
            };
            let mut refusal = refusal.clone();
            refusal.field = Some(format!("{field}{part}"));
            at_its_fields.push(refusal);
        }
        at_its_fields
    })
}

/// Founds the centre. Gives the ids of the accounts in their order.
pub fn found(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CentreFound>,
    settings: &Settings,
    accounts: &[NewAccount],
) -> (Vec<ActorId>, Drafts) {
    let centre = allowed.centre();
    let mut drafts = Drafts::under(allowed);
    if let Some(draft) = settings::draft(centre, &State::default(), settings) {
        drafts.push(draft);
    }
    let mut ids = Vec::new();
    for (index, new) in accounts.iter().enumerate() {
        // The first account is who founds: the permission was given in its name.
        let id = if index == 0 {
            allowed.actor().into()
        } else {
            ctx.fresh()
        };
        let grants: Vec<Grant> = account::grants_in(centre, &new.roles);
        let state = State::default();
        let act = Acting::on(&state)
            .set("login", &new.login)
            .set("name", &new.name)
            .fact("founded", &grants)
            .done(None, None);
        drafts.push(account::draft(centre, id, act));
        ids.push(id.into());
    }
    (ids, drafts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_founding_is_said_at_once_and_at_its_own_field() {
        let form = FoundingForm {
            director: "Le Directeur".into(),
            admin_name: "Technique".into(),
            ..FoundingForm::default()
        };
        let wrong = form.parse().unwrap_err();
        let fields: Vec<_> = wrong
            .as_slice()
            .iter()
            .filter_map(|refusal| refusal.field.as_deref())
            .collect();
        assert_eq!(
            fields,
            ["name", "code", "kind", "director", "director-name", "admin"]
        );
    }

    #[test]
    fn the_two_founders_sign_in_under_two_names() {
        let form = FoundingForm {
            settings: SettingsForm {
                name: "Centre de Zokora".into(),
                code: "ZOK".into(),
                kind: "cs".into(),
                ..SettingsForm::default()
            },
            director: "awa".into(),
            director_name: "Awa Fictive".into(),
            admin: "AWA".into(),
            admin_name: "Issa Fictif".into(),
        };
        let wrong = form.parse().unwrap_err();
        assert_eq!(
            wrong.as_slice().first().unwrap().code,
            "founding-same-login"
        );
        let two = FoundingForm {
            admin: "issa".into(),
            ..form
        };
        let (settings, [director, admin]) = two.parse().unwrap();
        assert_eq!(settings.code, "ZOK");
        assert_eq!(director.roles, [Role::Director]);
        assert_eq!(admin.roles, [Role::TechnicalAdmin]);
    }
}
