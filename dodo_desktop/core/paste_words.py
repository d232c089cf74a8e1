"""Words by which a pasted address tells what its lines are, in the languages that invoices come in."""

import re

from dodo_desktop.core.search import fold

_LABELS = {
    "customer.name": """
        name, full name, first and last name, contact, contact name, contact person, customer, customer name,
        recipient, buyer, bill to, billed to, ship to, sold to, deliver to, attn, attention, z hd, tav, fao,
        zu handen, ansprechpartner, kontakt,
        vollstandiger name, nom, nom complet, contact client, a l'attention de, nombre, nombre completo,
        nome, nome completo, destinatario, cliente, naam, namn, navn, nimi, imie i nazwisko, 氏名, お名前,
        名前, 宛名, ご担当者, नाम, 이름, 성명, 성함, 받는 사람, 받는사람, 받는 분, 받는분, 수령인, 수취인,
        姓名, 收件人, 收货人, 收貨人, 联系人, 聯絡人, 收件人姓名
    """,
    "customer.email": """
        email, e mail, mail, email address, e mail address, e mail adresse, mailadresse, courriel,
        adresse e mail, correo, correo electronico, e posta, eposta, メール, メールアドレス, eメール,
        이메일, 메일,
        邮箱, 电子邮箱, 电子邮件, 電子郵件, 電郵, 信箱
    """,
    "customer.phone": """
        tel, telephone, phone, phone number, telephone number, phone no, tel no, tel number, mobile no,
        mob no, ph no, mobile nr, tfno, telf, tlf, mobile, mobile number, mob, cell, cell phone,
        contact no, contact number, ph, telefon, telefonnummer, tel nr, handy, mobil, mobiltelefon, fon,
        portable, tel portable, telefono, movil, celular, telefone, fone, whatsapp, cellulare, telefoon,
        t, m, p, 電話, 電話番号, tel 電話, 携帯, 携帯電話, फोन,
        전화, 전화번호, 휴대폰, 휴대전화, 핸드폰, 연락처,
        电话, 电话号码, 联系电话, 手机, 手机号, 手机号码, 電話號碼, 聯絡電話, 手機, 手機號碼
    """,
    "billing.street": """
        street, street address, address, address line 1, address line 2, address 1, address 2, address line,
        billing address, postal address, mailing address, adresse, anschrift, strasse, straße,
        strasse und hausnummer, rechnungsadresse, rue, adresse postale, calle, direccion, domicilio, rua,
        endereco, logradouro, indirizzo, via, adres, adress, gata, 住所, ご住所, पता,
        주소, 배송지, 도로명주소, 상세주소,
        地址, 详细地址, 收货地址, 所在地区, 收件地址, 寄送地址, 詳細地址
    """,
    "billing.city": """
        city, town, suburb, city town, locality, post town, ort, stadt, wohnort, ville, commune, ciudad,
        localidad, poblacion, cidade, municipio, citta, comune, plaats, stad, miasto, 市区町村
    """,
    "billing.state": """
        state, province, region, county, state province, bundesland, kanton, provinz, departement, etat,
        estado, provincia, uf, prefecture, 都道府県, राज्य
    """,
    "billing.zipcode": """
        zip, zip code, zipcode, postcode, post code, postal code, postal, plz, postleitzahl, code postal, cp,
        codigo postal, c p, cep, cap, pin, pin code, pincode, eircode, postnummer, postinumero, postcode zip,
        kod pocztowy, 郵便番号, पिन कोड, 우편번호, 邮编, 邮政编码, 郵遞區號, 郵政編碼
    """,
    "billing.country": """
        country, country region, land, staat, pays, pais, paese, kraj, 国, 国名, देश, 국가, 나라, 国家, 國家
    """,
    "": """
        fax, telefax, telecopie, vat, vat no, vat number, vat id, tax id, ust idnr, ustid,
        tva, gstin, gst, abn, cnpj, cpf, nif, cif, p iva, partita iva, siret, order, order no, invoice,
        invoice no, re, subject, betreff, website, web, url, www, ファックス, 팩스, 传真, 傳真
    """,
    "company": """
        company, company name, organisation, organization, firma, unternehmen, entreprise, societe, empresa,
        azienda, bedrijf, firmanavn, 会社名, 회사, 회사명, 상호, 公司, 公司名称, 公司名稱
    """,
}

LABELS = {
    fold(word.strip()): field
    for field, words in _LABELS.items()
    for word in words.replace("\n", " ").split(",")
    if word.strip()
}
"""What stands before a colon, folded, and the field that it names; an empty one for what no field takes. A
company is a customer where nobody else is."""

BARE_LABEL = re.compile(
    r"^(?P<label>(?:t[eé]l(?:[eé]phone|efon|éfono|efone)?|tfno|telf|tlf|phone|mob(?:ile)?|cell|fone|ph)"
    r"(?:\.? (?:no|nr|number))?|zip(?: ?code)?|plz|cep|cap|pin(?: ?code)?|post ?code|code postal|c\.p\.|"
    r"전화(?:번호)?|연락처|휴대폰|핸드폰|电话|手机|電話|手機|우편번호|邮编|郵遞區號|郵便番号)"
    r"[.:]*[ -]*(?=[+(\d])",
    re.IGNORECASE,
)
"""Labels that stand before their number without a colon, too."""

COMPANY = re.compile(
    r"\b(?:gmbh|mbh|ag|kg|ohg|ug|e\.?k|inc|incorporated|corp|corporation|llc|llp|ltd|limited|plc|pty|pvt|"
    r"private limited|co|company|sarl|sas|sasu|eurl|s\.?a\.?|s\.?l\.?|ltda|eireli|s\.?p\.?a\.?|s\.?r\.?l\.?|"
    r"b\.?v\.?|n\.?v\.?|ab|oy|as|aps|sp\.? z o\.?o\.?|k\.?k\.?|gbr|bvba|lda|kft|zrt|bhd|uab|oü|e\.v|a\.s|"
    r"s\.?r\.?o|d\.o\.o|s\.?a\.? de c\.?v|sons|ооо|зао|α\.ε|group|studio|store|shop|hotel|restaurant|"
    r"university|school|bank|ceramics|threads|enterprises|traders|industries|services|solutions)\b\.?|"
    r"株式会社|有限会社|合同会社|御中|주식회사|유한회사|\(주\)|㈜|公司|شركة|בע[\"״]מ",
    re.IGNORECASE,
)
"""A line about a business rather than a person."""

STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|av|boulevard|blvd|lane|ln|drive|dr|court|ct|square|sq|place|pl|"
    r"terrace|close|crescent|cres|way|mews|row|hill|highway|hwy|parkway|pkwy|circle|cir|trail|walk|gardens|"
    r"grove|rise|park|quay|wharf|"
    r"p\.? ?o\.? ?box|postfach|boite postale|bp|cs|gpo|locked bag|"
    r"flat|apt|apartment|suite|ste|unit|floor|fl|level|room|rm|building|bldg|house|tower|block|plot|villa|"
    r"rue|allee|chemin|impasse|quai|cours|route|batiment|bat|residence|etage|"
    r"rua|avenida|travessa|alameda|praca|rodovia|estrada|apto|bloco|sala|casa|quadra|lote|"
    r"calle|carrera|paseo|plaza|camino|piso|puerta|via|viale|piazza|corso|largo|vicolo|"
    r"nagar|marg|colony|sector|phase|cross|main|layout|chowk|gali|society|near|opp|behind|"
    r"chome|banchi|straat|laan|plein|gracht|kade|ulica|ul|os|utca|ut|korut|ter|vej|gade|gate|gata|vagen)\b|"
    r"(?:strasse|straße|str\.|weg|platz|gasse|allee|ring|damm|ufer|straat|laan|gracht|plein|gatan|vägen|"
    r"vej|gade|veien|gata|katu|tie)\b|丁目|番地|番|号|ビル|マンション|号室|階",
    re.IGNORECASE,
)
"""Something that a street, a building or a box in it is called; accents are folded away before."""

STREET_END = re.compile(
    r"^(?P<street>.*\d.*?\b(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|court|ct|square|sq|"
    r"place|pl|terrace|close|crescent|way|highway|hwy|parkway|pkwy|circle|cir|broadway)\b\.?"
    r"(?:\s+(?:n|s|e|w|ne|nw|se|sw)\b\.?)?"
    r"(?:\s*,?\s*(?:(?:apt|apartment|suite|ste|unit|fl|floor|rm|room)\b\.?\s*|#\s*)[\w-]+)?)\s+(?P<city>\D+)$",
    re.IGNORECASE,
)
"""A street that runs into its city without a comma, as people type it in English."""

HONORIFIC = re.compile(r"\s*(?:様|さん|殿|御中|귀하|님|先生|女士|小姐|敬启|[收启啟])\s*$")

ATTENTION = re.compile(
    r"^(?:t\.?a\.?v\.?|f\.?a\.?o\.?|attn\.?|attention|z\. ?hd\.?(?: v\.)?|zu handen(?: von)?|"
    r"à l['’]attention de)[ :]+",
    re.IGNORECASE,
)
"""What stands before the name of the person in a company whom a letter is for."""

GREETING = re.compile(
    r"^(?:hi|hello|dear|hey|hallo|guten tag|liebe|lieber|sehr geehrte[rs]?|bonjour|hola|ola|olá|thanks|"
    r"thank you|best|best wishes|kind regards|regards|cheers|viele gru(?:ss|ß)e|mit freundlichen|"
    r"cordialement|saludos|atenciosamente|herr|herrn|frau|firma|mr|mrs|ms|mme|m|address|billing address|"
    r"ship to|bill to|deliver to|rechnung an|an|to|from)\b[.,:!]?\s*$|"
    r"^(?:hi|hello|dear|hey|hallo|liebe|lieber|bonjour|hola)\b.*[,!]$",
    re.IGNORECASE,
)
"""Lines that are said rather than written on an envelope."""

NUMBERED = re.compile(
    r"^(?:order|invoice|booking|bestellung|rechnung|commande|facture|pedido|fatura|ref|cnpj|cpf|gst|gstin|vat|"
    r"ust|ustid|siret|nif|cif|p\.? ?iva|abn|tax)\b.*\d",
    re.IGNORECASE,
)
"""Lines with the number of something that is no part of an address."""

CODE_LABEL = re.compile(
    r"[\s,;:–—-]*\b(?:cep|zip(?: ?code)?|plz|pin(?: ?code)?|post ?code|code postal|c\.?p\.?)"
    r"\s*[:.]*\s*[–-]?\s*$",
    re.IGNORECASE,
)
"""What may stand between a place and its postal code."""

_COUNTIES = """
    Aberdeenshire, Anglesey, Angus, Antrim, County Antrim, Argyll, Armagh, County Armagh, Ayrshire,
    Bedfordshire, Berkshire, Berwickshire, Buckinghamshire, Cambridgeshire, Cheshire, Clwyd, Cleveland,
    Cornwall, County Down, County Durham, Cumbria, Derbyshire, Devon, Dorset, Dyfed, East Lothian,
    East Sussex, East Yorkshire, Essex, Fife, County Fermanagh, Flintshire, Glamorgan, Gloucestershire,
    Greater London, Greater Manchester, Gwent, Gwynedd, Hampshire, Herefordshire, Hertfordshire,
    Huntingdonshire, Isle of Wight, Kent, Lanarkshire, Lancashire, Leicestershire, Lincolnshire,
    County Londonderry, Merseyside, Mid Glamorgan, Middlesex, Midlothian, Monmouthshire, Norfolk,
    North Yorkshire, Northamptonshire, Northumberland, Nottinghamshire, Oxfordshire, Pembrokeshire,
    Perthshire, Powys, Renfrewshire, Rutland, Shropshire, Somerset, South Yorkshire, Staffordshire,
    Stirlingshire, Suffolk, Surrey, Sussex, Tyne and Wear, County Tyrone, Warwickshire, West Lothian,
    West Midlands, West Sussex, West Yorkshire, Wiltshire, Worcestershire, Yorkshire
"""

COUNTIES = frozenset(fold(name) for name in _COUNTIES.replace("\n", " ").split(","))
"""Counties of the United Kingdom, which its post has no list of any more."""
