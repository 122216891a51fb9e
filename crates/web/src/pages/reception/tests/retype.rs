//! Last year's paper register is typed in.

use akwaba_domain::reception::number::gaps;

use super::*;

const PATH: &str = "/accueil/registre/recopier";

#[test]
fn lines_of_paper_stand_under_their_own_day_and_number_and_are_marked() {
    let desk = reception();
    let done = desk.send(
        PATH,
        "page=12&number-1=41&day-1=14/03/2025&name-1=Konan+Essai&sex-1=f&demand-1=aide\
         &reason-1=loyer&outcome-1=mairie&name-2=Yao+Essai&number-3=45&day-3=15/03/2025",
    );
    assert_eq!(done.status, Status::SeeOther, "{}", done.text_body());
    let next = done.get("location").unwrap();
    assert_eq!(next, "/accueil/registre/recopier?jour=2025-03-15&apres=45");
    assert!(text(&desk, next).contains("value=\"46\""));
    let page = text(&desk, "/accueil/registre?jour=2025-03-14");
    for written in ["41/2025", "42/2025", "Yao Essai", "mairie", "page 12"] {
        assert!(page.contains(written), "{written}");
    }
    let month = text(&desk, "/accueil/registre?mois=2025-03");
    assert!(month.contains("1 à 40") && month.contains("43 à 44"));
    assert_eq!(gaps([41, 42, 45]), [(1, 40), (43, 44)]);
}

#[test]
fn one_wrong_line_keeps_all_of_them_on_the_page_and_writes_none() {
    let desk = reception();
    let refused = desk.send(
        PATH,
        "page=1&number-1=1&day-1=14/03/2025&name-1=Un&number-2=2&day-2=31/02/2025&name-2=Deux\
         &number-4=x&name-4=Quatre",
    );
    assert_eq!(refused.status, Status::Unprocessable);
    let page = refused.text_body();
    for kept in [
        "value=\"Un\"",
        "value=\"Deux\"",
        "value=\"31/02/2025\"",
        "value=\"Quatre\"",
    ] {
        assert!(page.contains(kept), "{kept}");
    }
    assert!(page.contains("href=\"#c-day-2\"") && page.contains("href=\"#c-number-4\""));
    for beside in [
        "id=\"c-day-2-error\"",
        "aria-describedby=\"c-number-4-error\"",
    ] {
        assert!(page.contains(beside), "{beside}");
    }
    assert!(text(&desk, "/accueil/registre?jour=2025-03-14").contains("Néant"));
}

#[test]
fn a_number_typed_twice_is_refused_at_its_line() {
    let desk = reception();
    let twice = "number-1=7&day-1=14/03/2025&name-1=Un&number-2=7&name-2=Deux";
    let refused = desk.send(PATH, twice);
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("href=\"#c-number-2\""));
    assert!(text(&desk, "/accueil/registre?jour=2025-03-14").contains("Néant"));
}

#[test]
fn this_year_goes_on_after_the_paper_and_paper_takes_no_number_given_here() {
    let desk = reception();
    desk.send(PATH, "number-1=214&day-1=20/11/2026&name-1=Un");
    receive(&desk, "");
    assert_eq!(visits(&desk).remove(0).number.to_string(), "215/2026");
    let refused = desk.send(PATH, "number-1=215&day-1=20/11/2026&name-1=Deux");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("215/2026"));
    let ahead = desk.send(PATH, "number-1=300&day-1=20/11/2026&name-1=Deux");
    assert!(ahead.text_body().contains("le dernier est 215"));
}

#[test]
fn an_empty_table_asks_for_a_line() {
    let refused = reception().send(PATH, "page=12");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("au moins une ligne"));
}

#[test]
fn a_line_badly_retyped_is_mended_with_its_number_and_its_day() {
    let desk = reception();
    desk.send(
        PATH,
        "number-1=21&day-1=14/03/2025&name-1=Konan+Essai&demand-1=aide",
    );
    let page = text(&desk, "/accueil/registre?jour=2025-03-14");
    let link = page.split("/accueil/visites/").nth(1).unwrap();
    let visit = format!("/accueil/visites/{}", &link[..36]);
    assert!(text(&desk, &visit).contains("/papier"));
    let path = format!("{visit}/papier");
    assert!(text(&desk, &path).contains("value=\"21\""));
    let refused = desk.send(&path, "number=12&day=hier&name=Konan+Essay");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("value=\"Konan Essay\""));
    let done = desk.send(
        &path,
        "number=12&day=13/03/2025&name=Konan+Essai&demand=aide",
    );
    assert_eq!(done.status, Status::SeeOther, "{}", done.text_body());
    assert!(text(&desk, "/accueil/registre?jour=2025-03-13").contains("12/2025"));
    assert!(text(&desk, "/accueil/registre?jour=2025-03-14").contains("Néant"));
    let live = receive(&desk, "");
    assert_eq!(
        get(&desk, &format!("{live}/papier")).status,
        Status::NotFound
    );
}
