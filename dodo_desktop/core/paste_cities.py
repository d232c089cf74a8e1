"""Large cities that tell their country, where a postal code of that country stands before them."""

import re
from functools import cache

from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.search import fold

_CITIES = {
    "AT": "Wien, Graz, Linz, Salzburg, Innsbruck, Klagenfurt",
    "BE": "Bruxelles, Brussel, Antwerpen, Gent, Liège, Charleroi, Brugge, Namur, Leuven",
    "CH": "Zürich, Genève, Genf, Basel, Bern, Lausanne, Winterthur, Luzern, St. Gallen, Lugano",
    "CZ": "Praha, Brno, Ostrava, Plzeň",
    "DE": """Berlin, Hamburg, München, Köln, Frankfurt am Main, Frankfurt, Stuttgart, Düsseldorf, Leipzig,
        Dortmund, Essen, Bremen, Dresden, Hannover, Nürnberg, Duisburg, Bochum, Wuppertal, Bielefeld, Bonn,
        Münster, Mannheim, Karlsruhe, Augsburg, Wiesbaden, Mainz, Kiel, Aachen, Freiburg im Breisgau, Erfurt,
        Rostock, Kassel, Potsdam, Heidelberg, Regensburg, Würzburg, Ulm""",
    "DK": "København, København K, København Ø, København N, København V, Aarhus, Odense, Aalborg",
    "ES": """Madrid, Barcelona, Valencia, Sevilla, Zaragoza, Málaga, Murcia, Palma, Bilbao, Alicante, Córdoba,
        Valladolid, Granada""",
    "FI": "Helsinki, Espoo, Tampere, Vantaa, Oulu, Turku",
    "FR": """Paris, Marseille, Lyon, Toulouse, Nice, Nantes, Montpellier, Strasbourg, Bordeaux, Lille, Rennes,
        Reims, Toulon, Grenoble, Dijon, Angers, Nîmes, Clermont-Ferrand, Le Havre, Saint-Étienne""",
    "HU": "Budapest, Debrecen, Szeged, Pécs",
    "IT": "Roma, Milano, Napoli, Torino, Palermo, Genova, Bologna, Firenze, Bari, Catania, Venezia, Verona",
    "NO": "Oslo, Bergen, Trondheim, Stavanger",
    "PL": "Warszawa, Kraków, Łódź, Wrocław, Poznań, Gdańsk, Szczecin, Lublin, Katowice",
    "PT": "Lisboa, Porto, Braga, Coimbra",
    "SE": "Stockholm, Göteborg, Malmö, Uppsala, Västerås, Örebro, Linköping, Helsingborg",
}


@cache
def _countries() -> dict[str, str]:
    """Countries by folded names; a name that is in two of them tells none."""
    found: dict[str, str] = {}
    for country, cities in _CITIES.items():
        for city in cities.split(","):
            name = fold(city)
            found[name] = country if found.get(name, country) == country else ""
    return found


def country_of_city(text: str) -> str:
    """The country in which all cities of `text` are that have a postal code of it before them; else empty."""
    told = set()
    for part in re.split(r"\n|, |\s[-–—|]\s", text):
        match = re.match(r"(\d[\d -]{2,5}\d) ([^\d\W].*)$", part.strip())
        country = _countries().get(fold(match[2]), "") if match else ""
        if match and country and address_fields(country).fits(match[1]):
            told.add(country)
    return told.pop() if len(told) == 1 else ""
