//! The functions of the system that hold the roles of the manual, by their codes.

use akwaba_procedures::workbook::Function;

/// The code of a function, as the manual and tables write it.
pub fn function_code(function: Function) -> &'static str {
    match function {
        Function::Reception => "accueil",
        Function::SocialWorker => "travailleur_social",
        Function::Director => "directeur",
        Function::RegionalSupervisor => "supervision_regionale",
        Function::Intern => "stagiaire",
        Function::External => "externe",
    }
}

/// The function of that code.
pub fn function_from_code(code: &str) -> Option<Function> {
    [
        Function::Reception,
        Function::SocialWorker,
        Function::Director,
        Function::RegionalSupervisor,
        Function::Intern,
        Function::External,
    ]
    .into_iter()
    .find(|function| function_code(*function) == code)
}
