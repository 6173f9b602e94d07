"""Countries: ISO 3166-1 codes with English and Hungarian names, from Unicode CLDR (babel 2.18)."""

# alpha-2 | alpha-3 | English | Hungarian
TABLE = """\
AD|AND|Andorra|Andorra
AE|ARE|United Arab Emirates|Egyesült Arab Emírségek
AF|AFG|Afghanistan|Afganisztán
AG|ATG|Antigua & Barbuda|Antigua és Barbuda
AI|AIA|Anguilla|Anguilla
AL|ALB|Albania|Albánia
AM|ARM|Armenia|Örményország
AO|AGO|Angola|Angola
AQ|ATA|Antarctica|Antarktisz
AR|ARG|Argentina|Argentína
AS|ASM|American Samoa|Amerikai Szamoa
AT|AUT|Austria|Ausztria
AU|AUS|Australia|Ausztrália
AW|ABW|Aruba|Aruba
AX|ALA|Åland Islands|Åland-szigetek
AZ|AZE|Azerbaijan|Azerbajdzsán
BA|BIH|Bosnia & Herzegovina|Bosznia-Hercegovina
BB|BRB|Barbados|Barbados
BD|BGD|Bangladesh|Banglades
BE|BEL|Belgium|Belgium
BF|BFA|Burkina Faso|Burkina Faso
BG|BGR|Bulgaria|Bulgária
BH|BHR|Bahrain|Bahrein
BI|BDI|Burundi|Burundi
BJ|BEN|Benin|Benin
BL|BLM|St. Barthélemy|Saint-Barthélemy
BM|BMU|Bermuda|Bermuda
BN|BRN|Brunei|Brunei
BO|BOL|Bolivia|Bolívia
BQ|BES|Caribbean Netherlands|Holland Karib-térség
BR|BRA|Brazil|Brazília
BS|BHS|Bahamas|Bahama-szigetek
BT|BTN|Bhutan|Bhután
BV|BVT|Bouvet Island|Bouvet-sziget
BW|BWA|Botswana|Botswana
BY|BLR|Belarus|Belarusz
BZ|BLZ|Belize|Belize
CA|CAN|Canada|Kanada
CC|CCK|Cocos (Keeling) Islands|Kókusz (Keeling)-szigetek
CD|COD|Congo - Kinshasa|Kongó – Kinshasa
CF|CAF|Central African Republic|Közép-afrikai Köztársaság
CG|COG|Congo - Brazzaville|Kongó – Brazzaville
CH|CHE|Switzerland|Svájc
CI|CIV|Côte d’Ivoire|Elefántcsontpart
CK|COK|Cook Islands|Cook-szigetek
CL|CHL|Chile|Chile
CM|CMR|Cameroon|Kamerun
CN|CHN|China|Kína
CO|COL|Colombia|Kolumbia
CR|CRI|Costa Rica|Costa Rica
CU|CUB|Cuba|Kuba
CV|CPV|Cape Verde|Zöld-foki Köztársaság
CW|CUW|Curaçao|Curaçao
CX|CXR|Christmas Island|Karácsony-sziget
CY|CYP|Cyprus|Ciprus
CZ|CZE|Czechia|Csehország
DE|DEU|Germany|Németország
DJ|DJI|Djibouti|Dzsibuti
DK|DNK|Denmark|Dánia
DM|DMA|Dominica|Dominika
DO|DOM|Dominican Republic|Dominikai Köztársaság
DZ|DZA|Algeria|Algéria
EC|ECU|Ecuador|Ecuador
EE|EST|Estonia|Észtország
EG|EGY|Egypt|Egyiptom
EH|ESH|Western Sahara|Nyugat-Szahara
ER|ERI|Eritrea|Eritrea
ES|ESP|Spain|Spanyolország
ET|ETH|Ethiopia|Etiópia
FI|FIN|Finland|Finnország
FJ|FJI|Fiji|Fidzsi
FK|FLK|Falkland Islands|Falkland-szigetek
FM|FSM|Micronesia|Mikronézia
FO|FRO|Faroe Islands|Feröer szigetek
FR|FRA|France|Franciaország
GA|GAB|Gabon|Gabon
GB|GBR|United Kingdom|Egyesült Királyság
GD|GRD|Grenada|Grenada
GE|GEO|Georgia|Grúzia
GF|GUF|French Guiana|Francia Guyana
GG|GGY|Guernsey|Guernsey
GH|GHA|Ghana|Ghána
GI|GIB|Gibraltar|Gibraltár
GL|GRL|Greenland|Grönland
GM|GMB|Gambia|Gambia
GN|GIN|Guinea|Guinea
GP|GLP|Guadeloupe|Guadeloupe
GQ|GNQ|Equatorial Guinea|Egyenlítői-Guinea
GR|GRC|Greece|Görögország
GS|SGS|South Georgia & South Sandwich Islands|Déli-Georgia és Déli-Sandwich-szigetek
GT|GTM|Guatemala|Guatemala
GU|GUM|Guam|Guam
GW|GNB|Guinea-Bissau|Bissau-Guinea
GY|GUY|Guyana|Guyana
HK|HKG|Hong Kong SAR China|Hongkong KKT
HM|HMD|Heard & McDonald Islands|Heard-sziget és McDonald-szigetek
HN|HND|Honduras|Honduras
HR|HRV|Croatia|Horvátország
HT|HTI|Haiti|Haiti
HU|HUN|Hungary|Magyarország
ID|IDN|Indonesia|Indonézia
IE|IRL|Ireland|Írország
IL|ISR|Israel|Izrael
IM|IMN|Isle of Man|Man-sziget
IN|IND|India|India
IO|IOT|British Indian Ocean Territory|Brit Indiai-óceáni Terület
IQ|IRQ|Iraq|Irak
IR|IRN|Iran|Irán
IS|ISL|Iceland|Izland
IT|ITA|Italy|Olaszország
JE|JEY|Jersey|Jersey
JM|JAM|Jamaica|Jamaica
JO|JOR|Jordan|Jordánia
JP|JPN|Japan|Japán
KE|KEN|Kenya|Kenya
KG|KGZ|Kyrgyzstan|Kirgizisztán
KH|KHM|Cambodia|Kambodzsa
KI|KIR|Kiribati|Kiribati
KM|COM|Comoros|Comore-szigetek
KN|KNA|St. Kitts & Nevis|Saint Kitts és Nevis
KP|PRK|North Korea|Észak-Korea
KR|KOR|South Korea|Dél-Korea
KW|KWT|Kuwait|Kuvait
KY|CYM|Cayman Islands|Kajmán-szigetek
KZ|KAZ|Kazakhstan|Kazahsztán
LA|LAO|Laos|Laosz
LB|LBN|Lebanon|Libanon
LC|LCA|St. Lucia|Saint Lucia
LI|LIE|Liechtenstein|Liechtenstein
LK|LKA|Sri Lanka|Srí Lanka
LR|LBR|Liberia|Libéria
LS|LSO|Lesotho|Lesotho
LT|LTU|Lithuania|Litvánia
LU|LUX|Luxembourg|Luxemburg
LV|LVA|Latvia|Lettország
LY|LBY|Libya|Líbia
MA|MAR|Morocco|Marokkó
MC|MCO|Monaco|Monaco
MD|MDA|Moldova|Moldova
ME|MNE|Montenegro|Montenegró
MF|MAF|St. Martin|Saint Martin
MG|MDG|Madagascar|Madagaszkár
MH|MHL|Marshall Islands|Marshall-szigetek
MK|MKD|North Macedonia|Észak-Macedónia
ML|MLI|Mali|Mali
MM|MMR|Myanmar (Burma)|Mianmar
MN|MNG|Mongolia|Mongólia
MO|MAC|Macao SAR China|Makaó KKT
MP|MNP|Northern Mariana Islands|Északi Mariana-szigetek
MQ|MTQ|Martinique|Martinique
MR|MRT|Mauritania|Mauritánia
MS|MSR|Montserrat|Montserrat
MT|MLT|Malta|Málta
MU|MUS|Mauritius|Mauritius
MV|MDV|Maldives|Maldív-szigetek
MW|MWI|Malawi|Malawi
MX|MEX|Mexico|Mexikó
MY|MYS|Malaysia|Malajzia
MZ|MOZ|Mozambique|Mozambik
NA|NAM|Namibia|Namíbia
NC|NCL|New Caledonia|Új-Kaledónia
NE|NER|Niger|Niger
NF|NFK|Norfolk Island|Norfolk-sziget
NG|NGA|Nigeria|Nigéria
NI|NIC|Nicaragua|Nicaragua
NL|NLD|Netherlands|Hollandia
NO|NOR|Norway|Norvégia
NP|NPL|Nepal|Nepál
NR|NRU|Nauru|Nauru
NU|NIU|Niue|Niue
NZ|NZL|New Zealand|Új-Zéland
OM|OMN|Oman|Omán
PA|PAN|Panama|Panama
PE|PER|Peru|Peru
PF|PYF|French Polynesia|Francia Polinézia
PG|PNG|Papua New Guinea|Pápua Új-Guinea
PH|PHL|Philippines|Fülöp-szigetek
PK|PAK|Pakistan|Pakisztán
PL|POL|Poland|Lengyelország
PM|SPM|St. Pierre & Miquelon|Saint-Pierre és Miquelon
PN|PCN|Pitcairn Islands|Pitcairn-szigetek
PR|PRI|Puerto Rico|Puerto Rico
PS|PSE|Palestinian Territories|Palesztin Autonómia
PT|PRT|Portugal|Portugália
PW|PLW|Palau|Palau
PY|PRY|Paraguay|Paraguay
QA|QAT|Qatar|Katar
RE|REU|Réunion|Réunion
RO|ROU|Romania|Románia
RS|SRB|Serbia|Szerbia
RU|RUS|Russia|Oroszország
RW|RWA|Rwanda|Ruanda
SA|SAU|Saudi Arabia|Szaúd-Arábia
SB|SLB|Solomon Islands|Salamon-szigetek
SC|SYC|Seychelles|Seychelle-szigetek
SD|SDN|Sudan|Szudán
SE|SWE|Sweden|Svédország
SG|SGP|Singapore|Szingapúr
SH|SHN|St. Helena|Szent Ilona
SI|SVN|Slovenia|Szlovénia
SJ|SJM|Svalbard & Jan Mayen|Svalbard és Jan Mayen
SK|SVK|Slovakia|Szlovákia
SL|SLE|Sierra Leone|Sierra Leone
SM|SMR|San Marino|San Marino
SN|SEN|Senegal|Szenegál
SO|SOM|Somalia|Szomália
SR|SUR|Suriname|Suriname
SS|SSD|South Sudan|Dél-Szudán
ST|STP|São Tomé & Príncipe|São Tomé és Príncipe
SV|SLV|El Salvador|Salvador
SX|SXM|Sint Maarten|Sint Maarten
SY|SYR|Syria|Szíria
SZ|SWZ|Eswatini|Szváziföld
TC|TCA|Turks & Caicos Islands|Turks- és Caicos-szigetek
TD|TCD|Chad|Csád
TF|ATF|French Southern Territories|Francia Déli Területek
TG|TGO|Togo|Togo
TH|THA|Thailand|Thaiföld
TJ|TJK|Tajikistan|Tádzsikisztán
TK|TKL|Tokelau|Tokelau
TL|TLS|Timor-Leste|Kelet-Timor
TM|TKM|Turkmenistan|Türkmenisztán
TN|TUN|Tunisia|Tunézia
TO|TON|Tonga|Tonga
TR|TUR|Türkiye|Törökország
TT|TTO|Trinidad & Tobago|Trinidad és Tobago
TV|TUV|Tuvalu|Tuvalu
TW|TWN|Taiwan|Tajvan
TZ|TZA|Tanzania|Tanzánia
UA|UKR|Ukraine|Ukrajna
UG|UGA|Uganda|Uganda
UM|UMI|U.S. Outlying Islands|Az USA lakatlan külbirtokai
US|USA|United States|Egyesült Államok
UY|URY|Uruguay|Uruguay
UZ|UZB|Uzbekistan|Üzbegisztán
VA|VAT|Vatican City|Vatikán
VC|VCT|St. Vincent & Grenadines|Saint Vincent és a Grenadine-szigetek
VE|VEN|Venezuela|Venezuela
VG|VGB|British Virgin Islands|Brit Virgin-szigetek
VI|VIR|U.S. Virgin Islands|Amerikai Virgin-szigetek
VN|VNM|Vietnam|Vietnám
VU|VUT|Vanuatu|Vanuatu
WF|WLF|Wallis & Futuna|Wallis és Futuna
WS|WSM|Samoa|Szamoa
XK|XKX|Kosovo|Koszovó
YE|YEM|Yemen|Jemen
YT|MYT|Mayotte|Mayotte
ZA|ZAF|South Africa|Dél-afrikai Köztársaság
ZM|ZMB|Zambia|Zambia
ZW|ZWE|Zimbabwe|Zimbabwe
"""
