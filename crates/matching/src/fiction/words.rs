//! Names borne in Côte d'Ivoire, with rough weights.
//!
//! Owns: word lists written from public knowledge of frequent names, and syllables from which rare family names
//! are composed. Never: data about real people, and never a claim that a weight is a statistic.

use std::sync::OnceLock;

use crate::chance::Dice;

/// A list of words with weights, `Koné*14 Dao`, read once.
pub(super) struct Words {
    text: &'static str,
    /// Each word with the sum of the weights up to and with it.
    read: OnceLock<Vec<(&'static str, u64)>>,
}

impl Words {
    const fn new(text: &'static str) -> Self {
        Self {
            text,
            read: OnceLock::new(),
        }
    }

    fn read(&self) -> &[(&'static str, u64)] {
        self.read.get_or_init(|| {
            let mut sum = 0;
            let weighted = |word: &'static str| {
                let (name, weight) = match word.split_once('*') {
                    Some((name, weight)) => (name, weight.parse().unwrap_or(1)),
                    None => (word, 1),
                };
                sum += weight;
                (name, sum)
            };
            self.text.split_whitespace().map(weighted).collect()
        })
    }
}

/// One of the words, by weight.
pub(super) fn pick(dice: &mut impl Dice, list: &Words) -> &'static str {
    let words = list.read();
    let total = words.last().map_or(0, |(_, sum)| *sum);
    let at = dice.below(total);
    let found = words.get(words.partition_point(|(_, sum)| *sum <= at));
    found.map_or("Yao", |(word, _)| word)
}

/// Day names from Monday to Sunday (Baoulé use; neighbours shift by a day).
pub(super) const DAYS_MALE: &[&str] = &[
    "Kouassi", "Kouadio", "Konan", "Kouakou", "Yao", "Koffi", "Kouamé",
];
/// Day names of girls, Monday to Sunday.
pub(super) const DAYS_FEMALE: &[&str] = &[
    "Akissi", "Adjoua", "Amenan", "Ahou", "Aya", "Affoué", "Amoin",
];

pub(super) static AKAN: Words = Words::new(
    "Kouassi*9 Kouadio*9 Konan*9 Kouakou*8 Yao*9 Koffi*9 Kouamé*9 N'Guessan*10 N'Dri*4 \
    N'Goran*3 N'Da*2 Brou*4 Loukou*2 Amani*3 Assi*2 Aka*2 Tanoh*2 Adou*2 Anoh Assouman Assamoi Ehouman \
    Adingra Kouablan Kossonou Ettien Bilé Ezan Allou Amon Angaman Ahoua Kacou Kra Dongo Oi Djè Djézou Boni \
    Boa Bohoussou Alla Allah Atta Attoungbré Blé Diby Ekra Essis Gbangbo Golly Kanga*2 Kangah Kassi Kodia \
    Komenan*2 Koua Kouman Krah M'Bra*2 M'Bahia Moro N'Cho N'Zi*2 N'Zué*2 Niamien*2 Niamké Oka Okou Ouffoué \
    Sanguin Sialou Toh Yoboué*2 Yoman Zamblé Akpoué Ano Appia Assale Assandé Bla Boka Ouréga Tano Agnimel \
    Assoumou Bédi Brindou Eba Ebrottié Ellélé Elloh Essan Kadjo*2 Kablan Kassoum Koutouan Manouan Miessan \
    Mian Nogbou Ohouo Sika Tiémélé Yapi*2 Yeboua Kobenan*2 Kouao Kpangni Houphouët",
);
pub(super) static LAGOON: Words = Words::new(
    "Yapo*3 Yapi*3 Achi*2 N'Cho*3 Aké*3 Akpa*2 Abé Assi*2 Atsé*2 Boni Chiadon Danho Djoman \
    Esmel Essoh*2 Gnagne*2 Gnangoran Kouadja Kutouan Lasme Lath Lobognon Loba Lobouet Mel Mobio*2 M'Bo \
    Memel Meledje N'Gbesso N'Takpé Niava Nomel Okoma Sess Seka*3 Agnissan Agbré Amangoua Anoma Apata \
    Atchori Aboua Adjé Adomon Agoh Akre Ekissi Abouo Bogui Djadji Ayebi Beugré",
);
pub(super) static MANDE: Words = Words::new(
    "Koné*14 Ouattara*11 Coulibaly*12 Traoré*12 Touré*8 Bamba*8 Diomandé*5 Diabaté*3 \
    Doumbia*5 Fofana*6 Cissé*4 Sylla*3 Keïta*3 Konaté*4 Dembélé*2 Sangaré*4 Sidibé*3 Diakité*3 Diarra*3 \
    Diarrassouba*4 Dosso*3 Camara*4 Kamagaté*2 Karamoko*2 Bakayoko*4 Cissoko Condé Kouyaté Kourouma*2 \
    Savané*2 Méité*3 Timité Fadiga*2 Haïdara Dagnogo*2 Binaté Bayo Dao Sako Samaké Souaré Soumahoro*2 \
    Toungara Tounkara Sanogo*3 Berthé Ballo*2 Sissoko Konté Kaba Magassouba Gbané*2 Bakary Dramé Cherif \
    Doukouré Diaby*2 Kanté*2 Kéita Sako Sanoussi Soumaré Singo Vakaba Touréh Dabo Dosso",
);
pub(super) static SENOUFO: Words = Words::new(
    "Soro*12 Silué*10 Yéo*9 Sékongo*7 Tuo*6 Coulibaly*8 Ouattara*3 Koné*3 Traoré \
    Fondio*2 Navigué Nahoua Nanga Tiona Tiégbé Dagnogo Kassoum Sohouo Tionhon Lohognon Katiénéfoha \
    Kolotiolo Zié Ouologo Hili Horo Kignelman Konaté Camara Sanogo Touré Tioté Doh Yéhoua Ganon",
);
pub(super) static KROU: Words = Words::new(
    "Gnahoré*4 Zadi*4 Séri*4 Gbagbo*3 Digbeu*3 Dogbo*3 Tapé*4 Zokou*3 Guédé*4 Kouyo \
    Gohou Goré*2 Zouzou Zoukou Guigui Lago*2 Dally Djédjé*4 Djè Kipré*2 Logbo Lohourou Lorougnon Madou \
    Nahounou Ouraga*2 Okou*2 Sery Sokoury Tagro*2 Togba Téhé Tiéhi Wodié Yobouet Zagadou Zagbo Zahui*2 \
    Ziahi Zirignon Zogbo Bahi Bailly Beugré Bléhoué Bogui Boli Bolou Dago*2 Dakouri Dacoury Dadié \
    Dédi Doudou Gadji*2 Gbalou Gbazé Gnabro Gnagbo Gnaoré Gnépa Godé Goba Gogoua Grah Grébéhi Gueï \
    Krékré Kouko Kragbé Kudou Légré Légbré Mahi Néné Obou Obrou Ourigbalé Prégnon Sahi Sapé Siagbé \
    Sioblo Tokpa Toualy Toudou Vléhi Yoro*2 Zéba Zézé Zéregbé Guéhi Guéhiébly Pehé Oulaï*2 Téa Déhé Taha",
);
pub(super) static GOURO: Words = Words::new(
    "Irié*5 Zamblé*4 Tra*3 Trazié*3 Goré*2 Vanié*3 Voli Zoro*2 Youan*2 Boli*2 Bolou \
    Djè Foua Gala Gohi Gouré Goua Iritié Kalou Kouadja Lourou Naga Séry Semi Tah Tié*2 Tizié Toh Tozan \
    Touvoly Trabi Vamé Ya Yao Youzan Zah Zégbé Zié Zirihi Zouzoua Guessan Kambo Nagalo",
);
pub(super) static DAN: Words = Words::new(
    "Guéi*5 Gbeu Gueu*3 Dion Bleu Bakayoko Doua Droh Dro Gbato Gonê Gondo*2 Goué Kpan*2 Loua \
    Mahan Mandé Meless Oulaï Séa Singo Sony Tia*3 Tiémoko*2 Toh Vé Yo Zeu Zon Zouh Zéhia Diomandé*3 Déli \
    Fléan Gba Guela Koulaï Koui Monkin Soumahoro*2 Tokpa Woï Zia Douati Bamba",
);
pub(super) static SAHEL: Words = Words::new(
    "Ouédraogo*14 Sawadogo*9 Zongo*5 Compaoré*5 Kaboré*6 Ilboudo*3 Tapsoba*2 Nikiéma*3 \
    Kafando*2 Zoungrana*3 Nana*3 Sana Sanou*3 Sankara*2 Bationo Somé*2 Dabiré*2 Kambou*2 Palé*2 Hien*2 Da \
    Sib Kabré Guigma Kiemdé Kientega Bonkoungou Congo Derra*2 Diallo*2 Dicko Konseiga Koala Lompo \
    Maïga*3 Nacoulma Ouoba Pitroipa Rouamba Savadogo Simporé Sorgho Tiendrébéogo Yaméogo*2 Yonli Zerbo \
    Zida Zoungrana Garba Issa Salifou Adamou Mahamadou Idrissa Amadou Lawani Alabi Adebayo",
);
pub(super) static PEUL: Words = Words::new(
    "Diallo*14 Bah*6 Barry*6 Sow*5 Ba*3 Baldé*2 Sidibé*3 Sangaré*3 Diakité*2 Ly Kane Tall \
    Dia Sall Thiam N'Diaye*2 Sy Baro Dicko Cissé*2",
);

pub(super) static CHRISTIAN_MALE: Words = Words::new(
    "Jean*9 Marc*4 Paul*4 Pierre*3 Emmanuel*5 Serge*4 Eric*4 Didier*3 Patrick*3 \
    Franck*4 Hervé*4 Alain*3 Arsène*3 Armand*3 Constant*2 Désiré*4 Ange*4 Guy*3 Michel*3 Joseph*3 André*2 \
    Antoine*2 Augustin*2 Bernard*2 Charles*3 Christian*3 Christophe*2 Claude*2 Cyrille*2 Daniel*4 David*3 \
    Denis*2 Dominique Edmond*2 Elisée*2 Ernest*2 Etienne*2 Eugène*2 Fabrice*3 Félix*2 Fernand Firmin*2 \
    Florent*2 François*2 Frédéric*2 Fulgence*2 Gaston Georges*2 Gérard*2 Germain*2 Gilbert Gilles*2 \
    Guillaume*2 Gustave Henri*2 Hermann*2 Hippolyte Honoré Hubert Hugues Hyacinthe*2 Innocent Isaac*2 \
    Jacques*2 Jérémie*2 Jérôme Joachim Joël*2 Jonas*2 Jonathan*2 Josué*2 Jules*2 Julien*2 Justin*2 Kévin*2 \
    Lambert*2 Landry*3 Laurent*2 Léon*2 Léonard Léopold Louis*2 Luc*3 Lucien*2 Marcel*2 Marcellin*2 Martial*3 \
    Martin Mathias Mathieu*2 Maurice*2 Maxime*2 Médard Modeste Narcisse Nestor Nicolas*2 Noël*2 Olivier*2 \
    Parfait*2 Pascal*2 Philippe*2 Prosper Raoul Raphaël*2 Raymond Régis Rémi*2 René Richard*2 Robert Rodrigue*2 \
    Roger Roland*2 Romain Romaric*2 Romuald*2 Samuel*3 Saturnin Sébastien*2 Séraphin Simon*2 Simplice \
    Stanislas Stéphane*4 Sylvain*2 Sylvestre Théodore Théophile Thierry*2 Thomas*2 Ulrich*2 Urbain Valentin \
    Valère Victor*2 Vincent*2 Wilfried*3 Williams*2 Xavier*2 Yannick*3 Yves*3 Zacharie Anicet Anselme Aristide \
    Barthélémy Blaise Brice Bruno Casimir Célestin Clément Cyprien Donatien Evariste Ezéchiel Faustin Gédéon \
    Gervais Ghislain Isidore Judicaël Juste Lazare Lionel Ludovic Moïse*2 Nathan Nazaire Norbert Pacôme \
    Placide Salomon Siméon Sosthène Thibaut Tanguy Ephrem Elie Abraham Achille Adolphe Aimé Alphonse Amos \
    Anderson Archange Axel Boris Cédric Chris Christ Crépin Dieudonné Edgard Elvis Exaucé Fidèle Gaël Grâce \
    Harold Jaurès Junior Kader Mardochée Melchior Michaël Onésime Orphée Osée Prince Privat Rostand Schadrac Steve",
);
pub(super) static CHRISTIAN_FEMALE: Words = Words::new(
    "Marie*10 Estelle*4 Sandrine*3 Rosine*3 Solange*4 Christelle*4 Carine*3 \
    Florence*3 Patricia*4 Viviane*3 Nadège*3 Laetitia*3 Flore*2 Laure*3 Ange*4 Grâce*5 Esther*3 Rachel*3 \
    Rebecca*2 Ruth*2 Sarah*2 Déborah*2 Judith*2 Elisabeth*3 Anne*3 Agathe*2 Agnès*2 Aimée*3 Alice*2 Aline \
    Amélie Amandine Anastasie Andrée Angèle*3 Annick*2 Antoinette*3 Arlette Aurélie*3 Béatrice*2 Bénédicte \
    Bernadette*3 Berthe Blandine Brigitte*2 Caroline*2 Catherine*2 Cécile*3 Célestine*2 Chantal*3 Charlotte \
    Christiane*2 Christine*2 Claire*2 Clarisse*3 Claudine*2 Clémence Clémentine Colette Corinne Danielle*2 \
    Delphine*2 Denise*2 Diane*2 Dorcas*2 Edith*2 Edwige*3 Eléonore Elodie*3 Emilienne Emma Emmanuella*2 \
    Ernestine Eugénie*2 Eulalie Eveline Fabienne Fatima Fidèle Flavie Florentine Françoise*3 Gabrielle \
    Geneviève*2 Georgette*2 Germaine*2 Ghislaine*2 Gisèle*2 Hélène*3 Henriette*3 Hermine Hortense*2 Huguette \
    Inès*2 Irène*2 Isabelle*2 Jacqueline*2 Jeanne*3 Jeannette Jocelyne*2 Joëlle*2 Joséphine*2 Josiane \
    Julie*2 Julienne*2 Juliette*2 Justine*2 Laurence*2 Léa Léontine Lucie*2 Lucienne*2 Lydie*3 Madeleine*2 \
    Marcelle*2 Marguerite Mariette Marina*2 Marlène Marthe*2 Martine*2 Mathilde Mélanie*2 Micheline Mireille*3 \
    Monique*2 Murielle*2 Myriam Nadia Naomi Natacha Nathalie*3 Nicole*2 Noëlle Odette*2 Odile Olga Ophélie \
    Orphée Pascale Paule*2 Paulette Pauline*2 Pélagie*2 Prisca*2 Priscille Prudence Raïssa*2 Reine*2 Régine \
    Roseline*3 Rose*2 Rosalie*2 Sabine Salomé Sidonie*2 Simone*2 Sophie*2 Stéphanie*3 Suzanne*3 Sylvie*3 \
    Tatiana*2 Thérèse*2 Ursule Valérie*2 Véronique*2 Victoire*2 Victorine Virginie*2 Yolande*2 Yvette*2 \
    Yvonne*2 Zita Abigaël Audrey Axelle Bénie Blanche Carmen Cynthia Divine Dominique Dorothée Eunice Eve \
    Félicité Gloria Gracia Hadassa Josée Keren Léonie Lina Maëlle Merveille Michelle Mauricette Olive Océane \
    Perpétue Perside Phanie Princesse Prunelle Romaine Ruthe Samuella Sephora Sidoine Tamar Trésor Vanessa Yasmine",
);
pub(super) static MUSLIM_MALE: Words = Words::new(
    "Moussa*8 Ibrahim*6 Ibrahima*3 Mamadou*8 Amadou*6 Seydou*6 Souleymane*6 Ousmane*6 \
    Oumar*5 Abdoulaye*8 Adama*6 Issouf*4 Youssouf*4 Issa*5 Siaka*4 Yacouba*5 Lassina*5 Drissa*4 Idrissa*3 \
    Ali*3 Aly*2 Abou*4 Aboubacar*4 Bakary*4 Bourama Brahima*5 Daouda*4 Dramane*4 Fousséni*3 Hamed*3 Hamidou*2 \
    Hassan Inza*2 Ismaël*3 Ismaïla Kalifa Karim*4 Kader*3 Kassoum*3 Ladji*2 Lamine*3 Lanciné*2 Lacina*2 Lamissa \
    Losseni*3 Madou Mahamadou*2 Mamoudou Massa Mohamed*9 Mory*2 Modibo Mustapha*2 Nouho Salif*3 Salifou*2 \
    Sékou*4 Sidiki*3 Sidi Soualiho*2 Soumaïla*3 Tidiane*2 Tiémoko Vamoussa Vassiriki Vazoumana Yaya*3 Zakaria*3 \
    Zana*2 Zoumana*3 Abdul*3 Abdel Abdoul*3 Aziz*3 Bachirou Cheick*4 Habib*2 Hamza Kabirou Malick*3 Mohammed*2 \
    Moctar*2 Nabil Ramadan Rachid Razack Saliou*2 Soulé Touré Yahaya Aboudramane*2 Bema Fétigué Gaoussou*2 Kolo \
    Lanzéni Mamery Méman Nanourou Navigué Ouméron Petiémin Tchewa Valy*2 Nangui Bazoumana",
);
pub(super) static MUSLIM_FEMALE: Words = Words::new(
    "Fatoumata*9 Aminata*8 Mariam*9 Awa*7 Aïcha*5 Aïssata*5 Salimata*5 Kadidia*3 \
    Kadiatou*4 Ramata*3 Rokia*4 Sali*3 Salimatou Mariame*3 Maïmouna*4 Massandjé Nafissatou*2 Nassénéba*2 \
    Oumou*4 Assétou*3 Assita*3 Assiata*2 Bintou*4 Djénéba*4 Djénébou*2 Fanta*4 Fatim*3 Fatou*5 Habibata*2 \
    Hadja*2 Haoua Karidja*3 Korotoum*3 Korotoumou*2 Lamata Lassina Mabana Maférima*2 Makoura Massiata \
    Matenin*2 Matogoma Minata*3 Mata Mah Nana Nogoye Ouassa Rahamata Ramatou*3 Rachelle Safiatou*3 Safi Sanata*2 \
    Sarata*2 Sita*3 Sitan Tenin*2 Tata Yah Ya Zénab*3 Zeïnab Zara Adjara*3 Adja*2 Alimata*3 Amy Ami*3 Amsatou \
    Barakissa Batoma Binta*2 Bibata Biba Fatouma Fatim-Zahra Gniré Hamssatou Kany Kandé Khadija*2 Mawa*2 \
    Madjara Mamou Manan Mariétou Mayama Nabintou*2 Namissa Noura Orokia*2 Rabiatou Rasmata Rihanata Sadia \
    Salamata*2 Samira Soumia Soukeïna Tchonon Ténéba Tchata Yassine Zalihata Zoulaïka",
);
pub(super) static SENOUFO_GIVEN_MALE: Words = Words::new(
    "Zié*3 Zana*3 N'Golo*4 Nahoua*2 Tiéba Doh Fousséni Kolo*2 Tchéwa Klotioloma \
    Nanga*2 Navaga Siélé Sionfohona Tiémoko Wayiribé Yaya Gninlnan Donissongui Katiénéfowa Kafana*2 Pélibien",
);
pub(super) static SENOUFO_GIVEN_FEMALE: Words = Words::new(
    "Yélé Tchonon Nabana Gnima Mariam Nagnélé Naminata Nadjata Tenin Wassa \
    Korotoum Gnénéré Siélé Nawa Nagalourou Fonyaha Yéritcho Pétchanga Nafoungo Minata Mabougou Djakaridja",
);
pub(super) static KROU_GIVEN: Words = Words::new(
    "Gnahoré Zadi Séri Dago Okou Tapé Lago Zokou Digbeu Guédé Kouko Gbalé Bobou Bahi \
    Zéba Sokoury Djédjé Zézé Nadré Yohou Kpokro Ouraga Grah Dabé Logbo Bogui Zago Kouya Gnoka Dakouri",
);
pub(super) static DAN_GIVEN: Words =
    Words::new("Gueu Tia Zran Kpan Oulaï Mahan Goueu Loua Déhou Singoh Zéhi Gonto Sahi Dion Yomi");

pub(super) static COAST_START: Words = Words::new(
    "A As Ad Ak An Am Ab Eh E Es Bo Bé Di Dj Kas Kan Kou Ko Kpa Mo N'Gu N'Za Nia Ob Ou Sam Ta Tié Ya Yo",
);
pub(super) static COAST_MIDDLE: Words = Words::new(
    "ba bi ca da do dou fou ga ghi gui ka kou la ma man mi na nan ndo ngo pa ra ssi sso ta ti vi zo",
);
pub(super) static COAST_END: Words =
    Words::new("n h é a ko ka mon té ssa ssi non nan nou in ou bré lé man ni");
pub(super) static WEST_START: Words = Words::new(
    "Ba Bé Bi Blé Da Dé Di Do Ga Gba Gbo Gna Go Gou Gré Ka Ké Kpa Kra La Lé Lo Ma Na Né Oua Pa Sé Si Ta Té Tié To Tra Va Wa Ya Zi Zo",
);
pub(super) static WEST_MIDDLE: Words = Words::new(
    "ba bé bi bo da dé do dou gba gbé gna go gou hi hou kou kpa la lé li lo lou ma na pé ra ri ro sé ta ya zi zo",
);
pub(super) static WEST_END: Words =
    Words::new("bi gbo gui hi ho hoé kou lé li lou né ni on pé ré ri ro té to ya zié zan");
pub(super) static NORTH_START: Words = Words::new(
    "Ba Bi Bou Ca Da Dia Do Dou Fa Fo Ga Gna Ka Ké Ko Kou La Ma Mo Na Oua Sa Sé Si So Sou Ta Tié Tou Tra Va Ya Zou",
);
pub(super) static NORTH_MIDDLE: Words =
    Words::new("ba da di dou fa ga ka ko la li ma mi na ngo ra ri ssa ssi sso ta ti tou ya");
pub(super) static NORTH_END: Words =
    Words::new("ba bo bré ga go gou ké ko la lé ma na né ni ré ra ro té ta ya");
