"""Capitals and seats that are named for a government: *Varsovie* for Poland, *Matignon*."""

from __future__ import annotations

#: The code of a state, its capital or the seat of its government as both languages write it, and
#: what its people are called where that begins otherwise than the name of the state. Seats that
#: are no answer to each other stand apart.
_CAPITALS = """
AE abou dhabi, abu dhabi, émirats, emirates, emirati | AF kaboul, kabul | AL tirana
AM erevan, yerevan | AO luanda | AR buenos aires | AT vienne, vienna | AU canberra | AZ bakou, baku
BA sarajevo | BD dacca, dhaka | BE bruxelles, brussels | BF ouagadougou | BG sofia | BH manama
BJ cotonou | BO la paz | BR brasilia | BY minsk | CA ottawa | CD kinshasa, rdc, drc
CF bangui | CG brazzaville | CH berne, bern, swiss | CH genève, geneva, swiss | CI abidjan
CL santiago | CM yaoundé | CN pékin, beijing, chinese | CO bogota | CU la havane, havana, cuban
CY nicosie, nicosia | CZ prague | DE berlin, german | DK copenhague, copenhagen, danish
DZ alger, algiers | EE tallinn | EG le caire, cairo | ER asmara
ES madrid, spanish | ET addis-abeba, addis ababa | FI helsinki, finnish | GA libreville
GE tbilissi, tbilisi | GH accra | GN conakry | GR athènes, athens, greek | HR zagreb
HT port-au-prince | HU budapest | ID djakarta, jakarta | IE dublin, irish
IL tel aviv | IL jérusalem, jerusalem | IN new delhi | IQ bagdad, baghdad, iraqi
IR téhéran, tehran, iranian | IS reykjavik
IT rome | JO amman | JP tokyo | KE nairobi | KG bichkek, bishkek | KH phnom penh
KP pyongyang | KR séoul, seoul | KZ astana | LA vientiane | LB beyrouth, beirut
LK colombo | LT vilnius | LV riga | LY tripoli | MA rabat | MD chisinau | ME podgorica
MG antananarivo | MK skopje | ML bamako, malian | MM naypyidaw, rangoun, rangoon, birmanie, burma
MR nouakchott | MX mexico | MY kuala lumpur | MZ maputo | NE niamey | NG abuja
NL la haye, hague, dutch | NL amsterdam, dutch | NO oslo | NP katmandou, kathmandu | NZ wellington
OM mascate, muscat, omani | PE lima, peruvian | PH manille, manila | PK islamabad
PL varsovie, warsaw, polish, poles | PS ramallah | PT lisbonne, lisbon | QA doha
RO bucarest, bucharest | RS belgrade | RU moscou, moscow, kremlin, russian | RW kigali
SA riyad, riyadh, saudi | SD khartoum | SE stockholm | SI ljubljana | SK bratislava
SN dakar | SO mogadiscio, mogadishu | SS djouba, juba | SY damas, damascus
TD n'djamena, ndjamena, chadian | TG lomé, togolese | TH bangkok | TJ douchanbé, dushanbe
TM achgabat, ashgabat | TN tunis | TR ankara, turkish | TW taipei | UA kiev, kyiv | UG kampala
UZ tachkent, tashkent | VE caracas | VN hanoï, hanoi | XK pristina | YE sanaa | ZA pretoria
ZM lusaka | ZW harare
FR paris, élysée, elysee, hexagone, french | FR paris, matignon
GB londres, london, downing street, grande-bretagne, britain, british, angleterre, england
US washington, maison blanche, white house, u.s, u.s.a, usa, us, amérique, america, american
"""
#: Seats of an office and what it is called.
SEATS = (
    {"quai d'orsay", "orsay", "foreign ministry", "ministry of foreign affairs"},
    {"place beauvau", "beauvau", "interior ministry", "ministry of the interior"},
    {"bercy", "finance ministry", "ministry of finance"},
    {"matignon", "prime minister"}, {"élysée", "elysee", "presidency", "présidence"},
    {"maison-blanche", "white house"}, {"aix-la-chapelle", "aachen"}, {"débarquement", "d-day"},
)  # fmt: skip


def capitals() -> list[tuple[str, list[str]]]:
    """The code of a state with the names of its capital and of its people, seat by seat.

    >>> [names for code, names in capitals() if code == "NL"]
    [['la haye', 'hague', 'dutch'], ['amsterdam', 'dutch']]
    """
    rows = (row.strip() for row in _CAPITALS.replace("|", "\n").splitlines())
    return [(row[:2], [name.strip() for name in row[2:].split(",")]) for row in rows if row]
