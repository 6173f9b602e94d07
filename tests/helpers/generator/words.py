"""Hungarian words that names, firms and addresses are made of (all people and firms invented)."""

SURNAMES = (
    "Nagy", "Kovács", "Tóth", "Szabó", "Horváth", "Varga", "Kiss", "Molnár", "Németh", "Farkas",
    "Balogh", "Papp", "Takács", "Juhász", "Lakatos", "Mészáros", "Oláh", "Simon", "Rácz", "Fekete",
    "Szilágyi", "Török", "Fehér", "Balázs", "Gál", "Kis", "Szűcs", "Kocsis", "Orsós", "Pintér",
    "Fodor", "Szalai", "Sipos", "Magyar", "Lukács", "Gulyás", "Biró", "Király", "Katona", "László",
    "Bogdán", "Jakab", "Sándor", "Boros", "Váradi", "Fazekas", "Kelemen", "Antal", "Orosz",
    "Somogyi", "Fülöp", "Veres", "Budai", "Vincze", "Hegedűs", "Deák", "Pap", "Bálint", "Pál",
    "Illés", "Ács", "Vass", "Szőke", "Vörös", "Lengyel", "Bognár", "Győri", "Ősz", "Öllős",
    "Üveges", "Ódor", "Árvai",
)  # fmt: skip
GIVEN_NAMES = (
    "Ádám", "Ágnes", "Andrea", "András", "Anikó", "Anna", "Attila", "Balázs", "Béla", "Bence",
    "Csaba", "Dániel", "Dávid", "Dóra", "Edit", "Éva", "Erika", "Eszter", "Ferenc", "Gábor",
    "Gergő", "György", "Ildikó", "Imre", "István", "János", "József", "Judit", "Katalin",
    "Krisztina", "Lajos", "László", "Levente", "Mária", "Márk", "Mihály", "Mónika", "Nóra", "Olga",
    "Ödön", "Péter", "Réka", "Róbert", "Sándor", "Szilvia", "Tamás", "Tibor", "Tímea", "Viktor",
    "Zoltán", "Zsófia", "Zsuzsanna",
)  # fmt: skip
TRADE_WORDS = (
    "Acél", "Alap", "Beton", "Burkoló", "Cserép", "Duna", "Ép", "Fal", "Födém", "Fúró", "Gerenda",
    "Gipsz", "Hőszig", "Jármű", "Kőris", "Kút", "Lakóház", "Mester", "Otthon", "Ösvény", "Pannon",
    "Park", "Szerelő", "Szigma", "Tégla", "Tető", "Tisza", "Újház", "Út", "Vakolat", "Vár",
    "Zsalu",
)  # fmt: skip
TRADES = (
    "Építő", "Építőipari", "Generál", "Kereskedelmi", "Kivitelező", "Szerelőipari", "Szolgáltató",
    "Tetőfedő", "Útépítő", "Vállalkozási",
)  # fmt: skip
LEGAL_FORMS = ("Kft.", "Kft.", "Kft.", "Kft.", "Bt.", "Bt.", "Zrt.", "Nyrt.")
STREETS = (
    "Ady Endre", "Akácfa", "Arany János", "Árpád", "Bajcsy-Zsilinszky", "Béke", "Bocskai",
    "Dózsa György", "Erkel Ferenc", "Fő", "Gárdonyi Géza", "Gőz", "Határ", "Hunyadi", "Ipar",
    "Jókai Mór", "József Attila", "Kassai", "Kossuth Lajos", "Kölcsey", "Liszt Ferenc", "Malom",
    "Mátyás király", "Móricz Zsigmond", "Nefelejcs", "Nyár", "Ősz", "Petőfi Sándor", "Rákóczi",
    "Rózsa", "Szabadság", "Széchenyi", "Szőlő", "Táncsics Mihály", "Telep", "Üllői", "Vasút",
    "Vörösmarty", "Zrínyi",
)  # fmt: skip
STREET_KINDS = ("utca", "utca", "utca", "utca", "út", "út", "tér", "köz", "sor", "körút")
# postal code, town, county, area code of the tax number, telephone area, weight (thousand people)
TOWNS = (
    ("9021", "Győr", "Győr-Moson-Sopron", "08", "96", 130),
    ("9400", "Sopron", "Győr-Moson-Sopron", "08", "99", 62),
    ("9700", "Szombathely", "Vas", "18", "94", 78),
    ("8900", "Zalaegerszeg", "Zala", "20", "92", 57),
    ("8800", "Nagykanizsa", "Zala", "20", "93", 46),
    ("8200", "Veszprém", "Veszprém", "19", "88", 59),
    ("8500", "Pápa", "Veszprém", "19", "89", 30),
    ("8000", "Székesfehérvár", "Fejér", "07", "22", 96),
    ("2400", "Dunaújváros", "Fejér", "07", "25", 43),
    ("2800", "Tatabánya", "Komárom-Esztergom", "11", "34", 65),
    ("2500", "Esztergom", "Komárom-Esztergom", "11", "33", 28),
    ("7400", "Kaposvár", "Somogy", "14", "82", 60),
    ("8600", "Siófok", "Somogy", "14", "84", 25),
    ("7621", "Pécs", "Baranya", "02", "72", 140),
    ("7100", "Szekszárd", "Tolna", "17", "74", 31),
    ("6000", "Kecskemét", "Bács-Kiskun", "03", "76", 108),
    ("6500", "Baja", "Bács-Kiskun", "03", "79", 33),
    ("6720", "Szeged", "Csongrád-Csanád", "06", "62", 158),
    ("6800", "Hódmezővásárhely", "Csongrád-Csanád", "06", "62", 42),
    ("5600", "Békéscsaba", "Békés", "04", "66", 57),
    ("5900", "Orosháza", "Békés", "04", "68", 27),
    ("4024", "Debrecen", "Hajdú-Bihar", "09", "52", 200),
    ("4200", "Hajdúszoboszló", "Hajdú-Bihar", "09", "52", 23),
    ("4400", "Nyíregyháza", "Szabolcs-Szatmár-Bereg", "15", "42", 115),
    ("4600", "Kisvárda", "Szabolcs-Szatmár-Bereg", "15", "45", 15),
    ("3525", "Miskolc", "Borsod-Abaúj-Zemplén", "05", "46", 145),
    ("3700", "Kazincbarcika", "Borsod-Abaúj-Zemplén", "05", "48", 25),
    ("3300", "Eger", "Heves", "10", "36", 51),
    ("3200", "Gyöngyös", "Heves", "10", "37", 27),
    ("3100", "Salgótarján", "Nógrád", "12", "32", 31),
    ("5000", "Szolnok", "Jász-Nagykun-Szolnok", "16", "56", 67),
    ("2100", "Gödöllő", "Pest", "13", "28", 33),
    ("2040", "Budaörs", "Pest", "13", "23", 29),
    ("2600", "Vác", "Pest", "13", "27", 32),
    ("2700", "Cegléd", "Pest", "13", "53", 34),
)
CAPITAL_WEIGHT = 1_680
MATERIALS = (
    "Tégla", "Cserép", "Cement", "Habarcs", "Mész", "Kavics", "Homok", "Gerenda", "Léc", "OSB lap",
    "Gipszkarton", "Hőszigetelő lap", "Lécszerkezet", "Csavar", "Szeg", "Vakolat", "Festék",
    "Csempe", "Járólap", "Csatornacső", "Idom", "Betonacél", "Zsaluelem", "Térkő", "Fólia",
    "Kábel",
)  # fmt: skip
