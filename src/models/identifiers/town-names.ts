/**
 * The larger towns and counties of the United States, the United Kingdom, Ireland, South Asia, Australia, New Zealand
 * and Canada, and large cities elsewhere. Towns that are also a word or a person (Reading, Bath, Nice) are not here.
 */
export const TOWN_NAMES: ReadonlySet<string> = new Set(
  (
    'Aarhus,Abbotsford,Abeokuta,Aberdeen,Aberdeenshire,Aberystwyth,Abidjan,Abilene,Abu Dhabi,Abuja,' +
    'Accra,Addis Ababa,Adelaide,Agartala,Agra,Ahmedabad,Aizawl,Ajmer,Akron,Albany,Albuquerque,Albury,' +
    'Aldershot,Aleppo,Algiers,Alice Springs,Aligarh,Allahabad,Allentown,Almaty,Amarillo,Amman,Amravati,' +
    'Amritsar,Amsterdam,Anaheim,Anantapur,Anchorage,Anglesey,Ankara,Ann Arbor,Annapolis,Antalya,' +
    'Antananarivo,Antrim,Antwerp,Apia,Arequipa,Arklow,Arlington,Armagh,Arusha,Asansol,Asheville,' +
    'Ashford,Asmara,Asunción,Athens,Athlone,Atlanta,Auckland,Aurangabad,Aylesbury,Ayr,Ayrshire,Baghdad,' +
    'Bakersfield,Baku,Balbriggan,Bali,Ballarat,Ballina,Ballinasloe,Ballymena,Baltimore,Bamako,Bandung,' +
    'Bangalore,Bangkok,Bangor,Bankstown,Bantry,Barcelona,Bareilly,Barnet,Barnsley,Barnstaple,' +
    'Barranquilla,Barrie,Barrow-in-Furness,Basel,Basildon,Basingstoke,Basra,Bathurst,Baton Rouge,' +
    'Battersea,Beaumont,Bedford,Bedfordshire,Beijing,Beirut,Belfast,Belgaum,Belgrade,Bellevue,' +
    'Belo Horizonte,Bendigo,Bengaluru,Benin City,Bergen,Berkeley,Berkshire,Berlin,Bern,Bhavnagar,' +
    'Bhilai,Bhiwandi,Bhopal,Bhubaneswar,Bialystok,Bikaner,Bilbao,Billings,Biloxi,Birkenhead,Birmingham,' +
    'Bismarck,Blackburn,Blackpool,Blacktown,Blanchardstown,Blantyre,Bloemfontein,Boca Raton,Bogota,' +
    'Bogotá,Boise,Bologna,Bolton,Bombay,Bordeaux,Boston,Bournemouth,Bozeman,Bradford,Braintree,' +
    'Brampton,Branson,Brantford,Brasilia,Brasília,Bratislava,Bremen,Bridgeport,Bridgetown,Bridlington,' +
    'Brighton,Brisbane,Bristol,Brixton,Brno,Broken Hill,Bromley,Bronx,Brooklyn,Broome,Brownsville,' +
    'Bruges,Brussels,Bucharest,Buckinghamshire,Budapest,Buenos Aires,Bulawayo,Bunbury,Bundaberg,' +
    'Burbank,Burlington,Burnaby,Burnley,Burton upon Trent,Bury St Edmunds,Busan,Caerphilly,Cairns,' +
    'Cairo,Calabar,Calcutta,Calgary,Calicut,Cambridge,Cambridgeshire,Campbelltown,Canberra,Cancun,' +
    'Cancún,Canterbury,Cape Cod,Cape Coral,Cape Town,Caracas,Cardiff,Carlisle,Carlow,Carmarthen,' +
    'Carmarthenshire,Carrollton,Cartagena,Casablanca,Castlebar,Cavan,Cebu,Cedar Rapids,Celbridge,' +
    'Ceredigion,Champaign,Chandigarh,Changsha,Charleston,Charlottetown,Chattanooga,Chelmsford,' +
    'Cheltenham,Chengdu,Chennai,Chesapeake,Cheshire,Chesterfield,Cheyenne,Chiang Mai,Chicago,Chico,' +
    'Chittagong,Chongqing,Christchurch,Chula Vista,Cincinnati,Ciudad Juárez,Clacton,Clarksville,' +
    'Cleveland,Clondalkin,Clonmel,Cluj,Cobh,Cochabamba,Cochin,Coffs Harbour,Coimbatore,Colchester,' +
    'Coleraine,Cologne,Colombo,Colorado Springs,Columbus,Compton,Concepción,Cook County,Copenhagen,' +
    'Coquitlam,Coral Springs,Corby,Cork,Cornwall,Corpus Christi,County Durham,Coventry,Córdoba,' +
    'Craigavon,Crawley,Crewe,Croydon,Cumbria,Curitiba,Cusco,Cuttack,Da Nang,Daegu,Dagenham,Dakar,' +
    'Dalian,Dallas,Damascus,Dammam,Dandenong,Dar es Salaam,Darlington,Dartford,Davao,Davenport,Dayton,' +
    'Daytona Beach,Dearborn,Debrecen,Decatur,Dehradun,Delhi,Denton,Denver,Derbyshire,Derry,Des Moines,' +
    'Detroit,Devon,Dhaka,Dhanbad,Doha,Doncaster,Donegal,Dorchester,Dorset,Dothan,Douala,Dover,Dresden,' +
    'Drogheda,Dubai,Dubbo,Dublin,Dubuque,Dudley,Duluth,Dumfries,Dun Laoghaire,Dundalk,Dundee,Dunedin,' +
    'Dunfermline,Dungarvan,Durban,Durgapur,Durham,Düsseldorf,Ealing,East Sussex,Eastbourne,Edinburgh,' +
    'Edmonton,Eindhoven,El Paso,Elk Grove,Enfield,Enniscorthy,Enniskillen,Enugu,Erbil,Erie,Escondido,' +
    'Essex,Etobicoke,Eugene,Evansville,Exeter,Fairbanks,Faisalabad,Falkirk,Falmouth,Fargo,Faridabad,' +
    'Farnham,Fayetteville,Fermanagh,Fife,Flagstaff,Florence,Folkestone,Fontana,Footscray,Fort Collins,' +
    'Fort Lauderdale,Fort McMurray,Fort Myers,Fort Wayne,Fort William,Fort Worth,Fortaleza,Frankfurt,' +
    'Frankston,Fredericton,Freetown,Fremantle,Fremont,Fresno,Frisco,Fukuoka,Fulham,Fullerton,Fuzhou,' +
    'Gaborone,Gainesville,Galveston,Galway,Gangtok,Garden Grove,Gateshead,Gatineau,Gaza,Gdansk,Gdańsk,' +
    'Geelong,Geneva,Genoa,Geraldton,Ghaziabad,Ghent,Gillingham,Gisborne,Giza,Glamorgan,Glasgow,' +
    'Glendale,Gloucester,Gloucestershire,Gold Coast,Gorakhpur,Gorey,Gothenburg,Granada,Grand Prairie,' +
    'Grand Rapids,Grande Prairie,Gravesend,Graz,Great Yarmouth,Green Bay,Greenock,Greensboro,Greenwich,' +
    'Grimsby,Guadalajara,Guangzhou,Guatemala City,Guayaquil,Guelph,Guernsey,Guildford,Gujranwala,' +
    'Gulfport,Guntur,Gurgaon,Gurugram,Guwahati,Gwalior,Gwynedd,Hackney,Haifa,Haiphong,Halifax,Hamburg,' +
    'Hammersmith,Hampshire,Hangzhou,Hannover,Hanoi,Hanover,Harare,Harbin,Hargeisa,Haridwar,Harlem,' +
    'Harlow,Harris County,Harrisburg,Harrogate,Harrow,Hartford,Hartlepool,Hastings,Hattiesburg,Havana,' +
    'Hayward,Helsinki,Hemel Hempstead,Heraklion,Herat,Hereford,Herefordshire,Hertford,Hertfordshire,' +
    'Hervey Bay,Hialeah,High Wycombe,Hillingdon,Hilo,Hiroshima,Ho Chi Minh City,Hobart,Hollywood,Homs,' +
    'Honolulu,Hounslow,Houston,Hove,Howrah,Hubli,Huddersfield,Huntington Beach,Huntsville,Hyderabad,' +
    'Iasi,Ibadan,Ilford,Imphal,Incheon,Indianapolis,Indore,Inglewood,Invercargill,Inverness,Iowa City,' +
    'Ipswich,Iqaluit,Irvine,Isfahan,Islamabad,Isle of Man,Isle of Wight,Islington,Istanbul,Ithaca,' +
    'Izmir,Jabalpur,Jacksonville,Jaffna,Jaipur,Jakarta,Jalandhar,Jammu,Jamnagar,Jamshedpur,Jeddah,' +
    'Jersey City,Jerusalem,Jhansi,Jinan,Jodhpur,Johannesburg,Johor Bahru,Joliet,Joplin,Juneau,Kabul,' +
    'Kaduna,Kakinada,Kalamazoo,Kalgoorlie,Kamloops,Kampala,Kandahar,Kandy,Kannur,Kano,Kanpur,' +
    'Kansas City,Kaohsiung,Karachi,Karratha,Kathmandu,Katowice,Kaunas,Kelowna,Kendal,Kensington,Kent,' +
    'Kettering,Key West,Kharkiv,Khartoum,Khulna,Kiev,Kigali,Kildare,Kilkenny,Killarney,Killeen,' +
    "Kilmarnock,King's Lynn,Kingston,Kinshasa,Kirkcaldy,Kirkwall,Kisumu,Kitchener,Knoxville,Kobe,Kochi," +
    'Kolhapur,Kolkata,Kollam,Kozhikode,Köln,Krakow,Kraków,Kuala Lumpur,Kumasi,Kunming,Kurnool,' +
    'Kuwait City,Kyiv,Kyoto,La Paz,Lafayette,Lagos,Lahore,Lakewood,Lambeth,Lanarkshire,Lancashire,' +
    'Lancaster,Lansing,Laois,Laredo,Las Cruces,Las Vegas,Launceston,Lausanne,Laval,Leeds,Leicester,' +
    'Leicestershire,Leipzig,Leitrim,Leixlip,Lerwick,Lethbridge,Letterkenny,Lewisham,Lexington,Lhasa,' +
    'Lille,Lilongwe,Limassol,Limerick,Lincolnshire,Lisbon,Lisburn,Lismore,Little Rock,Liverpool,' +
    'Livingston,Ljubljana,Llanelli,Lodz,London,Londonderry,Long Beach,Long Island,Longford,Longueuil,' +
    'Los Angeles,Los Angeles County,Louisville,Louth,Lowestoft,Luanda,Lubbock,Lublin,Lubumbashi,' +
    'Lucknow,Ludhiana,Lusaka,Luton,Luxor,Lviv,Lyon,Mackay,Macon,Madras,Madrid,Madurai,Maidstone,Malaga,' +
    'Malahide,Malmö,Managua,Manama,Manaus,Manchester,Mandalay,Mangalore,Mangaluru,Manhattan,Manila,' +
    'Mansfield,Maputo,Maracaibo,Margate,Maricopa,Markham,Marrakech,Marrakesh,Marseille,Mashhad,Mathura,' +
    'Maynooth,Málaga,McAllen,McKinney,Meath,Mecca,Medan,Medellin,Medellín,Medford,Medicine Hat,Meerut,' +
    'Melbourne,Memphis,Mendoza,Merseyside,Merthyr Tydfil,Mesquite,Mexico City,Mérida,Miami,Miami-Dade,' +
    'Middlesbrough,Mildura,Milton Keynes,Milwaukee,Minneapolis,Minsk,Miramar,Mississauga,Missoula,' +
    'Modesto,Mogadishu,Mombasa,Monaghan,Moncton,Monrovia,Montego Bay,Monterrey,Montevideo,Montreal,' +
    'Montréal,Moose Jaw,Moreno Valley,Moscow,Moss Side,Mosul,Motherwell,Mount Gambier,Mount Isa,' +
    'Mountain View,Mullingar,Multan,Mumbai,Muncie,Munich,Murfreesboro,Muscat,München,Myrtle Beach,' +
    'Mysore,Mysuru,Naas,Nagasaki,Nagoya,Nagpur,Nairobi,Nanaimo,Nanded,Nanjing,Nantes,Naperville,Naples,' +
    'Nashik,Nashua,Nashville,Nassau County,Navan,Navi Mumbai,Nellore,Nenagh,New Delhi,New Haven,' +
    'New Orleans,New York City,Newark,Newbridge,Newcastle,Newcastle upon Tyne,Newport,Newport News,' +
    'Newquay,Newry,Niagara Falls,Nicosia,Noida,Norfolk,North Bay,North Las Vegas,Northampton,' +
    'Northamptonshire,Northumberland,Norwich,Nottingham,Nottinghamshire,Novosibirsk,Nuremberg,Oakland,' +
    'Oakville,Oaxaca,Oban,Oceanside,Odesa,Offaly,Oklahoma City,Olathe,Oldham,Omagh,Omaha,Onitsha,' +
    'Orange County,Orkney,Orlando,Osaka,Oshawa,Oslo,Ostrava,Ottawa,Ouagadougou,Overland Park,Owerri,' +
    'Oxford,Oxfordshire,Oxnard,Paignton,Paisley,Palermo,Palmdale,Palmerston North,Palo Alto,Panaji,' +
    'Panama City,Paris,Parramatta,Pasadena,Paterson,Patna,Patras,Peckham,Pembroke Pines,Pembrokeshire,' +
    'Penang,Penrith,Pensacola,Penzance,Peoria,Perth,Perthshire,Peshawar,Peterborough,Philadelphia,' +
    'Phnom Penh,Phoenix,Phuket,Pittsburgh,Plano,Plovdiv,Plymouth,Pokhara,Polokwane,Pomona,Pondicherry,' +
    'Pontypridd,Port Augusta,Port Elizabeth,Port Harcourt,Port Hedland,Port Macquarie,Port Moresby,' +
    'Port St Lucie,Port of Spain,Port-au-Prince,Portadown,Portland,Portlaoise,Porto,Porto Alegre,' +
    'Portsmouth,Poughkeepsie,Powys,Poznan,Poznań,Prague,Prayagraj,Pretoria,Prince George,Provo,' +
    'Puducherry,Puebla,Pueblo,Pune,Pyongyang,Qingdao,Quebec City,Queens,Queenstown,Quetta,Quezon City,' +
    'Quito,Rabat,Raipur,Rajahmundry,Rajkot,Raleigh,Ramsgate,Ranchi,Rancho Cucamonga,Rapid City,' +
    'Rawalpindi,Recife,Red Deer,Redding,Redditch,Reno,Reykjavik,Rhyl,Richmond,Riga,Rio de Janeiro,' +
    'Rishikesh,Riverside,Riyadh,Roanoke,Rochdale,Rochester,Rockford,Rockhampton,Romford,Roscommon,' +
    'Roseville,Rotherham,Rotorua,Rotterdam,Sacramento,Saginaw,Saguenay,Saharanpur,Saigon,Saint John,' +
    'Saint Paul,Saint Petersburg,Salem,Salford,Salinas,Salisbury,Salt Lake City,Salzburg,San Antonio,' +
    'San Bernardino,San Diego,San Francisco,San Jose,San José,San Juan,San Pedro Sula,San Salvador,' +
    'Sanaa,Santa Ana,Santa Barbara,Santa Clara,Santa Clarita,Santa Cruz,Santa Fe,Santa Monica,' +
    'Santa Rosa,Santo Domingo,Sao Paulo,Sapporo,Sarajevo,Sarasota,Sarnia,Saskatoon,São Paulo,' +
    'Scarborough,Schenectady,Scottsdale,Scranton,Scunthorpe,Seattle,Sendai,Seoul,Seville,Shanghai,' +
    'Sharjah,Sheffield,Shenyang,Shenzhen,Shepparton,Sherbrooke,Shetland,Shillong,Shimla,Shiraz,' +
    'Shreveport,Shrewsbury,Shropshire,Sialkot,Siem Reap,Silicon Valley,Siliguri,Simi Valley,Sioux City,' +
    'Sioux Falls,Skopje,Sligo,Slough,Solapur,Solihull,Somerset,South Bend,South Shields,Southall,' +
    'Southampton,Southend,Southport,Southwark,Soweto,Spokane,Springfield,Srinagar,St Albans,St Helens,' +
    'St Louis,St Paul,St Petersburg,Stafford,Staffordshire,Stamford,Staten Island,Sterling Heights,' +
    'Stevenage,Stirling,Stockholm,Stockport,Stockton,Stoke-on-Trent,Stornoway,Strasbourg,Stuttgart,' +
    'Sudbury,Suffolk,Suffolk County,Sunderland,Sunnyvale,Sunshine Coast,Surabaya,Surat,Surrey,Sussex,' +
    'Sutton Coldfield,Suva,Suzhou,Swansea,Swindon,Sydney,Sylhet,Syracuse,Szczecin,Tacoma,Taipei,' +
    'Tallaght,Tallahassee,Tallinn,Tampa,Tampere,Tamworth,Tangier,Tashkent,Taunton,Tauranga,Tbilisi,' +
    'Teesside,Tegucigalpa,Tehran,Tel Aviv,Telford,Tempe,Terre Haute,Thane,The Bronx,The Hague,' +
    'Thessaloniki,Thiruvananthapuram,Thornton,Thousand Oaks,Thrissur,Thunder Bay,Thurles,Thurrock,' +
    'Tianjin,Tijuana,Tilbury,Timisoara,Timmins,Tipperary,Tirana,Tiruchirappalli,Tirunelveli,Tirupati,' +
    'Tiruppur,Tokyo,Toledo,Toowoomba,Topeka,Toronto,Torquay,Torrance,Tottenham,Toulouse,Tower Hamlets,' +
    'Townsville,Toxteth,Tralee,Trichy,Tripoli,Trivandrum,Trois-Rivières,Trondheim,Truro,Tuam,Tucson,' +
    'Tullamore,Tulsa,Tunbridge Wells,Tunis,Turin,Tuscaloosa,Twickenham,Tyneside,Udaipur,Ujjain,' +
    'Ulaanbaatar,Uppsala,Urumqi,Utica,Utrecht,Uxbridge,Vadodara,Valdosta,Valletta,Valparaíso,Vancouver,' +
    'Varanasi,Vellore,Venice,Verona,Vienna,Vientiane,Vijayawada,Vilnius,Virginia Beach,Visakhapatnam,' +
    'Visalia,Vizag,Waco,Wagga,Wagga Wagga,Wakefield,Walnut Creek,Walsall,Walthamstow,Wandsworth,' +
    'Warangal,Warrington,Warsaw,Warwickshire,Waterford,Waterloo,Watford,Wembley,West Bromwich,' +
    'West Sussex,Westmeath,Westminster,Wexford,Weymouth,Whangarei,Whitby,Whitechapel,Whitehaven,' +
    'Whitehorse,Whyalla,Wichita,Wichita Falls,Wicklow,Wigan,Wilmington,Wiltshire,Wimbledon,Winchester,' +
    'Windhoek,Winnipeg,Winston-Salem,Wodonga,Woking,Wollongong,Wolverhampton,Woolwich,Worcester,' +
    "Worcestershire,Workington,Worthing,Wrexham,Wroclaw,Wrocław,Wuhan,Wythenshawe,Xi'an,Xiamen,Xian," +
    'Yakima,Yangon,Yaounde,Yaoundé,Yellowknife,Yeovil,Yerevan,Yokohama,Yonkers,Yorkshire,Youngstown,' +
    'Yuma,Zagreb,Zaragoza,Zhengzhou,Zurich,Zürich,Łódź'
  ).split(','),
);
